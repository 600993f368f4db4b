import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readClaims } from '../../../cli/claims-library.ts';
import { loadScenario } from '../../../cli/load-scenario.ts';
import type { Claim } from '../../../reports/claims/claim.ts';
import { updatePage } from '../../../reports/claims/claims-page.ts';
import { judgeClaim } from '../../../reports/claims/judge.ts';
import { casesOf, planRuns } from '../../../reports/claims/plan.ts';
import { formatProblems } from '../../../scenarios/problem.ts';
import { openCapture, play } from './capture.ts';

const read = readClaims();
const claims = 'claims' in read ? read.claims : [];

describe('the claims that come with playtwin', () => {
  it('can be read', () => {
    expect('problems' in read ? formatProblems(read.problems) : '').toBe('');
  });

  it('are all of the blueprint, in order', () => {
    expect(claims.map(({ id }) => id)).toEqual(Array.from({ length: 22 }, (_, i) => `CL${i + 1}`));
  });

  it.each(planRuns(claims))(
    '$claim can run $scenario with $set',
    ({ scenario, set, contenders }) => {
      const edits = set.map(({ path, value }) => ({ label: path, path: path.split('.'), value }));
      const capture = openCapture();
      const loaded = loadScenario(scenario, edits, capture.terminal);
      expect(capture.err()).toBe('');
      const names = 'scenario' in loaded ? loaded.scenario.contenders.map(({ name }) => name) : [];
      expect(names).toEqual(expect.arrayContaining([...contenders]));
    },
  );

  it.each(claims.filter(({ runs }) => runs.length > 0))('$id is tried otherwise', (claim) => {
    expect(casesOf(claim).length).toBeGreaterThan(2);
  });
});

describe('docs/claims.md', () => {
  const page = readFileSync(new URL('../../../docs/claims.md', import.meta.url), 'utf8');
  const VERDICT =
    /^(not run yet|\*\*(holds|holds only if|not reproduced|not covered yet)\*\*( .+)?)$/;
  const rows = [...page.matchAll(/^\| (CL\d+) \| (.+) \| (.+) \|$/gm)];

  it('has a row for every claim, in its words and with a verdict or none yet', () => {
    expect(rows.map(([, id, says]) => [id, says])).toEqual(
      claims.map(({ id, says }) => [id, says]),
    );
    for (const [, , , verdict] of rows) expect(verdict).toMatch(VERDICT);
  });

  const isRun = ({ id }: Claim) => rows.find((row) => row[1] === id)?.[3] !== 'not run yet';

  it.each(claims.filter(isRun))('says of $id only what is measured or why nothing is', (claim) => {
    const verdict = rows.find(([, id]) => id === claim.id)?.[3] ?? '';
    const isCovered = claim.parts.some((part) => 'quantity' in part);
    expect(verdict.startsWith('**not covered yet**')).toBe(!isCovered);
    const section = page.split(`\n## ${claim.id}\n`)[1]?.split('\n## ')[0] ?? '';
    for (const { says } of claim.parts) expect(section).toContain(`| ${says} |`);
    for (const { source } of claim.assumptions) expect(section).toContain(`| ${source} |`);
    for (const { vary } of claim.assumptions) {
      for (const { name } of vary) expect(section).toContain(`| ${name} | `);
    }
  });

  it('keeps the rows and sections of claims that are not run again', () => {
    const [first] = claims.filter(({ runs }) => runs.length === 0);
    const outcome = judgeClaim({ ...first, says: 'Something else' }, () => () => []);
    const once = updatePage(page, claims, [outcome]);
    expect(once).toContain(`| ${first.id} | Something else | **not covered yet** |`);
    const other = updatePage(once, claims, [judgeClaim(first, () => () => [])]);
    expect(other).toBe(page);
  });
});

describe('playtwin claims', () => {
  const cheap = (...words: readonly string[]) => {
    return play('claims', '--only', 'CL21', '--replications', '2', '--workers', '0', ...words);
  };

  it('runs a cheap claim under every assumption and prints what it amounts to', async () => {
    const { code, out, err } = await cheap();
    expect(code).toBe(0);
    expect(out).toMatch(/^CL21 {2}The profile store/);
    expect(out).toMatch(/^verdict: (holds|holds only if .+|not reproduced)$/m);
    expect(out).toMatch(/│ \d+.* ms +│ at most 200 ms +│/);
    expect(out).toContain('pipeline.consumer.poll=0 s');
    expect(err).toMatch(/^3 of 3, .+: CL21 event-pipeline/m);
  }, 60_000);

  it('needs no run where nothing is covered', async () => {
    const { code, out } = await play('claims', '--only', 'cl5', '--format', 'json', '--quiet');
    expect(code).toBe(0);
    expect(JSON.parse(out).claims[0].judged.verdict).toBe('not covered yet');
  });

  it.each([
    [['--only', 'CL23'], /found "CL23", wanted some of CL1, .* or CL22; did you mean CL2/],
    [['--only', 'CL5', '--write', 'README.md'], /--write found no page .* README\.md/],
    [['--replications', '0'], /Wanted a whole number from 1 to 1000/],
  ])('refuses %j', async (words, said) => {
    const { code, err } = await play('claims', ...words);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
});
