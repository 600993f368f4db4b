import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { surveyImports } from './arrows.ts';
import { checkDeterminism, checkTypes } from './rules-bans.ts';
import { checkReferences, checkTable } from './rules-docs.ts';
import { checkDead, checkDocs, checkNames } from './rules-exports.ts';
import { checkExportCount, checkSizes } from './rules-shape.ts';
import { checkPins, checkQuestion, checkText, checkTitle } from './rules-text.ts';
import { asSource, describeFinding, type Finding, type Source } from './sources.ts';

type Rule = (source: Source) => readonly Finding[];

const judge = (rule: Rule, path: string, text: string) => {
  return rule(asSource(path, text)).map(describeFinding);
};

/** Where and what, without the advice: for tables of many small cases. */
const spot = (rule: Rule, path: string, text: string) => {
  return rule(asSource(path, text)).map((one) => `${one.line} ${one.what}`);
};

describe('the rule on determinism', () => {
  it('gives place, thing, reason and replacement', () => {
    expect(
      judge(checkDeterminism, 'models/a.ts', 'f();\nconst t = Date.now();\n'),
    ).toMatchInlineSnapshot(`
      [
        "models/a.ts:2 Date, the run would depend on the clock of the machine, instead: simulation.now, or seconds since the epoch and own calendar arithmetic",
      ]
    `);
  });

  it.each([
    ['models/a.ts', 'const x = Math.log(2);', ['1 Math.log']],
    ['models/a.ts', 'const x = Math.sqrt(2) * Math.PI;', []],
    ['models/a.ts', 'const { exp } = Math;', ['1 Math as a value']],
    ['models/a.ts', "const x = Math['exp'](1);", ["1 Math['exp']", '1 Math as a value']],
    ['cli/a.ts', 'const x = Math.log(2);', []],
    ['scenarios/a.ts', 'const x = Math.random();', ['1 Math.random']],
    ['cli/a.ts', 'const x = Math.random();', ['1 Math.random']],
    ['engine/a.ts', 'const x = y ** 2;', []],
    ['engine/a.ts', 'const x = 2 ** y;', ['1 the power 2 ** y']],
    ['engine/a.ts', 'const x = y ** 0.5;', ['1 the power y ** 0.5']],
    ['engine/a.ts', 'async function f() { await g(); }', ['1 async code', '1 async code']],
    ['runner/a.ts', 'async function f() { await g(); }', []],
    ['policies/a.ts', 'let count = 0;', ['1 a module-level let']],
    ['policies/a.ts', 'function f() { let count = 0; }', []],
    ['traces/a.ts', 'for (const key in rows) f(key);', ['1 for..in']],
    ['traces/a.ts', 'const t = new Date();', ['1 Date']],
    ['traces/open-files.ts', 'const t = new Date();', []],
    ['traces/a.ts', 'interface Row { readonly Date: string }', []],
    [
      'reports/a.ts',
      'a.localeCompare(b); n.toLocaleString();',
      ['1 localeCompare', '1 toLocaleString'],
    ],
    ['reports/a.ts', "const name = given || 'none';", ["1 the default given || 'none'"]],
    ['reports/a.ts', 'const isOdd = isA || isB;', []],
    ['scenarios/a.ts', 'process.env.HOME;', ['1 process']],
    ['scenarios/a.ts', 'const load = require; globalThis.x;', ['1 require', '1 globalThis']],
  ])('judges %s: %s', (path, text, wanted) => {
    expect(spot(checkDeterminism, path, text)).toEqual(wanted);
  });
});

describe('the rule on types', () => {
  it('gives place, thing, reason and replacement', () => {
    expect(judge(checkTypes, 'models/a.ts', 'const x = y as World;\n')).toMatchInlineSnapshot(`
      [
        "models/a.ts:1 the cast to World, it claims a type nobody checked, instead: narrow, or check in a parser",
      ]
    `);
  });

  it.each([
    ['models/a.ts', 'const x: any = 1;', ['1 any']],
    ['models/a.ts', 'const x = y!.z;', ['1 y!']],
    ['models/a.ts', 'const x = [1] as const;', []],
    ['models/a.ts', 'const x = <World>y;', ['1 the cast to World']],
    ['engine/units.ts', 'const x = y as World;', []],
    ['scenarios/parse/a.ts', 'const x = y as World;', []],
    ['scenarios/parse/a.ts', 'const x = y as any;', ['1 any']],
    ['models/a.ts', 'export default function f() {}', ['1 a default export']],
    ['models/a.ts', 'export default 1;', ['1 a default export']],
    ['models/a.ts', 'switch (x) { default: f(); }', []],
    ['models/a.ts', 'class A extends B {}', ['1 class extends B']],
    ['models/a.ts', 'class A extends Error {}', []],
    ['models/a.ts', 'interface A extends B {}', []],
    ['models/a.ts', 'class A implements B {}', []],
    ['models/a.ts', 'enum A { B }', ['1 enum A { B }']],
    ['models/a.ts', 'namespace A { f(); }', ['1 namespace A { f(); }']],
  ])('judges %s: %s', (path, text, wanted) => {
    expect(spot(checkTypes, path, text)).toEqual(wanted);
  });
});

describe('the rules on size', () => {
  const lines = (count: number) => 'f();\n'.repeat(count);

  it('give place, thing, reason and replacement', () => {
    const text = `function long() {\n${lines(49)}}\n`;
    expect(judge(checkSizes, 'models/a.ts', text)).toMatchInlineSnapshot(`
      [
        "models/a.ts:1 long is 51 lines long, a function is read in one glance (aim 40, limit 50), instead: move its steps into functions named after them",
      ]
    `);
  });

  it.each([
    ['a function at the limit', `function f() {\n${lines(48)}}\n`, []],
    ['an arrow function', `const f = () => {\n${lines(49)}};\n`, ['1 f is 51 lines long']],
    ['a long file', lines(401), ['401 the file has 401 lines']],
    ['a file at the limit', lines(400), []],
    ['a long line', `// ${'x'.repeat(98)}\n`, ['1 the line has 101 columns']],
    ['a line at the limit', `// ${'x'.repeat(97)}\n`, []],
    ['five parameters', 'const f = (a, b, c, d, e) => 1;', ['1 f takes 5 parameters']],
    ['four parameters', 'const f = (a, b, c, d) => 1;', []],
    ['four levels', 'if (a) for (;;) while (b)\n if (c) f();', ['2 control flow is nested 4 deep']],
    [
      'five levels, told once',
      'if (a) if (b) if (c) if (d) if (e) f();',
      ['1 control flow is nested 4 deep'],
    ],
    ['three levels', 'if (a) for (;;) while (b) f();', []],
    ['a ladder of else-if', 'if (a) f(); else if (b) f(); else if (c) f(); else if (d) f();', []],
    ['a function inside', 'if (a) if (b) if (c) list.map(() => { if (d) f(); });', []],
  ])('judge %s', (_name, text, wanted) => {
    expect(spot(checkSizes, 'models/a.ts', text)).toEqual(wanted);
  });

  it('count exported values and exported names', () => {
    const values = (count: number) => 'export const a = 1;\n'.repeat(count);
    const types = (count: number) => 'export interface A {}\n'.repeat(count);
    expect(spot(checkExportCount, 'models/a.ts', values(8) + types(6))).toEqual([]);
    expect(judge(checkExportCount, 'models/a.ts', values(9))).toMatchInlineSnapshot(`
      [
        "models/a.ts:1 exports 9 values and 0 types, a file is one noun with at most 8 values and 14 names, instead: split the file by noun",
      ]
    `);
    expect(spot(checkExportCount, 'models/a.ts', types(15))).toHaveLength(1);
  });
});

describe('the rules on names and exports', () => {
  it('ask for a doc comment on every exported name', () => {
    const text = '/** A. */\nexport const a = 1;\n// b\nexport const b = 2;\nconst c = 3;\n';
    expect(judge(checkDocs, 'models/a.ts', text)).toMatchInlineSnapshot(`
      [
        "models/a.ts:4 b is exported without a doc comment, a reader of the import sees the name only, instead: /** one to three sentences: meaning, unit, edge */",
      ]
    `);
  });

  it('let the signatures of one function share a comment', () => {
    const text = '/** A. */\nexport function a(x: 1): 1;\nexport function a(x: 2): 2 {}\n';
    expect(judge(checkDocs, 'models/a.ts', text)).toEqual([]);
  });

  it('find exports nobody imports', () => {
    const project = [
      asSource('models/a.ts', 'export const a = 1;\nexport const b = 2;\nexport interface C {}\n'),
      asSource('models/b.ts', "import { a } from './a.ts';\nf(a);\n"),
      asSource('test/b.test.ts', "import '../models/b.ts';\n"),
    ];
    expect(checkDead(project).map(describeFinding)).toMatchInlineSnapshot(`
      [
        "models/a.ts:2 b is exported and imported nowhere, a public name is a promise, instead: drop the export, or the declaration",
        "models/a.ts:3 C is exported and imported nowhere, a public name is a promise, instead: drop the export, or the declaration",
      ]
    `);
  });

  it('keep types that an exported type is made of', () => {
    const text = 'export interface Part {}\nexport interface Whole { readonly part: Part }\n';
    const reader = "import type { Whole } from '../models/a.ts';\n";
    const project = [asSource('models/a.ts', text), asSource('test/a.test.ts', reader)];
    expect(checkDead(project)).toEqual([]);
  });

  it.each([
    ["import * as a from '../models/a.ts';", []],
    ["const a = await import('../models/a.ts');", []],
    ["type A = import('../models/a.ts').A;", []],
    ["const worker = new URL('../models/a.ts', import.meta.url);", []],
    ["export * from '../models/a.ts';", []],
    ["export { a as b } from '../models/a.ts';", []],
    ["import { a as b } from '../models/a.ts';", []],
    ["import { c } from '../models/a.ts';", ['1 a is exported and imported nowhere']],
    ["import { a } from '../models/b.ts';", ['1 the file is dead']],
  ])('follow %s', (reader, wanted) => {
    const project = [asSource('models/a.ts', 'export const a = 1;'), asSource('test/a.ts', reader)];
    expect(checkDead(project).map((one) => `${one.line} ${one.what}`)).toEqual(wanted);
  });

  it.each([
    ['models/a.ts', 'class AgendaManager {}', ['1 the name AgendaManager']],
    ['models/a.ts', 'const data = 1;', ['1 the name data']],
    ['models/a.ts', 'function handle() {}', ['1 the name handle']],
    ['models/a.ts', 'const handle = 1;', []],
    ['models/a.ts', 'function database() {}', []],
    ['models/string-utils.ts', '', ['1 a vague file name']],
    ['models/utc.ts', '', []],
  ])('judge the names of %s: %s', (path, text, wanted) => {
    expect(spot(checkNames, path, text)).toEqual(wanted);
  });
});

describe('the rules on texts', () => {
  const later = `TO${'DO'}`;

  it('give place, thing, reason and replacement', () => {
    const text = `see /${'home'}/ada/notes\n${later}: later\n`;
    expect(judge(checkText, 'docs/a.md', text)).toEqual([
      'docs/a.md:1 a path of one machine, nobody else has it, ' +
        'instead: a path from the root of the project',
      `docs/a.md:2 a ${later} without an issue, nobody will find it again, ` +
        `instead: do it, or write ${later} #number`,
    ]);
  });

  it.each([
    ['docs/a.md', `${later} #12: later`, 0],
    ['docs/a.md', `https://example.org/${'home'}/page`, 0],
    ['docs/a.md', `FIX${'ME'}`, 1],
    ['docs/a.md', `https://registry.${'npmjs'}.org/yaml`, 1],
    ['cli/a.ts', `open('../${'shared'}/traces');`, 1],
    ['test/a.ts', `open('../${'shared'}/traces');`, 0],
  ])('judge %s: %s', (path, text, count) => {
    expect(judge(checkText, path, text)).toHaveLength(count);
  });

  it('want one title a page, not counting what stands in code', () => {
    expect(spot(checkTitle, 'a.md', '# A\n\n```sh\n# not one\n```\n## B\n')).toEqual([]);
    expect(spot(checkTitle, 'a.md', '# A\n\n# B\n')).toEqual(['3 the page has 2 titles']);
    expect(spot(checkTitle, 'a.md', 'text\n')).toEqual(['1 the page has 0 titles']);
  });

  it('want a question in every library scenario', () => {
    const path = 'scenarios/library/a.yaml';
    expect(judge(checkQuestion, path, 'question: Is it so?\n')).toEqual([]);
    expect(judge(checkQuestion, path, 'seed: 1\n')).toMatchInlineSnapshot(`
      [
        "scenarios/library/a.yaml:1 the scenario has no question, a number without a question answers nothing, instead: question: What ...?",
      ]
    `);
  });

  it('want the files that a guide names', () => {
    const existing = new Set(['engine/math.ts', 'test/unit/a.test.ts']);
    const rule = (source: Source) => checkReferences(source, existing);
    expect(judge(rule, 'ARCHITECTURE.md', '`engine/`, `unit/`, `engine/math.ts`, `a | b`')).toEqual(
      [],
    );
    expect(judge(rule, 'ARCHITECTURE.md', 'see `engine/maths.ts`')).toMatchInlineSnapshot(`
      [
        "ARCHITECTURE.md:1 the page names engine/maths.ts, no such file is in the project, instead: the path it has now, from the root",
      ]
    `);
    expect(judge(rule, 'CHANGELOG.md', 'was `engine/maths.ts`')).toEqual([]);
  });

  it('want the import table to name what is allowed', () => {
    const found = spot(checkTable, 'ARCHITECTURE.md', '| `engine` | nothing |\n| `traces` | |\n');
    expect(found).toContain('2 the row of traces does not name csv-parse, yaml, open-files.ts');
    expect(found.filter((line) => line.includes('engine'))).toEqual([]);
  });

  it('want exact versions', () => {
    const text =
      '{\n"dependencies": { "yaml": "2.9.1" },\n"devDependencies": { "tsx": "^4.0.0" }\n}';
    expect(judge(checkPins, 'package.json', text)).toMatchInlineSnapshot(`
      [
        "package.json:3 tsx is wanted as ^4.0.0, a range would let two clones differ, instead: one exact version",
      ]
    `);
  });
});

describe('the import table', () => {
  const survey = async (files: Record<string, string>) => {
    const root = mkdtempSync(join(tmpdir(), 'arrows-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
    const { modules, findings } = await surveyImports(root, folders);
    rmSync(root, { recursive: true });
    return { modules, lines: findings.map(describeFinding) };
  };

  it('catches an arrow that points up, even one of types only', async () => {
    const found = await survey({
      'engine/a.ts': "import type { World } from '../models/b.ts';\nexport type A = World;\n",
      'models/b.ts': 'export interface World {}\n',
    });
    expect(found.modules).toBe(2);
    expect(found.lines).toMatchInlineSnapshot(`
      [
        "engine/a.ts:1 imports models/b.ts, engine imports down only: nothing, instead: the import table of ARCHITECTURE.md, or take it as an argument",
      ]
    `);
  });

  it('catches an arrow that points sideways, into a policy and out to the machine', async () => {
    const { lines } = await survey({
      'models/a.ts':
        "import { k } from '../policies/ecim-g/k.ts';\nimport fs from 'node:fs';\nfs(k);\n",
      'policies/ecim-g/k.ts': 'export const k = 1;\n',
      'reports/a.ts': "import { z } from '../models/a.ts';\nimport zz from 'left-pad';\nzz(z);\n",
    });
    expect(lines.map((line) => line.split(',')[0])).toEqual([
      'models/a.ts:1 imports fs',
      'models/a.ts:1 imports policies/ecim-g/k.ts',
      'reports/a.ts:1 imports left-pad',
      'reports/a.ts:1 imports models/a.ts',
    ]);
  });

  it('catches a circle', async () => {
    const { lines } = await survey({
      'engine/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
      'engine/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    });
    expect(lines[0]).toContain('a cycle engine/a.ts -> engine/b.ts -> engine/a.ts');
  });

  it('lets a folder import down and the outer file read', async () => {
    const { lines } = await survey({
      'engine/units.ts': 'export const SECOND = 1;\n',
      'policies/contract.ts': 'export interface Turn {}\n',
      'models/a.ts':
        "import { SECOND } from '../engine/units.ts';\n" +
        "import type { Turn } from '../policies/contract.ts';\nexport type A = Turn;\nf(SECOND);\n",
      'traces/open-files.ts': "import { readFileSync } from 'node:fs';\nreadFileSync('a');\n",
    });
    expect(lines).toEqual([]);
  });
});
