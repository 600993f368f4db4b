import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { billOf } from '../../../../models/accounts/bill.ts';
import { footprintOf } from '../../../../models/accounts/footprint.ts';
import { accessMs } from '../../../../models/devices/annealer.ts';
import { qubitsFor } from '../../../../models/devices/embedding.ts';
import { readsAsked } from '../../../../models/searches/solving.ts';
import { searchSwitches, searchTotals } from '../../../../models/searches/totals.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import { openReplication } from '../../../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../../../scenarios/saved.ts';
import type { Scenario } from '../../../../scenarios/scenario.ts';
import { brokenSearches } from '../../../checkers/searches.ts';
import { searchesScenario, searchesSetup, searchWorld } from '../../../fixtures/searches.ts';
import { smallBundle } from '../../../fixtures/small-world.ts';

function open(scenario: Scenario): WorldSimulation {
  return openReplication({ scenario, bundle: smallBundle(), contender: 0, replication: 0 });
}

function play(scenario: Scenario, until = HOUR): WorldSimulation {
  const simulation = open(scenario);
  simulation.run(until);
  return simulation;
}

const totalsOf = (simulation: WorldSimulation) => searchTotals(simulation.world, simulation.now);

describe('searches on the own machines', () => {
  it('come ten a minute and are solved two at a time, a second each', () => {
    const totals = totalsOf(play(searchWorld(searchesScenario()), 10 * MINUTE + 30 * SECOND));
    expect(totals).toMatchObject({ searchesArrived: 100, searchesAnswered: 100 });
    // Pairs are done after 1, 2, 3, 4 and 5 s; four seconds is in time.
    expect(totals.searchesInTime).toBe(80);
    expect(totals.searchResponseSum / totals.searchesAnswered).toBeCloseTo(3 * SECOND, 3);
  });

  it('cost by use what they work, and when held what they are held', () => {
    const by = play(searchWorld(searchesScenario()), 10 * MINUTE + 30 * SECOND);
    expect(totalsOf(by).costSearches).toBeCloseTo(100 * 0.001, 9);
    const { classical } = searchesScenario();
    const held = searchesScenario({ classical: { ...classical, isHeld: true } });
    const always = play(searchWorld(held), 10 * MINUTE + 30 * SECOND);
    expect(totalsOf(always).costSearches).toBeCloseTo(2 * 630 * 0.001, 9);
    const pue = always.world.setup.regions[0].pue;
    const joules = (2 * 630 * 50 + 100 * 100) * pue;
    expect(totalsOf(always).searchEnergyJ).toBeCloseTo(joules, 6);
  });
});

describe('searches on the annealer', () => {
  const away = 'q-burst/always-annealer';

  it('are embedded once a graph, run one after another and answered after the way back', () => {
    const simulation = play(searchWorld(searchesScenario(), away), 20 * MINUTE + 50 * SECOND);
    const { counts } = simulation.world.searches ?? { counts: { embeddings: 0 } };
    // Four graphs in a burst of ten: each is embedded by all who come before it is known.
    expect(counts.embeddings).toBeGreaterThanOrEqual(4);
    expect(counts.embeddings).toBeLessThanOrEqual(10);
    const totals = totalsOf(simulation);
    expect(totals.searchesOffloaded).toBe(200);
    expect(totals.searchesRan).toBe(200);
    const setup = searchesSetup();
    const { device } = setup.annealer;
    const reads = readsAsked(setup.annealer, 60);
    const { qubits } = qubitsFor(device.graph, 60);
    const paid = accessMs(device, qubits, reads) - device.overheadMs;
    expect(totals.searchAccessSeconds).toBeCloseTo((200 * Math.round(paid * 1000)) / 1e6, 4);
  });

  it('are solved by the workers after all where the annealer fails, each counted once', () => {
    const large = searchesScenario({ size: { mu: 6, sigma: 0, least: 10, most: 1000 } });
    const totals = totalsOf(play(searchWorld(large, away), 10 * MINUTE + 50 * SECOND));
    expect(totals).toMatchObject({ searchesUnfit: 100, searchesAnswered: 100, searchesRan: 0 });
    expect(totals.searchesSolvedAway).toBe(0);
  });

  it('come back to the workers when the line is longer than their patience, and pay nothing', () => {
    const blocked = searchesScenario(
      {},
      { giveUp: SECOND, outages: { gap: fixed(SECOND), lasts: fixed(2 * HOUR) } },
    );
    const totals = totalsOf(play(searchWorld(blocked, away), 10 * MINUTE + 50 * SECOND));
    expect(totals).toMatchObject({ searchesGivenUp: 100, searchesRan: 0, searchAccessSeconds: 0 });
    expect(totals.searchesAnswered).toBe(100);
  });

  it('meet the same sizes and the same luck whoever solves them', () => {
    const spread = searchesScenario({
      size: { mu: 4, sigma: 0.6, least: 10, most: 300 },
      commonShare: 0.5,
    });
    const seen = (use: string) => {
      const simulation = open(searchWorld(spread, use));
      const drawn: unknown[] = [];
      for (let minute = 1; minute <= 20; minute++) {
        simulation.run(minute * MINUTE);
        for (const { arrivedAt, size, classical, luck, chance } of simulation.world.searches
          ?.rows ?? []) {
          if (arrivedAt === minute * MINUTE) drawn.push({ size, classical, luck, chance });
        }
      }
      return drawn;
    };
    const own = seen('q-burst/always-classical');
    expect(own.length).toBe(200);
    expect(sorted(seen(away))).toEqual(sorted(own));
  });
});

const fixed = (value: number) => ({ kind: 'deterministic', value }) as const;
const sorted = (drawn: readonly unknown[]) => drawn.map((one) => JSON.stringify(one)).sort();

describe('the books of searches', () => {
  const mixed = searchesScenario({ size: { mu: 4, sigma: 0.8, least: 10, most: 600 } });

  it('balance at every quarter of a minute, with failures, waits and a warm-up', () => {
    for (const use of ['q-burst/always-annealer', 'q-burst/fixed-size', 'q-burst/break-even']) {
      const scenario = { ...searchWorld(mixed, use, { parameters: {} }), warmUp: 7 * MINUTE };
      const simulation = open(scenario);
      for (let at = 0; at < 20 * MINUTE; at += 15 * SECOND) {
        simulation.run(at);
        expect(brokenSearches(simulation.world)).toEqual([]);
      }
    }
  });

  it('give lines of bill and footprint that add up to the totals', () => {
    const simulation = play(searchWorld(mixed, 'q-burst/always-annealer'), 20 * MINUTE);
    const totals = totalsOf(simulation);
    const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
    const mine = (row: { readonly part: string }) => row.part === 'searches';
    const bill = billOf(simulation.world, simulation.now).filter(mine);
    const grams = footprintOf(simulation.world).filter(mine);
    expect(bill.length).toBe(3);
    expect(sum(bill.map(({ cost }) => cost))).toBeCloseTo(totals.costSearches, 9);
    const emitted = totals.searchOperationalG + totals.searchEmbodiedG;
    expect(sum(grams.map((row) => row.grams))).toBeCloseTo(emitted, 9);
  });

  it('go on from a save as if it had never stopped', () => {
    const scenario = searchWorld(mixed, 'q-burst/break-even');
    const whole = play(scenario, 20 * MINUTE);
    const half = play(scenario, 9 * MINUTE + 3 * SECOND);
    const saved = saveReplication(half, scenario.contenders[0].name, 0);
    const origin = { scenario, saved };
    const second = resumeReplication({ scenario, bundle: smallBundle(), contender: 0, origin });
    second.run(20 * MINUTE);
    expect(second.digest()).toBe(whole.digest());
    expect(totalsOf(second)).toEqual(totalsOf(whole));
  });

  it('go on under another gate from a fork on, which begins with a memory of its own', () => {
    const scenario = searchWorld(mixed, 'q-burst/break-even');
    const half = play(scenario, 9 * MINUTE + 3 * SECOND);
    const saved = saveReplication(half, scenario.contenders[0].name, 0);
    const origin = { scenario, saved };
    const edited = searchWorld(mixed, 'q-burst/always-annealer');
    const fork = { scenario: edited, bundle: smallBundle(), contender: 0, origin };
    const second = resumeReplication(fork);
    expect(second.world.searches?.gate).toBeNull();
    const before = totalsOf(second);
    second.run(20 * MINUTE);
    const after = totalsOf(second);
    const came = after.searchesArrived - before.searchesArrived;
    expect(came).toBe(110);
    expect(after.searchesOffloaded - before.searchesOffloaded).toBe(came);
    expect(brokenSearches(second.world)).toEqual([]);
  });
});

describe('rules over a gate', () => {
  it('switch to the workers when off-loads fail, say so in an event, and try again later', () => {
    const rules = {
      budgetPerDay: Number.POSITIVE_INFINITY,
      carbon: Number.POSITIVE_INFINITY,
      queue: Number.POSITIVE_INFINITY,
      failures: 8,
      age: Number.POSITIVE_INFINITY,
      hold: 10 * MINUTE,
      back: 0.8,
    };
    const large = searchesScenario({
      size: { mu: 6, sigma: 0, least: 10, most: 1000 },
      governance: { strict: rules },
    });
    const world = searchWorld(large, 'q-burst/always-annealer', { governance: 'strict' });
    const simulation = play(world, 25 * MINUTE + 30 * SECOND);
    const { switches = [] } = simulation.world.searches ?? {};
    const minutes = switches.map(({ at, from, to }) => [Math.round(at / MINUTE), from, to]);
    // Ten fail in the first minute; the second minute's burst stays, until the twelfth's goes again.
    expect(minutes).toEqual([
      [2, 0, 5],
      [12, 5, 0],
      [13, 0, 5],
      [23, 5, 0],
      [24, 0, 5],
    ]);
    expect(totalsOf(simulation)).toMatchObject({ searchesOffloaded: 30, searchSwitches: 5 });
    expect(searchSwitches(simulation.world)[0]).toMatchObject({ from: 'none', to: 'failures' });
  });
});
