import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../engine/units.ts';
import { billOf } from '../../models/accounts/bill.ts';
import { footprintOf } from '../../models/accounts/footprint.ts';
import { totalsOf } from '../../models/totals.ts';
import { servingCost } from '../../reports/cost.ts';
import { openReplication } from '../../scenarios/run.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';
import { runsOf } from '../laws/runs.ts';
import { watchEmissions } from './emissions.ts';
import { sumBook, watchMoney } from './money.ts';

const SPOT = {
  name: 'ecim-g',
  capacity: { use: 'ecim-g/three-ring', every: 30 * SECOND, parameters: {} },
  routing: { use: 'ecim-g/latency-budget-routing', every: 30 * SECOND, parameters: {} },
};

const TRAFFIC = {
  answerBytes: 2_000,
  sessionBytes: 3e7,
  awayBytes: 20_000,
  prices: {
    east: {
      out: [
        { fromGb: 0, pricePerGb: 0.12 },
        { fromGb: 100, pricePerGb: 0.08 },
      ],
      between: 0.02,
    },
    west: { out: [{ fromGb: 0, pricePerGb: 0.09 }], between: 0.08 },
  },
};

const STORAGE = { regionBytes: 4e10, instanceBytes: 1e11, prices: { east: 0.04, west: 0.05 } };

/** Half an hour of a rush, then hardly anybody: capacity is bought and given back. */
const RUSH = Array.from({ length: 15 }, (_, i) => (i < 6 ? 0.5 : 0.02));

/** A small world of any market, size, price plan and curve; reservations know no least span. */
const worlds = fc.record({
  seed: fc.nat(1_000_000),
  contender: fc.constantFrom(0, 1, 2),
  slots: fc.constantFrom(1, 2, 4),
  warmUp: fc.constantFrom(0, 25 * MINUTE),
  leastBilled: fc.constantFrom(0, 10 * MINUTE, 60 * MINUTE),
  reserved: fc.option(
    fc.record({ instances: fc.integer({ min: 1, max: 6 }), term: fc.constantFrom(40, 1e4) }),
  ),
  points: fc.option(
    fc.record({
      use: fc.double({ noNaN: true, min: 0.1, max: 0.9 }),
      share: fc.double({ noNaN: true, min: 0, max: 1 }),
    }),
    { freq: 3 },
  ),
});

type Sketch = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function scenarioOf(sketch: Sketch): Scenario {
  const base = smallScenario();
  const { reserved, points } = sketch;
  return smallScenario({
    seed: sketch.seed,
    horizon: 75 * MINUTE,
    warmUp: sketch.warmUp,
    contenders: [...base.contenders, SPOT],
    players: {
      ...base.players,
      arrivals: { every: 5 * MINUTE, values: RUSH },
    },
    serving: {
      ...base.serving,
      slots: sketch.slots,
      leastBilled: reserved === null ? sketch.leastBilled : 0,
    },
    accounts: {
      ...(points === null
        ? {}
        : {
            curve: [
              [0, 0],
              [points.use, points.share],
              [1, 1],
            ],
          }),
      ...(reserved === null
        ? {}
        : {
            reserved: {
              east: {
                instances: reserved.instances,
                price: { kind: 'discount', share: 0.37 },
                term: reserved.term * MINUTE,
              },
            },
          }),
      traffic: TRAFFIC,
      storage: STORAGE,
      networkKwhPerGb: 0.03,
    },
  });
}

function curveOf({ points }: Sketch): (use: number) => number {
  if (points === null) return (use) => use;
  const { use: at, share } = points;
  return (use) => {
    if (use <= at) return (share * use) / at;
    return share + ((1 - share) * (use - at)) / (1 - at);
  };
}

function play(sketch: Sketch) {
  const scenario = scenarioOf(sketch);
  const { contender } = sketch;
  const simulation = openReplication({
    scenario,
    bundle: smallBundle(),
    contender,
    replication: 0,
  });
  const money = watchMoney(simulation);
  const emissions = watchEmissions(simulation, curveOf(sketch));
  simulation.run(scenario.horizon);
  money.settle(scenario.horizon);
  emissions.settle(scenario.horizon);
  const totals = totalsOf(simulation);
  const bill = billOf(simulation.world, simulation.now);
  const footprint = footprintOf(simulation.world);
  return { money: money.books, emissions: emissions.books, totals, bill, footprint, simulation };
}

const costOf = ({ cost }: { readonly cost: number }): number => cost;

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

describe('an accountant who only watches', () => {
  it('comes to the same cent, joule and gram as the meters, in any small world', () => {
    fc.assert(
      fc.property(worlds, (sketch) => {
        const { money, emissions, totals, bill } = play(sketch);
        expect(sum(money.map(sumBook))).toBeCloseTo(servingCost(totals) - totals.costTraffic, 6);
        expect(sum(money.map((one) => one.spot + one.onDemand + one.rests))).toBeCloseTo(
          totals.costOnDemand + totals.costSpot,
          6,
        );
        const rests = bill.filter(({ what }) => what === 'rest of least billed');
        expect(sum(money.map((one) => one.rests))).toBeCloseTo(sum(rests.map(costOf)), 6);
        expect(sum(money.map((one) => one.reserved))).toBeCloseTo(totals.costReserved, 6);
        expect(sum(money.map((one) => one.answers))).toBe(totals.requestsAnswered);
        const close = (mine: number, theirs: number) =>
          expect(Math.abs(mine - theirs)).toBeLessThan(1e-6 * theirs + 1e-9);
        close(sum(emissions.map((one) => one.joules)), totals.energyJ);
        close(sum(emissions.map((one) => one.grams)), totals.operationalG);
        close(sum(emissions.map((one) => one.idleJoules)), totals.idleJ);
        close(sum(emissions.map((one) => one.idleGrams)), totals.idleG);
        close(sum(emissions.map((one) => one.embodiedGrams)), totals.embodiedG);
      }),
      { numRuns: runsOf(8) },
    );
  });
});

describe('a bill', () => {
  it('adds up to the cost, a footprint to the emissions, and no line is below nothing', () => {
    fc.assert(
      fc.property(worlds, (sketch) => {
        const { totals, bill, footprint } = play(sketch);
        expect(sum(bill.map(costOf))).toBeCloseTo(servingCost(totals), 9);
        for (const { quantity, price, cost } of bill) {
          expect(quantity).toBeGreaterThan(0);
          expect(cost).toBeGreaterThanOrEqual(0);
          expect(quantity * price).toBeCloseTo(cost, 9);
        }
        const own = footprint.filter(({ part }) => part === 'serving');
        expect(sum(own.map(({ grams }) => grams))).toBeCloseTo(
          totals.operationalG + totals.embodiedG,
          6,
        );
        const networks = footprint.filter(({ part }) => part === 'network');
        expect(sum(networks.map(({ grams }) => grams))).toBeCloseTo(totals.networkG, 9);
        expect(totals.networkJ).toBeCloseTo(
          ((totals.bytesOut + totals.bytesBetween) / 1e9) * 0.03 * 3.6e6,
          3,
        );
      }),
      { numRuns: runsOf(4) },
    );
  });

  it('has every answer, every session and every request that went away from home in it', () => {
    const { simulation, totals, bill } = play({
      seed: 5,
      contender: 1,
      slots: 2,
      warmUp: 25 * MINUTE,
      leastBilled: 60 * MINUTE,
      reserved: null,
      points: null,
    });
    const { region, atOpen, counts } = simulation.world.ledger;
    const since = (meter: 'answers' | 'sessions' | 'away') =>
      sum([...region[meter]]) - sum([...atOpen[meter]]);
    expect(bill.map(({ what }) => what)).toContain('rest of least billed');
    expect(since('answers')).toBe(counts.requestsAnswered);
    expect(since('sessions')).toBe(counts.sessionsStarted);
    expect(since('away')).toBe(counts.requestsAway);
    expect(totals.bytesOut).toBe(2_000 * since('answers') + 3e7 * since('sessions'));
  });
});
