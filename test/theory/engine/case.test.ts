import { describe, expect, it } from 'vitest';
import { caseOf, is, REPLICATIONS } from './case.ts';
import { isBorneOut, isNarrow, scaled } from './truth.ts';

const estimate = { mean: 10, halfWidth: 0.4, count: REPLICATIONS };

describe('a finding', () => {
  it('is borne out by an interval that holds the value, and by no other', () => {
    const verdicts = [9.5, 9.7, 10.3, 10.5].map((value) => isBorneOut({ is: value }, estimate));
    expect(verdicts).toEqual([false, true, true, false]);
  });

  it('of a bound is refuted by an interval that lies above it as a whole', () => {
    const verdicts = [9.5, 9.7, 50].map((most) => isBorneOut({ most }, estimate));
    expect(verdicts).toEqual([false, true, true]);
  });

  it('is worth nothing when the interval is wide, or missing', () => {
    expect(isNarrow({ is: 10 }, estimate)).toBe(true);
    expect(isNarrow({ is: 10 }, { ...estimate, halfWidth: 0.6 })).toBe(false);
    expect(isNarrow({ is: 10 }, { ...estimate, halfWidth: NaN })).toBe(false);
    expect(isBorneOut({ is: 10 }, { ...estimate, mean: NaN })).toBe(false);
  });

  it('when narrow, cannot bear out both a formula and the same a tenth off', () => {
    expect(isBorneOut(scaled({ is: 10 }, 1.1), estimate)).toBe(false);
    expect(isBorneOut(scaled({ is: 10 }, 0.9), estimate)).toBe(false);
  });
});

describe('a case', () => {
  const play = (areas: readonly number[]) => {
    const { findings, accounts } = caseOf<number>({
      model: 'seeds',
      parameters: 'none',
      source: 'none',
      simulate: ({ seed }) => seed,
      accounts: () => areas.map((area) => ({ name: 'queue', area, spent: area })),
      checks: [is('mean seed', 10.5, (seed) => seed)],
    }).play();
    return { findings, accounts };
  };

  it('takes the mean over replications with seeds of their own', () => {
    expect(play([7]).findings[0].estimate).toMatchObject({ mean: 10.5, count: REPLICATIONS });
  });

  it('keeps the accounts of every replication but the empty ones', () => {
    expect(play([7, 0]).accounts).toHaveLength(REPLICATIONS);
  });
});
