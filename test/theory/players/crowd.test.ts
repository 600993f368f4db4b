import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { KIND } from '../../../models/kinds.ts';
import { poolAfter } from '../../../models/players/pool.ts';
import type { CrowdScenario } from '../../../scenarios/crowd-scenario.ts';
import { modulatedScatter } from '../../../traces/fit/arrivals.ts';
import { rankScore } from '../../../traces/fit/ranks.ts';
import { drawStorms, stormFigures } from '../../../traces/generate/storms.ts';
import { openCrowd, PATIENT } from '../../unit/models/players/crowd-world.ts';

const LAW = { known: [1000], gained: 0.04 / DAY, lost: 0.05 / DAY, returning: 0, awayFor: 0 };

describe('a pool of known players', () => {
  it('follows dK/dt = gained K0 - lost K, in one step or in many', () => {
    let many = 600;
    for (let step = 0; step < 240; step++) many = poolAfter(LAW, 1000, many, HOUR);
    const once = poolAfter(LAW, 1000, 600, 240 * HOUR);
    expect(many).toBeCloseTo(once, 6);
    expect(once).toBeCloseTo(800 + (600 - 800) * Math.exp(-0.05 * 10), 9);
  });

  it('keeps its size where gains and losses are equal', () => {
    expect(poolAfter({ ...LAW, gained: LAW.lost }, 1000, 1000, 100 * DAY)).toBe(1000);
    expect(poolAfter({ ...LAW, lost: 0 }, 1000, 1000, 10 * DAY)).toBeCloseTo(1400, 9);
  });

  it('draws demand down with it: arrivals are as much of the curve as players are left', () => {
    const reacts = { known: 400, gainedPerDay: 0, lostPerDay: 0, returning: 0, awayFor: 0 };
    const quits = { quitPerLateAnswer: 0.05, quitPerBudgetOver: 0 };
    const curve = { every: HOUR, values: new Array<number>(8).fill(0.4) };
    const run = (crowd: object) => {
      const simulation = openCrowd(crowd, { ...quits, arrivals: curve });
      simulation.run(8 * HOUR);
      return simulation.world;
    };
    const [still, moved] = [run({}), run({ reacts })];
    const left = moved.crowd.pool.reduce((sum, size) => sum + size, 0);
    const { sessionsQuit, sessionsArrived } = moved.ledger.counts;
    expect(left).toBeCloseTo(400 - sessionsQuit, 6);
    expect(sessionsQuit).toBeGreaterThan(100);
    expect(sessionsArrived).toBeLessThan(still.ledger.counts.sessionsArrived * 0.9);
  });

  it('gets back whoever returns after a day away', () => {
    const reacts = { known: 400, gainedPerDay: 0, lostPerDay: 0, returning: 1, awayFor: HOUR };
    const quits = { quitPerLateAnswer: 0.2, quitPerBudgetOver: 0 };
    const arrivals = { every: HOUR, values: [0.4, 0, 0, 0, 0, 0, 0, 0] };
    const simulation = openCrowd({ reacts }, { ...quits, arrivals });
    simulation.run(8 * HOUR);
    const { crowd, ledger } = simulation.world;
    expect(ledger.counts.sessionsQuit).toBeGreaterThan(30);
    expect(crowd.pool.reduce((sum, size) => sum + size, 0)).toBeCloseTo(400, 9);
    expect(ledger.crowd.playersLost).toBe(0);
  });
});

describe('the login, M/D/1 from outside', () => {
  it('makes players wait as Pollaczek and Khinchine say: rho / (2 mu (1 - rho))', () => {
    const login = {
      perSecond: 0.5,
      line: 1_000_000,
      patience: { kind: 'deterministic', value: 100 * HOUR } as const,
    };
    const arrivals = { every: HOUR, values: new Array<number>(40).fill(0.4) };
    const flat = { every: HOUR, values: new Array<number>(24).fill(1) };
    // Nobody plays: this is about the line before the game.
    const session = { kind: 'deterministic', value: 0 } as const;
    const players = { arrivals, dailyCycle: flat, session };
    const simulation = openCrowd({ login, comeback: PATIENT }, players, { horizon: 40 * HOUR });
    simulation.run(40 * HOUR);
    const { loginWaitSum, loginsGranted } = simulation.world.ledger.crowd;
    const mean = loginWaitSum / loginsGranted / SECOND;
    expect(loginsGranted).toBeGreaterThan(50_000);
    expect(Math.abs(mean / (0.8 / (2 * 0.5 * 0.2)) - 1)).toBeLessThan(0.06);
  });

  it('never lets in more than its rate, however many come back at once', () => {
    const login = {
      perSecond: 2,
      line: 50,
      patience: { kind: 'deterministic', value: HOUR } as const,
    };
    const storm = { at: HOUR, share: 1, over: 0, down: 10 * MINUTE };
    const simulation = openCrowd({ login, comeback: PATIENT, storms: [storm] });
    const entered: number[] = [];
    simulation.watch((now, kind) => {
      if (kind === KIND.sessionEnters) entered.push(now);
    });
    simulation.run(2 * HOUR);
    const gaps = entered.slice(1).map((at, i) => at - entered[i]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(SECOND / 2 - 1);
    expect(simulation.world.ledger.crowd.loginsRefused).toBeGreaterThan(100);
  });
});

interface Scatter {
  readonly mean: number;
  readonly scatter: number;
}

/** One group's arrivals in steps of each length, over 60 h at a flat rate and nobody at play. */
function scatterUnder(crowd: CrowdScenario, steps: readonly number[]): readonly Scatter[] {
  const arrivals = { every: HOUR, values: new Array<number>(60).fill(1) };
  const flat = { every: HOUR, values: new Array<number>(24).fill(1) };
  const session = { kind: 'deterministic', value: 0 } as const;
  const players = { arrivals, dailyCycle: flat, session };
  const simulation = openCrowd(crowd, players, { horizon: 60 * HOUR });
  const counts = steps.map((step) => new Float64Array((60 * HOUR) / step));
  simulation.watch((now, kind, group) => {
    if (kind !== KIND.sessionArrives || group !== 0) return;
    steps.forEach((step, i) => {
      counts[i][Math.floor(now / step)]++;
    });
  });
  simulation.run(60 * HOUR - 1);
  return counts.map((cells) => {
    const mean = cells.reduce((sum, n) => sum + n, 0) / cells.length;
    const variance = cells.reduce((sum, n) => sum + (n - mean) ** 2, 0) / cells.length;
    return { mean, scatter: variance / mean };
  });
}

describe('arrivals in bursts', () => {
  // Renewal theory (Cox 1962): Var N(t) / E N(t) tends to the squared CV of the gaps.
  it.each([0.5, 1, 2])('scatter with the square of the gap CV, %d', (gapCv) => {
    const [{ scatter, mean }] = scatterUnder({ gapCv }, [MINUTE]);
    expect(Math.abs(mean / 36 - 1)).toBeLessThan(0.05);
    expect(Math.abs(scatter / gapCv ** 2 - 1)).toBeLessThan(0.15);
  });

  it('of two states scatter the more the longer one counts, as in closed form', () => {
    const bursts = { swing: 0.5, lasting: 30 * SECOND };
    const fit = { rate: 0.6, gapCv: 1, swing: 0.5, lasting: 30 };
    const steps = [10, 60, 600];
    const seen = scatterUnder(
      { bursts },
      steps.map((step) => step * SECOND),
    );
    steps.forEach((step, i) => {
      expect(Math.abs(seen[i].mean / (0.6 * step) - 1)).toBeLessThan(0.05);
      expect(Math.abs(seen[i].scatter / modulatedScatter(fit, step) - 1)).toBeLessThan(0.2);
    });
  });
});

describe('storms drawn from the fit', () => {
  const storms = drawStorms(stormFigures, { meanGap: 2 * DAY, horizon: 8000 * DAY, seed: 5 });
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

  it('come so often, of such sizes and lengths', () => {
    const perEpisode = 1 / (1 - stormFigures.more);
    expect(storms.length / (4000 * perEpisode)).toBeCloseTo(1, 1);
    expect(middle(storms.map(({ share }) => share))).toBeCloseTo(0.268, 1);
    expect(middle(storms.map(({ over }) => over)) / MINUTE).toBeCloseTo(8, 0);
  });

  it('recover the slower the longer they took and the more they took, as recorded', () => {
    const shares = storms.map(({ share }) => share);
    const overs = storms.map(({ over }) => over);
    const recoveries = storms.map(({ over, down }) => down - over);
    // Recoveries at the ends of their table are equal: ties take a little off each score.
    expect(rankScore(overs, recoveries)).toBeCloseTo(stormFigures.recoveryOver, 1);
    expect(rankScore(shares, recoveries)).toBeCloseTo(stormFigures.recoveryShare, 1);
    expect(rankScore(shares, overs)).toBeCloseTo(stormFigures.overShare, 1);
  });

  it('last longer where more players go', () => {
    const [small, large] = [0, 1].map((half) =>
      storms.filter(({ share }) => (share > 0.268 ? 1 : 0) === half),
    );
    const length = (some: typeof small) => middle(some.map(({ down }) => down));
    expect(length([...large])).toBeGreaterThan(length([...small]));
  });

  it('are the same for the same seed', () => {
    const wish = { meanGap: 2 * DAY, horizon: 100 * DAY, seed: 5 };
    expect(drawStorms(stormFigures, wish)).toEqual(drawStorms(stormFigures, wish));
  });
});
