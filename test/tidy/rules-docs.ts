import { ARROWS } from './arrows.ts';
import type { Finding, Source } from './sources.ts';

/** The pages that send a reader to files; a page that sends them nowhere is out of date. */
const GUIDES = /^(ARCHITECTURE|README|docs\/(invariants|decisions|glossary))\.md$/;
const REFERENCE = /`((?:[\w.-]+\/)+(?:[\w.-]+\.(?:ts|mjs|md|json|sh|ya?ml))?)`/g;

/** Files and folders that a guide names in backticks exist. */
export function checkReferences(
  { path, text }: Source,
  existing: ReadonlySet<string>,
): readonly Finding[] {
  if (!GUIDES.test(path)) return [];
  return text.split('\n').flatMap((content, index) => {
    const named = [...content.matchAll(REFERENCE)].map(([, target]) => target ?? '');
    return named
      .filter((target) => !isThere(target, existing))
      .map((target) => ({
        path,
        line: index + 1,
        what: `the page names ${target}`,
        why: 'no such file is in the project',
        instead: 'the path it has now, from the root',
      }));
  });
}

function isThere(target: string, existing: ReadonlySet<string>): boolean {
  const isOutput = target.startsWith('dist/');
  if (isOutput || existing.has(target)) return true;
  // Test folders are named from test/, as in `unit/`.
  const folders = [target, `test/${target}`].filter((one) => one.endsWith('/'));
  return folders.some((folder) => [...existing].some((path) => path.startsWith(folder)));
}

/** The import table of ARCHITECTURE.md has the packages and the outer file of each folder. */
export function checkTable({ path, text }: Source): readonly Finding[] {
  if (path !== 'ARCHITECTURE.md') return [];
  const lines = text.split('\n');
  return [...ARROWS].flatMap(([folder, arrow]) => {
    const line = lines.findIndex((one) => one.startsWith(`| \`${folder}\` |`));
    const row = lines[line] ?? '';
    const wanted = [...arrow.packages, ...arrow.node.map(outerFile)].filter((one) =>
      /\w/.test(one),
    );
    const missing = wanted.filter((one) => one !== '.+' && !row.includes(`\`${one}\``));
    if (line >= 0 && missing.length === 0) return [];
    return [
      {
        path,
        line: line + 1,
        what: `the row of ${folder} does not name ${missing.join(', ')}`,
        why: 'test/tidy/arrows.ts allows it',
        instead: 'the same table in both places',
      },
    ];
  });
}

function outerFile(pattern: string): string {
  return pattern.replace(/^.*\//, '').replaceAll('[.]', '.');
}
