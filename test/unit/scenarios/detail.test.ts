import { describe, expect, it } from 'vitest';
import { edited, problemsOf, scenarioOf, textOf } from './library.ts';

const withDetail = (detail: string) =>
  edited('launch-week.yaml', 'replications: 3', `replications: 3\ndetail: ${detail}`);

describe('the detail of a run', () => {
  it('is exact unless a scenario says otherwise', () => {
    expect(scenarioOf(textOf('launch-week.yaml')).detail).toBeUndefined();
    expect(scenarioOf(withDetail('exact')).detail).toBeUndefined();
  });

  it('is one player in so many, or fluid', () => {
    const sampled = { kind: 'sampled', oneIn: 250 };
    expect(scenarioOf(withDetail('sampled 1 in 250')).detail).toEqual(sampled);
    expect(scenarioOf(withDetail('fluid')).detail).toEqual({ kind: 'fluid' });
  });

  it.each(['sampled', 'sampled 2 in 100', 'sampled 1 in 0', 'rough', '7'])(
    'is not %s',
    (detail) => {
      const [problem] = problemsOf(withDetail(detail));
      expect(problem.path).toBe('detail');
      expect(problem.wanted).toMatch(/exact, fluid, or for example "sampled 1 in 100"/);
    },
  );
});
