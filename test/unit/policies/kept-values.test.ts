import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarse } from '../../../policies/coarse.ts';
import { openKept } from '../../../policies/kept.ts';
import { addProbes, noProbes, rttQuantile } from '../../../policies/probes.ts';
import { briefOf, groupSeen } from '../../policies/world.ts';

const SEED = { seed: 20260114, numRuns: 200 };

describe('coarse values', () => {
  it('are within 3.2 % or half of a 64th', () => {
    const law = fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (value) => {
      expect(Math.abs(coarse(value) - value)).toBeLessThanOrEqual(
        Math.max(0.032 * value, 1 / 128 + 1e-9),
      );
    });
    fc.assert(law, SEED);
  });

  it('keep their order and are coarse already', () => {
    const value = fc.double({ min: 0, max: 1e4, noNaN: true });
    const law = fc.property(value, value, (a, b) => {
      expect(coarse(Math.min(a, b))).toBeLessThanOrEqual(coarse(Math.max(a, b)));
      expect(coarse(coarse(a))).toBe(coarse(a));
    });
    fc.assert(law, SEED);
  });
});

describe('kept values', () => {
  it('are worked out once until the store is full', () => {
    const made: string[] = [];
    const kept = openKept<string>(2);
    const ask = (key: string) =>
      kept(key, () => {
        made.push(key);
        return key.toUpperCase();
      });
    expect(['a', 'b', 'a', 'c', 'a'].map(ask)).toEqual(['A', 'B', 'A', 'C', 'A']);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });
});

describe('quantiles of probes', () => {
  const probes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });

  it('are the nearest rank of the newest ones, whatever was guessed', () => {
    const quantile = fc.double({ min: 0, max: 1, noNaN: true });
    const guess = fc.integer({ min: 0, max: 51 });
    const law = fc.property(fc.array(probes), quantile, guess, (scrapes, q, guessed) => {
      let kept = noProbes(briefOf(), 7);
      for (const scrape of scrapes) {
        const groups = [groupSeen(), groupSeen({ rttProbes: [[], scrape] })];
        kept = addProbes(kept, groups);
      }
      const newest = scrapes
        .flat()
        .slice(-7)
        .sort((a, b) => a - b);
      const rank = Math.max(0, Math.ceil(q * newest.length) - 1);
      const found = rttQuantile(kept, { group: 1, region: 1 }, q, guessed);
      expect(found).toBe(newest.length > 0 ? newest[rank] : Infinity);
    });
    fc.assert(law, SEED);
  });
});
