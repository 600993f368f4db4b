import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../engine/units.ts';
import { disconnect } from '../../../../models/players/storm.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import { kpis, measureKpis } from '../../../../reports/kpis.ts';
import type { CrowdScenario } from '../../../../scenarios/crowd-scenario.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { openCrowd, PATIENT } from './crowd-world.ts';

const STORM = { at: HOUR, share: 0.9, over: 0, down: 10 * MINUTE };
const REACTS = { known: 500, gainedPerDay: 0, lostPerDay: 0, returning: 0, awayFor: DAY };

function runStorm(tries: number, crowd: CrowdScenario = {}): WorldSimulation {
  const comeback = { ...PATIENT, tries };
  // Nobody quits over late answers: what is told apart here is coming back or not.
  const quits = { quitPerLateAnswer: 0, quitPerBudgetOver: 0 };
  const simulation = openCrowd({ comeback, storms: [STORM], ...crowd }, quits);
  simulation.run(4 * HOUR);
  expect(brokenInvariants(simulation)).toEqual([]);
  return simulation;
}

function kpiOf(simulation: WorldSimulation, id: string): number {
  const kpi = measureKpis(totalsOf(simulation))[id];
  if (!('value' in kpi)) throw new Error(`${id}: ${kpi.undefinedBecause}`);
  return kpi.value;
}

describe('players who are cut off and never come back', () => {
  const [lost, back] = [runStorm(0), runStorm(250)];

  it('make churn and session completion worse, not better', () => {
    expect(kpiOf(lost, 'lost-sessions')).toBe(1);
    expect(kpiOf(back, 'lost-sessions')).toBeLessThan(0.2);
    expect(kpiOf(lost, 'churn')).toBeGreaterThan(kpiOf(back, 'churn') + 0.05);
    expect(kpiOf(lost, 'session-completion')).toBeLessThan(
      kpiOf(back, 'session-completion') - 0.05,
    );
  });

  it('are told apart from new players who were turned away', () => {
    const { sessionsCut, sessionsLost, sessionsTurnedAway, sessionsGivenUp } = totalsOf(lost);
    expect(sessionsLost).toBe(sessionsCut);
    expect(sessionsTurnedAway).toBeGreaterThan(20);
    expect(sessionsGivenUp).toBe(sessionsLost + sessionsTurnedAway);
    expect(kpiOf(lost, 'turned-away')).toBeGreaterThan(kpiOf(back, 'turned-away'));
  });

  it('leave the pool of known players for good, and are seen to', () => {
    const { world } = runStorm(0, { reacts: REACTS });
    const { sessionsGivenUp, playersLost } = world.ledger.crowd;
    const { sessionsQuit } = world.ledger.counts;
    const left = world.crowd.pool.reduce((sum, size) => sum + size, 0);
    expect(playersLost).toBe(sessionsGivenUp + sessionsQuit);
    expect(left).toBeCloseTo(500 - playersLost, 6);
  });

  it('end a session of which the spend counts', () => {
    const spend = { perHour: 0.06, nothingBelow: 2, allAbove: 4 };
    const { sessionsSpending, sessionsCompleted, sessionsQuit, sessionsLost } = totalsOf(
      runStorm(0, { spend }),
    );
    expect(sessionsSpending).toBe(sessionsCompleted + sessionsQuit + sessionsLost);
  });

  it('are lost in the lobby on their way back, too', () => {
    const simulation = openCrowd(
      { comeback: PATIENT },
      {
        arrivals: { every: HOUR, values: [0.2, 0, 0, 0] },
        matchSize: 1000,
        fillAfter: HOUR / 2,
        patience: { kind: 'exponential', mean: 20 * MINUTE },
      },
    );
    simulation.run(1.2 * HOUR);
    const { world } = simulation;
    const cuts = disconnect(world, simulation, { group: -1, region: -1, share: 1, downUntil: 0 });
    expect(cuts).toBeGreaterThan(10);
    simulation.run(4 * HOUR);
    expect(brokenInvariants(simulation)).toEqual([]);
    const { sessionsLost, sessionsResumed, sessionsGivenUp } = world.ledger.crowd;
    expect(sessionsGivenUp).toBe(0);
    expect(sessionsLost).toBeGreaterThan(5);
    expect(sessionsLost + sessionsResumed).toBe(cuts);
  });
});

describe('shares of a run with a warm-up', () => {
  it('never exceed the whole, though all who quit had come before', () => {
    const simulation = openCrowd(
      {},
      {
        arrivals: { every: HOUR, values: [0.4, 0, 0, 0] },
        quitPerLateAnswer: 0.5,
      },
      { warmUp: HOUR },
    );
    simulation.run(4 * HOUR);
    const totals = totalsOf(simulation);
    expect(totals.sessionsQuit).toBeGreaterThan(totals.sessionsStarted);
    expect(totals.playersAtOpen).toBeGreaterThan(20);
    for (const { id } of kpis.filter(({ unit }) => unit === '%')) {
      const kpi = measureKpis(totals)[id];
      if ('value' in kpi) expect(kpi.value, id).toBeLessThanOrEqual(1);
    }
  });
});
