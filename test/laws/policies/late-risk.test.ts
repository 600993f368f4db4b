import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLateRisk } from '../../../policies/queueing/late-risk.ts';
import { workLawOf } from '../../../policies/queueing/work-law.ts';

const SEED = { seed: 20260110, numRuns: 60 };
const UPPER = Array.from({ length: 24 }, (_, i) => 50_000 * 1.2 ** i);

const laws = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 24, maxLength: 24 })
  .filter((count) => count.some((n) => n > 0))
  .map((count) => workLawOf({ upper: UPPER, count }));

const risks = fc
  .tuple(laws, laws, fc.integer({ min: 200_000, max: 6_000_000 }))
  .map(([service, answer, budget]) => {
    if (service === undefined || answer === undefined) throw new Error('nothing counted');
    return openLateRisk({ service, answer, budget, exposure: 300_000_000 });
  });

describe('the late share of a station', () => {
  it('is a share, and never below what capacity cannot cure', () => {
    const slots = fc.integer({ min: 1, max: 300 });
    const utilisation = fc.double({ min: 0, max: 3, noNaN: true });
    const law = fc.property(risks, slots, utilisation, (risk, c, rho) => {
      const share = risk.shareAt(c, rho * c);
      expect(share).toBeGreaterThanOrEqual(risk.floor - 1e-12);
      expect(share).toBeLessThanOrEqual(1 + 1e-12);
    });
    fc.assert(law, SEED);
  });

  it('falls with slots and rises with load', () => {
    const slots = fc.integer({ min: 1, max: 200 });
    const load = fc.double({ min: 0.1, max: 250, noNaN: true });
    const law = fc.property(risks, slots, load, (risk, c, a) => {
      const share = risk.shareAt(c, a);
      expect(risk.shareAt(c + 1, a)).toBeLessThanOrEqual(share + 2e-3);
      expect(risk.shareAt(c + 8, a)).toBeLessThanOrEqual(share + 2e-3);
      expect(risk.shareAt(c, a * 1.05)).toBeGreaterThanOrEqual(share - 2e-3);
    });
    fc.assert(law, SEED);
  });

  it('does not depend on what was asked before', () => {
    const law = fc.property(laws, fc.integer({ min: 1, max: 60 }), (service, c) => {
      if (service === undefined) throw new Error('nothing counted');
      const question = { service, answer: service, budget: 2_000_000, exposure: 300_000_000 };
      const [warm, cold] = [openLateRisk(question), openLateRisk(question)];
      for (let load = 0; load < 2 * c; load += 0.7) warm.shareAt(c, load);
      expect(warm.shareAt(c, 0.83 * c)).toBe(cold.shareAt(c, 0.83 * c));
    });
    fc.assert(law, SEED);
  });

  it('admits a load just within the target', () => {
    const law = fc.property(risks, fc.integer({ min: 1, max: 200 }), (risk, c) => {
      const load = risk.admissibleLoad(c, 0.01);
      expect(risk.shareAt(c, load)).toBeLessThanOrEqual(risk.floor + 0.01);
      if (load < c - 0.01) {
        expect(risk.shareAt(c, load + 0.01)).toBeGreaterThan(risk.floor + 0.01 - 2e-3);
      }
    });
    fc.assert(law, SEED);
  });

  it('admits more per slot in larger stations: economies of scale', () => {
    const law = fc.property(risks, fc.integer({ min: 4, max: 100 }), (risk, c) => {
      const small = risk.admissibleLoad(c, 0.01) / c;
      expect(risk.admissibleLoad(2 * c, 0.01) / (2 * c)).toBeGreaterThanOrEqual(small - 0.02);
    });
    fc.assert(law, SEED);
  });
});
