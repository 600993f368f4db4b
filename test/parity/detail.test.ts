import { describe, expect, it } from 'vitest';
import { estimateMean, pairedDifference } from '../../engine/estimate.ts';
import { decodePlain, encodePlain } from '../../engine/save.ts';
import { Simulation } from '../../engine/simulation.ts';
import { HOUR, MINUTE } from '../../engine/units.ts';
import { createRules } from '../../models/open.ts';
import { totalsOf } from '../../models/totals.ts';
import type { World } from '../../models/world.ts';
import type { RunTotals } from '../../reports/run-totals.ts';
import { compileRun } from '../../scenarios/compile.ts';
import { openReplication, runReplication } from '../../scenarios/run.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';

const bundle = smallBundle();
const REPLICATIONS = 5;
const SAMPLED_1: Detail = { kind: 'sampled', oneIn: 1 };
const SAMPLED_2: Detail = { kind: 'sampled', oneIn: 2 };

type Detail = NonNullable<Scenario['detail']>;

/** An hour of nearly twice the small world's players, after one of warm-up. */
function run(detail: Detail | undefined): readonly RunTotals[] {
  const players = smallScenario().players;
  const arrivals = { every: 5 * MINUTE, values: new Array<number>(24).fill(0.35) };
  const scenario = smallScenario({
    horizon: 2 * HOUR,
    warmUp: HOUR,
    players: { ...players, arrivals },
    ...(detail === undefined ? {} : { detail }),
  });
  return Array.from({ length: REPLICATIONS }, (_, replication) => {
    return runReplication({ scenario, bundle, contender: 1, replication }).totals;
  });
}

const exact = run(undefined);
const one = run(SAMPLED_1);
const two = run(SAMPLED_2);
const fluid = run({ kind: 'fluid' });

/** How many half-widths the mean difference is from 0, and how large it is beside the mean. */
function gap(a: readonly RunTotals[], b: readonly RunTotals[], of: (t: RunTotals) => number) {
  const difference = pairedDifference(a.map(of), b.map(of), 0.999);
  const { mean } = estimateMean(b.map(of));
  return { share: Math.abs(difference.mean / mean), isClear: exceeds(difference) };
}

function exceeds({ mean, halfWidth }: { readonly mean: number; readonly halfWidth: number }) {
  return Math.abs(mean) > halfWidth;
}

const cost = (t: RunTotals) => t.costOnDemand + t.costSpot + t.costEdge;
const emissions = (t: RunTotals) => t.operationalG + t.embodiedG;

describe('a sampled run with every player a witness', () => {
  it('meets the very players of the exact run', () => {
    one.forEach((totals, replication) => {
      expect(totals.sessionsArrived).toBe(exact[replication].sessionsArrived);
      expect(totals.sessionsStarted).toBe(exact[replication].sessionsStarted);
    });
    expect(gap(one, exact, (t) => t.playerSeconds).share).toBeLessThan(0.002);
  });

  it.each([
    ['requests', 0.005, (t: RunTotals) => t.requestsIssued],
    ['busy slots', 0.01, (t: RunTotals) => t.busySlotSeconds],
    ['p50', 0.01, (t: RunTotals) => t.responseP50],
    ['p95', 0.01, (t: RunTotals) => t.responseP95],
    ['cost', 0.02, cost],
    ['emissions', 0.02, emissions],
  ] as const)('agrees with exact in %s', (_, most, of) => {
    const { share, isClear } = gap(one, exact, of);
    expect(share).toBeLessThan(most);
    expect(isClear && share > most / 2).toBe(false);
  });

  it('says the same when only every second match is followed', () => {
    expect(gap(two, one, cost).share).toBeLessThan(0.02);
    expect(gap(two, one, (t) => t.responseP95).share).toBeLessThan(0.02);
    expect(gap(two, one, (t) => t.requestsIssued).share).toBeLessThan(0.005);
  });
});

describe('a sampled run of a game with hardly a player', () => {
  it('serves the followed at once, though minutes pass before anybody else asks', () => {
    const players = smallScenario().players;
    const arrivals = { every: 5 * MINUTE, values: new Array<number>(72).fill(0.004) };
    const scenario = smallScenario({
      horizon: 6 * HOUR,
      players: { ...players, arrivals, quitPerLateAnswer: 1 },
      detail: SAMPLED_1,
    });
    const { totals } = runReplication({ scenario, bundle, contender: 1, replication: 0 });
    // A followed request once waited until another took the place behind it, and was given up.
    expect(totals.requestsAnswered).toBeGreaterThan(1000);
    expect(totals.requestsLate).toBeLessThan(10);
    expect(totals.sessionsQuit).toBeLessThanOrEqual(totals.requestsLate);
  });
});

describe('a night with no place to wait', () => {
  const night = (detail: Detail | undefined) => {
    const { players, serving } = smallScenario();
    const arrivals = { every: 5 * MINUTE, values: new Array<number>(72).fill(0.02) };
    const scenario = smallScenario({
      horizon: 6 * HOUR,
      players: { ...players, arrivals, quitPerLateAnswer: 0, quitPerBudgetOver: 0 },
      serving: { ...serving, queueLimit: 0 },
      ...(detail === undefined ? {} : { detail }),
    });
    return runReplication({ scenario, bundle, contender: 0, replication: 0 }).totals;
  };

  it('is answered alike where every player is followed', () => {
    const [whole, counted] = [night(undefined), night(SAMPLED_1)];
    const answered = ({ requestsAnswered, requestsIssued }: RunTotals) => {
      return requestsAnswered / requestsIssued;
    };
    expect(whole.requestsIssued).toBeGreaterThan(2000);
    expect(Math.abs(answered(counted) - answered(whole))).toBeLessThan(0.02);
    expect(Math.abs(counted.responseP95 / whole.responseP95 - 1)).toBeLessThan(0.05);
  });
});

describe('a fluid run', () => {
  it('expects what exact replications average to', () => {
    expect(gap(fluid, exact, (t) => t.playerSeconds).share).toBeLessThan(0.03);
    expect(gap(fluid, exact, (t) => t.requestsIssued).share).toBeLessThan(0.03);
    expect(gap(fluid, exact, (t) => t.responseP50).share).toBeLessThan(0.01);
    expect(gap(fluid, exact, cost).share).toBeLessThan(0.05);
  });
});

describe('a counted run that was saved', () => {
  it.each([SAMPLED_2, { kind: 'fluid' } as const])(
    'goes on as if it never stopped: $kind',
    (detail) => {
      const scenario = smallScenario({ horizon: HOUR, detail });
      const input = { scenario, bundle, contender: 0, replication: 0 };
      const whole = openReplication(input);
      whole.run(HOUR);
      const half = openReplication(input);
      half.run(HOUR / 2);
      const { policies } = compileRun(scenario, bundle, scenario.contenders[0], 0);
      const saved: ReturnType<Simulation<World>['save']> = half.save();
      const text = encodePlain(saved);
      const resumed = Simulation.restore(createRules(policies), half.save());
      resumed.run(HOUR);
      expect(encodePlain(decodePlain(text))).toBe(text);
      expect(resumed.digest()).toBe(whole.digest());
      expect(totalsOf(resumed)).toEqual(totalsOf(whole));
    },
  );
});
