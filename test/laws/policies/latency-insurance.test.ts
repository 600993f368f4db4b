import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InsuranceQuestion, insure } from '../../../policies/ecim-g/latency-insurance.ts';
import { openLateRisk } from '../../../policies/queueing/late-risk.ts';
import { plannedLaw } from '../../../policies/queueing/work-law.ts';

const SEED = { seed: 20260111, numRuns: 40 };
const SERVICE = plannedLaw(800_000);
const RISK = openLateRisk({
  service: SERVICE,
  answer: plannedLaw(300_000),
  budget: 1_400_000,
  exposure: 300_000_000,
});

const questions: fc.Arbitrary<InsuranceQuestion> = fc
  .record({
    centre: fc.double({ min: 0.5, max: 60, noNaN: true }),
    spike: fc.double({ min: 0, max: 0.05, noNaN: true }),
    onDemandPrice: fc.double({ min: 0.5, max: 4, noNaN: true }),
    discount: fc.double({ min: 0.2, max: 1.1, noNaN: true }),
    lateValue: fc.double({ min: 1e-5, max: 0.01, noNaN: true }),
    zones: fc.integer({ min: 0, max: 4 }),
    zoneLoss: fc.double({ min: 0, max: 0.2, noNaN: true }),
    mostElastic: fc.integer({ min: 0, max: 30 }),
    leastCore: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ centre, spike, discount, ...rest }) => ({
    ...rest,
    spotPrice: rest.onDemandPrice * discount,
    load: [0.7, 0.9, 1, 1.1, 1.3]
      .map((ratio) => ({ value: centre * ratio, weight: (1 - spike) / 5 }))
      .concat({ value: 2 * centre, weight: spike }),
    risk: RISK,
    slotsPerInstance: 4,
    service: SERVICE.mean,
    leastTotal: 1,
    mostTotal: 30,
  }));

describe('latency insurance', () => {
  it('finds the holding that trying all of them finds', () => {
    const law = fc.property(questions, (question) => {
      const cover = insure(question);
      const found = cover.reserve + cover.expectedLoss;
      expect(found).toBeLessThanOrEqual(cheapestByTrial(question) + 1e-6);
    });
    fc.assert(law, SEED);
  });

  it('does not depend on where the search starts by more than rounding', () => {
    const warm = fc.record({ core: fc.nat(40), elastic: fc.nat(40) });
    const law = fc.property(questions, warm, (question, start) => {
      const [cold, hot] = [insure(question), insure(question, start)];
      const total = ({ reserve, expectedLoss }: typeof cold) => reserve + expectedLoss;
      expect(total(hot)).toBeCloseTo(total(cold), 6);
    });
    fc.assert(law, SEED);
  });

  it('leaves no more loss when a late answer is worth more', () => {
    const law = fc.property(questions, (question) => {
      const dear = insure({ ...question, lateValue: 3 * question.lateValue });
      const share = dear.expectedLoss / 3;
      expect(share).toBeLessThanOrEqual(insure(question).expectedLoss + 1e-6);
    });
    fc.assert(law, SEED);
  });

  it('keeps quota, core and elastic limits', () => {
    const law = fc.property(questions, fc.integer({ min: 1, max: 8 }), (question, mostTotal) => {
      const { core, elastic } = insure({ ...question, mostTotal });
      expect(core + elastic).toBeLessThanOrEqual(mostTotal);
      expect(core).toBeGreaterThanOrEqual(Math.min(question.leastCore, mostTotal));
      expect(elastic).toBeLessThanOrEqual(question.zones === 0 ? 0 : question.mostElastic);
    });
    fc.assert(law, SEED);
  });

  it('buys no spot when it is dearer or every zone is as good as lost', () => {
    const law = fc.property(questions, (question) => {
      const dear = { ...question, spotPrice: question.onDemandPrice * 1.01 };
      const lost = { ...question, zoneLoss: 1, leastTotal: 0 };
      expect(insure(dear).elastic).toBe(0);
      expect(insure(lost).elastic).toBe(0);
    });
    fc.assert(law, SEED);
  });
});

/** The least total over every holding, each priced by an insurance that has no other choice. */
function cheapestByTrial(question: InsuranceQuestion): number {
  let least = Infinity;
  for (let core = question.leastCore; core <= question.mostTotal; core += 1) {
    const most = question.zones === 0 ? 0 : question.mostElastic;
    for (let elastic = 0; elastic <= Math.min(most, question.mostTotal - core); elastic += 1) {
      if (core + elastic < question.leastTotal) continue;
      least = Math.min(least, priceOf(question, core, elastic));
    }
  }
  return least;
}

function priceOf(question: InsuranceQuestion, core: number, elastic: number): number {
  const { zones, zoneLoss, onDemandPrice, spotPrice } = question;
  let loss = 0;
  for (let states = 0; states < 1 << zones; states += 1) {
    let up = 0;
    let chance = 1;
    for (let zone = 0; zone < zones; zone += 1) {
      const isUp = ((states >> zone) & 1) === 1;
      up += Number(isUp);
      chance *= isUp ? 1 - zoneLoss : zoneLoss;
    }
    const surviving = zones === 0 ? 0 : Math.floor((elastic * up) / zones + 1e-9);
    loss += chance * lossOf(question, core + surviving);
  }
  return core * onDemandPrice + elastic * spotPrice + loss;
}

function lossOf(
  { load, risk, slotsPerInstance, service, lateValue }: InsuranceQuestion,
  n: number,
) {
  const late = load.map(({ value, weight }) => {
    const excess = risk.shareAt(n * slotsPerInstance, value) - risk.floor;
    return (weight * Math.max(0, excess) * value) / service;
  });
  return late.reduce((sum, rate) => sum + rate, 0) * 3_600_000_000 * lateValue;
}
