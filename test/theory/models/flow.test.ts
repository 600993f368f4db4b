import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import {
  type Motion,
  meanOf,
  openDiffusion,
  passDiffusion,
} from '../../../models/flow/diffusion.ts';
import { findWaits, openFound, waitOfBin } from '../../../models/flow/waits.ts';
import { openSimulation } from '../../../models/open.ts';
import { erlangC, halfinWhitt } from '../../../policies/queueing/erlang.ts';
import { compileRun } from '../../../scenarios/compile.ts';
import type { Scenario } from '../../../scenarios/scenario.ts';
import { smallBundle, smallScenario } from '../../fixtures/small-world.ts';

/** A station left to itself until it has forgotten how it began. */
function settle(servers: number, load: number, line = Infinity) {
  const motion: Motion = {
    rate: load / SECOND,
    sources: Infinity,
    mean: 0,
    slots: servers,
    hold: SECOND,
    moreSlots: 0,
    moreHold: SECOND,
    most: servers + Math.min(line, 40 * Math.sqrt(servers)),
    variance: 1,
  };
  const diffusion = openDiffusion();
  for (let step = 0; step < 600; step++) passDiffusion(diffusion, motion, SECOND);
  const found = openFound();
  findWaits(diffusion, motion, found);
  return found;
}

describe('a fluid station at rest', () => {
  it.each([
    [5, 3],
    [50, 45],
    [100, 90],
  ])('with a cell for each request is M/M/c: %i servers, %i erlangs', (servers, load) => {
    const found = settle(servers, load);
    const chance = erlangC(servers, load);
    expect((1 - found.slots[0] - found.lost) / chance).toBeCloseTo(1, 3);
    expect(found.waitMean / (SECOND * (chance / (servers - load)))).toBeCloseTo(1, 3);
  });

  it.each([
    [1000, 968],
    [4000, 3937],
    [20_000, 19_859],
  ])('with wider cells is near Erlang C: %i servers, %i erlangs', (servers, load) => {
    const found = settle(servers, load);
    const chance = erlangC(servers, load);
    expect(Math.abs((1 - found.slots[0]) / chance - 1)).toBeLessThan(0.02);
    expect(Math.abs(found.waitMean / (SECOND * (chance / (servers - load))) - 1)).toBeLessThan(
      0.02,
    );
    const beta = (servers - load) / Math.sqrt(load);
    expect(Math.abs((1 - found.slots[0]) / halfinWhitt(beta) - 1)).toBeLessThan(0.03);
  });

  it('waits exponentially while it waits, as M/M/c does', () => {
    const found = settle(100, 90);
    let beyond = 0;
    found.slots.forEach((chance, bin) => {
      if (waitOfBin(bin) > 0.2 * SECOND) beyond += chance;
    });
    const wanted = erlangC(100, 90) * Math.exp(-10 * 0.2);
    expect(Math.abs(beyond / wanted - 1)).toBeLessThan(0.05);
  });

  it('loses what comes on top of a full line, as M/M/c/K does', () => {
    const found = settle(10, 12, 5);
    let sum = 0;
    let term = 1;
    let last = 0;
    for (let n = 0; n <= 15; n++) {
      sum += term;
      last = term;
      term *= 12 / Math.min(n + 1, 10);
    }
    expect(found.lost).toBeCloseTo(last / sum, 6);
  });
});

describe('a fluid station with few who ask', () => {
  it('is the machine repair model: who waits cannot ask', () => {
    const [machines, servers, think] = [300, 20, 12];
    const diffusion = openDiffusion();
    for (let step = 0; step < 2000; step++) {
      const mean = meanOf(diffusion);
      const sources = machines - mean;
      const rate = sources / think / SECOND;
      const from = { rate, sources, mean, slots: servers, hold: SECOND, moreSlots: 0 };
      passDiffusion(diffusion, { ...from, moreHold: SECOND, most: machines, variance: 1 }, SECOND);
    }
    const chances: number[] = [1];
    for (let n = 1; n <= machines; n++) {
      const up = (machines - n + 1) / think;
      chances.push((chances[n - 1] * up) / Math.min(n, servers));
    }
    const sum = chances.reduce((all, chance) => all + chance, 0);
    const mean = chances.reduce((all, chance, n) => all + n * chance, 0) / sum;
    const full = chances.reduce((all, chance, n) => all + (n >= servers ? chance : 0), 0) / sum;
    const found = diffusion.chance.reduce((all, one, n) => all + (n >= servers ? one : 0), 0);
    expect(meanOf(diffusion) / mean).toBeCloseTo(1, 3);
    expect(found / full).toBeCloseTo(1, 2);
  });
});

describe('players of a fluid run', () => {
  it('come and go as M_t/G/infinity has it when arrivals follow a sine', () => {
    // Eick, Massey and Whitt 1993: m(t) = a s (1 + r (sin gt - g s cos gt) / (1 + g² s²)).
    const stay = 30 * MINUTE;
    const period = 4 * HOUR;
    const turn = (2 * Math.PI) / period;
    const rate = (t: number) => 0.5 * (1 + 0.6 * Math.sin(turn * t));
    const cells = Array.from({ length: 144 }, (_, cell) => rate((cell + 0.5) * 5 * MINUTE));
    const { players, regions } = smallScenario();
    const changes: Partial<Scenario> = {
      horizon: 12 * HOUR,
      detail: { kind: 'fluid' },
      regions: regions.slice(0, 1),
      players: {
        ...players,
        arrivals: { every: 5 * MINUTE, values: cells },
        dailyCycle: { every: HOUR, values: new Array<number>(24).fill(1) },
        groups: [{ ...players.groups[0], share: 1 }],
        session: { kind: 'exponential', mean: stay },
        matchSize: 1,
        // Nobody asks, so nobody stays beyond the planned end for an answer.
        think: { kind: 'exponential', mean: 1e6 * HOUR },
        quitPerLateAnswer: 0,
        quitPerBudgetOver: 0,
      },
    };
    const scenario = smallScenario(changes);
    const { setup, policies } = compileRun(scenario, smallBundle(), scenario.contenders[0], 0);
    const simulation = openSimulation(setup, policies);
    const lag = turn * stay;
    for (let hour = 6; hour <= 12; hour++) {
      simulation.run(hour * HOUR);
      const at = turn * hour * HOUR;
      const swing = (0.6 * (Math.sin(at) - lag * Math.cos(at))) / (1 + lag * lag);
      const wanted = 0.5 * (stay / SECOND) * (1 + swing);
      const found = simulation.world.flow?.people.present[0] ?? 0;
      expect(Math.abs(found / wanted - 1), `at hour ${hour}`).toBeLessThan(0.003);
    }
  });
});
