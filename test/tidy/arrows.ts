import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import type { Finding } from './sources.ts';

/** What one folder may import: patterns of files, packages and built-in modules. */
export interface Arrow {
  readonly files: readonly string[];
  readonly packages: readonly string[];
  /** Files of the folder that may use `node:` modules; `*` for all. */
  readonly node: readonly string[];
}

const CONTRACTS =
  'policies/(contract|observation|decision|parameters|listing|loop|gate|placement|search|job-brief|pool-brief)[.]ts$';

/**
 * The import table of ARCHITECTURE.md as data: down, never sideways, never up. A folder may always
 * import itself.
 */
export const ARROWS: ReadonlyMap<string, Arrow> = new Map([
  ['engine', { files: [], packages: [], node: [] }],
  ['policies', { files: ['engine/'], packages: [], node: [] }],
  [
    'traces',
    { files: ['engine/'], packages: ['csv-parse', 'yaml'], node: ['traces/open-files[.]ts'] },
  ],
  ['models', { files: ['engine/', CONTRACTS, 'traces/series'], packages: [], node: [] }],
  [
    'reports',
    {
      files: ['engine/'],
      packages: ['cli-table3', 'zod'],
      node: ['reports/write-files[.]ts'],
    },
  ],
  [
    'scenarios',
    {
      files: ['engine/', 'policies/', 'traces/(?!open-files)', 'models/', 'reports/(?!write-)'],
      packages: ['yaml', 'zod', 'mathjs'],
      node: [],
    },
  ],
  [
    'runner',
    {
      files: ['engine/', 'traces/', 'scenarios/', 'reports/'],
      packages: ['tinypool'],
      node: ['*'],
    },
  ],
  ['cli', { files: [''], packages: ['.+'], node: ['*'] }],
]);

/** What was looked at and what broke the table. */
export interface Survey {
  readonly modules: number;
  readonly findings: readonly Finding[];
}

/** Follows every import below `root` and holds it against the table; cycles are findings too. */
export async function surveyImports(root: string, folders: readonly string[]): Promise<Survey> {
  const reply = await cruise([...folders], {
    baseDir: root,
    ruleSet: {
      forbidden: [...ARROWS].flatMap(([name, arrow]) => rulesOf(name, arrow)).concat(CYCLE),
    },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/' },
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  });
  const result = resultOf(reply.output);
  return {
    modules: result.modules.filter((one) => /[.](ts|mjs)$/.test(one.source)).length,
    findings: result.summary.violations.map(asFinding).sort(byPlace),
  };
}

type Forbidden = NonNullable<IConfiguration['forbidden']>[number];

const CYCLE: Forbidden = {
  name: 'cycle',
  severity: 'error',
  from: {},
  to: { circular: true },
};

function rulesOf(folder: string, arrow: Arrow): Forbidden[] {
  const own = [`^${folder}/`, ...arrow.files.map((file) => `^${file}`)];
  const packages = arrow.packages.map((name) => `(^|/)node_modules/${name}/`);
  const rules: Forbidden[] = [
    {
      name: `${folder}-imports`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { pathNot: [...own, ...packages], dependencyTypesNot: ['core'] },
    },
  ];
  if (!arrow.node.includes('*')) {
    rules.push({
      name: `${folder}-node`,
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: arrow.node.map((file) => `^${file}`) },
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
}

function byPlace(one: Finding, other: Finding): number {
  return `${one.path} ${one.what}` < `${other.path} ${other.what}` ? -1 : 1;
}

function resultOf(output: ICruiseResult | string): ICruiseResult {
  return typeof output === 'string' ? JSON.parse(output) : output;
}

function asFinding(violation: ICruiseResult['summary']['violations'][number]): Finding {
  const { from, to, rule, cycle } = violation;
  if (rule.name === 'cycle') {
    const ring = [from, ...(cycle ?? []).map((one) => one.name)].join(' -> ');
    const instead = 'move what both need to a file below them';
    return {
      path: from,
      line: 1,
      what: `a cycle ${ring}`,
      why: 'no file can be read first',
      instead,
    };
  }
  const folder = from.split('/')[0] ?? '';
  const allowed = [...(ARROWS.get(folder)?.files ?? []), ...(ARROWS.get(folder)?.packages ?? [])];
  return {
    path: from,
    line: 1,
    what: `imports ${to}`,
    why: `${folder} imports down only: ${allowed.join(' ') || 'nothing'}`,
    instead: 'the import table of ARCHITECTURE.md, or take it as an argument',
  };
}
