import { beforeAll, describe, expect, it } from 'vitest';
import { type Case, type Played, REPLICATIONS } from './case.ts';
import { isBorneOut, isNarrow, scaled } from './truth.ts';

/** A busy machine must not make a slow case a wrong one. */
const PATIENCE_MS = 300_000;

/** Plays every case of a family and holds it against theory, and theory against a wrong one. */
export function holdCases(family: string, cases: readonly Case[]): void {
  describe(family, () => {
    for (const one of cases) describe(`${one.model}, ${one.parameters}`, () => holdCase(one));
  });
}

function holdCase({ quantities, play }: Case): void {
  let played: Played = { findings: [], accounts: [] };
  beforeAll(() => {
    played = play();
  }, PATIENCE_MS);

  it.each(quantities.map((quantity, i) => [quantity, i] as const))('agrees on %s', (_, i) => {
    const { truth, estimate } = played.findings[i];
    expect(estimate).toSatisfy(() => isBorneOut(truth, estimate), JSON.stringify(truth));
    expect(estimate).toSatisfy(() => isNarrow(truth, estimate), 'a narrow interval');
  });

  it('would not agree with formulas that are off', () => {
    const fooled = played.findings.filter(({ truth, catches, estimate }) => {
      // A bound that is too high is no falsehood.
      const factors = 'is' in truth ? [1 - catches, 1 + catches] : [1 - catches];
      return factors.some((factor) => isBorneOut(scaled(truth, factor), estimate));
    });
    expect(played.findings).toHaveLength(quantities.length);
    expect(fooled).toEqual([]);
  });

  it('obeys Little’s law to the microsecond, run by run', () => {
    const { accounts } = played;
    expect(accounts.length).toBeGreaterThanOrEqual(REPLICATIONS);
    expect(accounts.filter(({ area, spent }) => area !== spent)).toEqual([]);
  });
}
