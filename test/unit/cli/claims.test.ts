import { describe, expect, it } from 'vitest';
import { readClaims } from '../../../cli/claims-library.ts';
import { loadScenario } from '../../../cli/load-scenario.ts';
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
