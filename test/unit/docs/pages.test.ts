import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { topics } from '../../../bench/calibration-topics.ts';
import { readBlocks, replaceBlock } from '../../../bench/document-blocks.ts';
import { parts } from '../../../bench/document-parts.ts';
import { parseEdit } from '../../../cli/edit-yaml.ts';
import { loadScenario } from '../../../cli/load-scenario.ts';
import { readProject } from '../../tidy/sources.ts';
import { openCapture, play } from '../cli/capture.ts';
import {
  anchorsOf,
  codeBlocks,
  type Example,
  examplesOf,
  linksOf,
  splitWords,
} from './examples.ts';

const project = readProject();
const pages = project.filter(({ path }) => path.endsWith('.md'));
const paths = new Set(project.map(({ path }) => path));
const isThere = (path: string) => existsSync(new URL(`../../../${path}`, import.meta.url));
const textOf = (page: string) => pages.find(({ path }) => path === page)?.text ?? '';
const readme = textOf('README.md');
const guides = pages.filter(
  ({ path }) => path === 'README.md' || /^docs\/(calibration\/)?[^/]+$/.test(path),
);
const examples = guides.flatMap(({ path, text }) => examplesOf(path, text));

/** Parts that `node bench/run.mjs fidelity --write` and `fidelity-study` write: they take long. */
const BENCHED = [
  { page: 'docs/fidelity.md', name: 'fidelity-speed' },
  { page: 'docs/fidelity.md', name: 'fidelity-study' },
  { page: 'docs/decision-cost.md', name: 'gates' },
  { page: 'docs/claims.md', name: 'claims-table' },
  { page: 'docs/claims.md', name: 'claims' },
  { page: 'docs/decision-cost.md', name: 'loops' },
];

describe('README.md', () => {
  it('has the two set-up commands, each alone in a code block', () => {
    const alone = codeBlocks(readme).filter((code) => code.trim().split('\n').length === 1);
    expect(alone.map((code) => code.trim())).toEqual([
      './playtwin run scenarios/library/launch-week.yaml',
      'npm ci && npm test',
    ]);
  });

  it('names every exit code of the help', async () => {
    const { out } = await play('--help');
    const told = /^Exit codes: (.+)$/m.exec(out)?.[1] ?? '';
    const codes = [...told.matchAll(/(\d+) /g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(3);
    for (const code of codes) expect(readme).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  });
});

describe('links', () => {
  const links = pages.flatMap(({ path, text }) =>
    linksOf(text).map((target) => ({ path, target })),
  );

  it('are found at all', () => expect(links.length).toBeGreaterThan(8));

  it.each(links)('of $path lead somewhere: $target', ({ path, target }) => {
    const [file, anchor] = target.split('#');
    const page = file === '' ? path : posix.join(posix.dirname(path), file);
    if (page.endsWith('.svg')) expect(isThere(page)).toBe(true);
    else expect(paths).toContain(page);
    if (anchor !== undefined) expect(anchorsOf(textOf(page))).toContain(anchor);
  });
});

describe('examples of the command line', () => {
  it('are found at all', () => expect(examples.length).toBeGreaterThan(10));

  it.each(examples)('$page: playtwin $words', async (example) => {
    expect(await problemsOf(example)).toEqual([]);
  });

  it('would not pass with an unknown command, option or choice', async () => {
    const tell = (command: string) => problemsOf({ page: '', words: splitWords(command) });
    expect(await tell('launch')).toEqual(['no command launch']);
    expect(await tell('run mg1 --sed=4')).toEqual(['no option --sed']);
    expect(await tell('run mg1 --format xml')).toEqual(['--format has no choice xml']);
    expect(await tell('run no-such-scenario')).toEqual(['no-such-scenario is not in the library']);
    expect(await tell("run mg1 --set 'players.match.player=2'")).toEqual([
      'mg1 cannot be read with its edits',
    ]);
    expect(await tell('traces list now')).toEqual(['1 words too many']);
  });
});

describe('generated parts', () => {
  const marked = pages.flatMap(({ path, text }) =>
    readBlocks(path, text).map(({ name, body }) => ({ page: path, name, body })),
  );

  it('of the pages are those the generator writes', () => {
    const key = ({ page, name }: { page: string; name: string }) => `${page} ${name}`;
    const calibrations = topics.map(({ name }) => ({ page: `docs/calibration/${name}.md`, name }));
    const all = [...parts, ...calibrations, ...BENCHED];
    expect(marked.map(key).sort()).toEqual(all.map(key).sort());
  });

  it('have one name each, so that --only means one of them', () => {
    const names = parts.map(({ name }) => name);
    expect(names.filter((name, place) => names.indexOf(name) < place)).toEqual([]);
  });

  it.each(marked)('are filled: $page $name', ({ body }) => {
    expect(body.trim()).not.toBe('');
    expect(body).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('are replaced without a trace of the old ones', () => {
    const page = 'before\n<!-- generated: a -->\nold\n<!-- end -->\nafter\n';
    const once = replaceBlock(page, 'a', 'new');
    expect(once).toBe('before\n<!-- generated: a -->\n\nnew\n\n<!-- end -->\nafter\n');
    expect(replaceBlock(once, 'a', 'new')).toBe(once);
    expect(() => replaceBlock(page, 'b', 'new')).toThrow('no generated part "b"');
  });

  it.each([
    ['<!-- generated: a -->\n', 'a is never closed'],
    ['<!-- end -->\n', 'nothing is open'],
    ['<!-- generated: a -->\n<!-- generated: b -->\n<!-- end -->\n', 'a is open'],
  ])('%j is refused', (text, message) => {
    expect(() => readBlocks('page', text)).toThrow(message);
  });
});

/** What is wrong with a command line, judged by the help of the command and by its scenario. */
async function problemsOf({ words }: Example): Promise<readonly string[]> {
  const first = words[0].startsWith('-') ? [] : [words[0]];
  const command = first[0] === 'traces' && words.length > 1 ? words.slice(0, 2) : first;
  const { code, out } = await play(...command, '--help');
  if (code !== 0 || !new RegExp(`^Usage: playtwin ?${command.join(' ')}`).test(out)) {
    return [`no command ${command.join(' ')}`];
  }
  const { given, free } = readWords(words.slice(command.length), out);
  const problems = given.flatMap(({ option, value }) => judgeOption(option, value, out));
  const places = /^Arguments:\n((?: {2}.*\n)+)/m.exec(out)?.[1].match(/^ {2}\S/gm)?.length ?? 0;
  const isMany = /\.\.\.\]$/m.test(/^Usage: .*$/m.exec(out)?.[0] ?? '');
  if (free.length > places && !isMany) problems.push(`${free.length - places} words too many`);
  if (problems.length > 0 || !['run', 'validate'].includes(command[0])) return problems;
  const edits = given.filter((one) => one.option === '--set').map((one) => one.value);
  return free.flatMap((file) => judgeScenario(file, edits));
}

function readWords(words: readonly string[], help: string) {
  const given: { option: string; value: string }[] = [];
  const free: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [option] = words[at].split('=');
    const takesValue = new RegExp(`^ +${option} <`, 'm').test(help);
    if (!option.startsWith('--')) free.push(words[at]);
    else given.push({ option, value: takesValue ? (words[++at] ?? '') : '' });
  }
  return { given, free };
}

function judgeOption(option: string, value: string, help: string): string[] {
  const entry = new RegExp(`^ +${option}( |$)(.*\n)( {10,}.*\n)*`, 'm').exec(help)?.[0];
  if (entry === undefined) return [`no option ${option}`];
  const choices = /\(choices: ([^)]*?)(?:, default.*)?\)/s.exec(entry)?.[1];
  if (choices === undefined || choices.includes(`"${value}"`)) return [];
  return [`${option} has no choice ${value}`];
}

/** Files of the reader's own (`my.yaml`) cannot be judged; those of the library can. */
function judgeScenario(file: string, edits: readonly string[]): string[] {
  if (/^(my|path)\b/.test(file)) return [];
  const { terminal, err } = openCapture();
  const parsed = edits.map(parseEdit).flatMap((edit) => ('wanted' in edit ? [] : [edit]));
  const loaded = loadScenario(file, parsed, terminal);
  if (!('code' in loaded)) return [];
  return [
    err().includes('no scenario')
      ? `${file} is not in the library`
      : `${file} cannot be read with its edits`,
  ];
}
