import { describe, expect, it } from 'vitest';
import { edited, problemsOf, textOf } from './library.ts';

function firstOf(text: string) {
  return problemsOf(text)[0];
}

describe('parts that do not fit together', () => {
  it('a warm-up as long as the horizon', () => {
    const problem = firstOf(edited('launch-week.yaml', 'warm-up: 0 h', 'warm-up: 168 h'));
    expect(problem).toMatchObject({ path: 'warm-up', wanted: 'less than the horizon of 7 d' });
  });

  it('shares that do not add up', () => {
    const problem = firstOf(edited('launch-week.yaml', 'share: 20 %', 'share: 25 %'));
    expect(problem.found).toBe('shares that add up to 105 %');
  });

  it('a home that is no region', () => {
    const problem = firstOf(edited('launch-week.yaml', 'home: us-west1', 'home: us-west2'));
    expect(problem).toMatchObject({ found: 'us-west2', nearest: 'us-west1' });
  });

  it('a policy that does not exist', () => {
    const problem = firstOf(edited('launch-week.yaml', 'baselines/hpa', 'baselines/hpo'));
    expect(problem).toMatchObject({ path: 'policies.hpa.capacity.use', nearest: 'baselines/hpa' });
  });

  it('a routing policy in the place of a capacity policy', () => {
    const problem = firstOf(
      edited('launch-week.yaml', 'use: baselines/hpa', 'use: baselines/geo-dns'),
    );
    expect(problem.path).toBe('policies.hpa.capacity.use');
  });

  it('a parameter that the policy does not have', () => {
    const problem = firstOf(edited('launch-week.yaml', 'headroom: 20 %', 'head room: 20 %'));
    expect(problem).toMatchObject({ found: 'the unknown key head room', nearest: 'headroom' });
  });

  it('a parameter without its unit', () => {
    const text = edited('launch-week.yaml', 'target: 70 % }', 'down-window: 300 }');
    expect(firstOf(text).wanted).toMatch(/^a duration/);
  });

  it('more instances at the start than the quota allows', () => {
    const problem = firstOf(edited('mg1.yaml', 'at start: 1', 'at start: 2'));
    expect(problem.wanted).toBe('at most the smallest quota, 1');
  });

  it('an idle power above the full power', () => {
    const problem = firstOf(edited('mg1.yaml', '  slots: 1', '  idle power: 200 W\n  slots: 1'));
    expect(problem.found).toBe('idle 200 W above full 73.28 W');
  });

  it('two laws at once, or none', () => {
    const two = edited(
      'mg1.yaml',
      '{ deterministic: 60 s }',
      '{ deterministic: 60 s, exponential: { mean: 1 s } }',
    );
    const none = edited('mg1.yaml', '{ deterministic: 60 s }', '{}');
    expect(firstOf(two).wanted).toMatch(/exactly one law/);
    expect(firstOf(none).wanted).toMatch(/exactly one law/);
  });

  it('a log-normal law whose 95th percentile lies below its median', () => {
    const problem = firstOf(edited('launch-week.yaml', 'p95: 300 s', 'p95: 100 s'));
    expect(problem.path).toBe('serving.boot.lognormal');
  });

  it('no region at all', () => {
    const text = textOf('mg1.yaml').replace(/regions:\n {2}us-east4: .*\n/, 'regions: {}\n');
    expect(firstOf(text)).toMatchObject({ path: 'regions', found: 'no entry' });
  });

  it('no groups, or too many regions', () => {
    const [head, tail] = textOf('mg1.yaml').split(/ {4}all: .*\n/);
    expect(firstOf(`${head.replace('groups:\n', 'groups: {}\n')}${tail}`).wanted).toMatch(
      /between 1/,
    );
    const row = /us-east4: (\{.*\})/.exec(textOf('mg1.yaml'))?.[1] ?? '';
    const rows = Array.from({ length: 64 }, (_, index) => `  r${index}: ${row}`).join('\n');
    const text = edited('mg1.yaml', 'regions:\n', `regions:\n${rows}\n`);
    expect(firstOf(text)).toMatchObject({ path: 'regions', wanted: 'between 1 and 64 entries' });
  });
});

describe('a text that is no scenario', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['an empty file', '', /begins with "question:"/],
    ['only a comment', '# nothing\n', /begins with "question:"/],
    ['a list', '- one\n- two\n', /a mapping/],
    ['plain prose', 'hello there', /a mapping/],
    ['a tab in the indentation', 'question: a\nregions:\n\tx: 1\n', /spaces/],
    ['a key that stands twice', 'seed: 1\nseed: 2\n', /each key once/],
    ['two documents', 'seed: 1\n---\nseed: 2\n', /one document/],
    ['a NUL byte', 'seed: \u0000 1\n', /text file in UTF-8/],
    ['bytes that were no UTF-8', 'seed: \ufffd\n', /text file in UTF-8/],
    ['a tag', 'seed: !!js/function "x"\n', /without tags/],
    ['a standard tag', 'seed: !!int 3\n', /without tags/],
    ['an unknown alias', 'seed: *other\n', /anchor/],
    ['the name __proto__', '__proto__: { seed: 1 }\n', /another name/],
    ['an unclosed bracket', 'regions: { a: 1\n', /YAML/],
    ['more than 1 MiB', `question: ${'x'.repeat(1_048_577)}\n`, /at most 1048576 characters/],
    ['brackets without end', '['.repeat(100_000), /levels|YAML/],
    ['forty levels', `a: ${'['.repeat(40)}${']'.repeat(40)}\n`, /at most 24 levels/],
  ];

  it.each(cases)('is refused: %s', (_, text, wanted) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map((problem) => problem.wanted).join('; ')).toMatch(wanted);
  });

  it('is refused: aliases that multiply', () => {
    const rows = Array.from({ length: 20 }, (_, level) => {
      const inner = level === 0 ? '1, 1' : `*a${level - 1}, *a${level - 1}`;
      return `a${level}: &a${level} [${inner}]`;
    });
    expect(problemsOf(rows.join('\n'))[0].wanted).toMatch(/written out/);
  });

  it('is refused with a hundred problems at most', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `key${index}: 1`);
    expect(problemsOf(rows.join('\n')).length).toBeLessThanOrEqual(100);
  });

  it('never lets control characters through to the terminal', () => {
    const [problem] = problemsOf(edited('mg1.yaml', 'seed: 1', 'seed: "\\e[2J\\u009b1"'));
    expect([...problem.found].every((letter) => letter >= ' ' && letter !== '\u009b')).toBe(true);
  });
});
