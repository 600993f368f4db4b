import { describe, expect, it } from 'vitest';
import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../../../engine/units.ts';
import { survivalChance } from '../../../../models/players/churn.ts';
import { spendPerHour } from '../../../../models/players/felt.ts';
import { totalsOf } from '../../../../models/totals.ts';
import { measureKpis } from '../../../../reports/kpis.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { openCrowd } from './crowd-world.ts';

const CALM = { quitPerLateAnswer: 0, quitPerBudgetOver: 0 };
const STREAM = {
  isSensitive: true,
  complexity: 'medium',
  frameRate: 60,
  bitRateMbps: 25,
  pixels: 1920 * 1080,
} as const;

/** Share of started sessions that quit in the first two hours. */
function churnOf(stallTolerance: number, arrivals: number): number {
  const law = { kind: 'deterministic', value: stallTolerance } as const;
  const curve = { every: HOUR, values: new Array<number>(8).fill(arrivals) };
  const simulation = openCrowd({ stallTolerance: law }, { ...CALM, arrivals: curve });
  simulation.run(2 * HOUR);
  expect(brokenInvariants(simulation)).toEqual([]);
  const { sessionsQuit, sessionsStarted } = simulation.world.ledger.counts;
  return sessionsQuit / sessionsStarted;
}

describe('tolerance of stalls', () => {
  it('sends home whoever waits longer, and nobody for the number of shorter waits', () => {
    expect(churnOf(HOUR, 0.4)).toBe(0);
    const [patient, hasty] = [churnOf(20 * SECOND, 0.4), churnOf(SECOND, 0.4)];
    expect(patient).toBeGreaterThan(0.02);
    expect(hasty).toBeGreaterThan(patient);
  });
});

describe('survival under strain', () => {
  const law = { meanStay: HOUR, perDelay: 0.3, perJitter: 0.6, perLoss: 0.1 };
  const calm = { delay: 0, jitter: 0, lost: 0 };

  it('costs nothing on a perfect line', () => {
    expect(survivalChance(law, calm, HOUR)).toBe(0);
  });

  it('weighs jitter twice as much as delay', () => {
    const delayed = survivalChance(law, { ...calm, delay: 200 * MILLISECOND }, HOUR);
    const unsteady = survivalChance(law, { ...calm, jitter: 100 * MILLISECOND }, HOUR);
    expect(delayed).toBeCloseTo(unsteady, 12);
    expect(delayed).toBeCloseTo(1 - Math.exp(-(Math.exp(0.6) - 1)), 12);
  });

  it('of two spans is that of both together', () => {
    const strain = { delay: 300 * MILLISECOND, jitter: 0, lost: 0.02 };
    const stays = (span: number) => 1 - survivalChance(law, strain, span);
    expect(stays(MINUTE) * stays(5 * MINUTE)).toBeCloseTo(stays(6 * MINUTE), 12);
  });

  it('shortens sessions in the world', () => {
    const run = (perDelay: number) => {
      const simulation = openCrowd({ survival: { ...law, perDelay } }, CALM);
      simulation.run(2 * HOUR);
      return simulation.world.ledger.counts.sessionsQuit;
    };
    expect(run(0)).toBeLessThan(run(0.5));
  });
});

describe('spend as felt', () => {
  const spend = { perHour: 0.1, nothingBelow: 2, allAbove: 4 };

  it('runs straight from nothing to all', () => {
    const at = [1, 2, 3, 4, 5].map((opinion) => spendPerHour(spend, opinion));
    expect(at).toEqual([0, 0, 0.05, 0.1, 0.1]);
  });

  it('is booked by time played, and shown with what was felt', () => {
    const simulation = openCrowd({ opinion: STREAM, spend });
    simulation.run(4 * HOUR);
    const totals = totalsOf(simulation);
    const kpis = measureKpis(totals);
    const felt = numberIn(kpis['felt-opinion']);
    expect(felt).toBeGreaterThan(1.3);
    expect(felt).toBeLessThan(4.64);
    expect(totals.spendUsd).toBeLessThanOrEqual((totals.playerSeconds / 3600) * 0.1 + 1e-9);
    expect(numberIn(kpis['spend-per-session'])).toBeGreaterThan(0);
  });

  it('is not defined where nobody asks', () => {
    const simulation = openCrowd({});
    simulation.run(MINUTE);
    const kpis = measureKpis(totalsOf(simulation));
    expect(kpis['spend-per-session']).toEqual({ undefinedBecause: 'spending is not modelled' });
    expect(kpis['returning-share']).toEqual({ undefinedBecause: 'demand does not react' });
  });

  it('falls when answers come late', () => {
    const rate = (arrivals: number) => {
      const curve = { every: HOUR, values: new Array<number>(8).fill(arrivals) };
      const simulation = openCrowd({ opinion: STREAM, spend }, { ...CALM, arrivals: curve });
      simulation.run(3 * HOUR);
      const { spendUsd, opinionTime } = totalsOf(simulation);
      return spendUsd / opinionTime;
    };
    expect(rate(0.5)).toBeLessThan(rate(0.05));
  });
});

function numberIn(value: { value: number } | { undefinedBecause: string }): number {
  return 'value' in value ? value.value : Number.NaN;
}
