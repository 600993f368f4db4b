import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../engine/units.ts';
import { totalsOf } from '../../models/totals.ts';
import { openReplication } from '../../scenarios/run.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';
import { brokenCounts } from './counted-books.ts';

const bundle = smallBundle();

/** ECIM-G holds spot instances, so zones that close drain some, and opens the edge. */
const SPOT = {
  name: 'ecim-g',
  capacity: { use: 'ecim-g/three-ring', every: 30 * SECOND, parameters: {} },
  routing: { use: 'ecim-g/latency-budget-routing', every: 30 * SECOND, parameters: {} },
};

const DETAILS: readonly NonNullable<Scenario['detail']>[] = [
  { kind: 'sampled', oneIn: 1 },
  { kind: 'sampled', oneIn: 10 },
  { kind: 'fluid' },
];

function open(contender: number, changes: Partial<Scenario>) {
  const scenario = smallScenario({ contenders: [...smallScenario().contenders, SPOT], ...changes });
  return openReplication({ scenario, bundle, contender, replication: 0 });
}

describe('the books of a world whose players are counted', () => {
  const cases = DETAILS.flatMap((detail) => [1, 2].map((contender) => ({ detail, contender })));
  it.each(cases)('balance at every fifth minute: $detail, $contender', ({ detail, contender }) => {
    const simulation = open(contender, { detail, horizon: 3 * HOUR, warmUp: 30 * MINUTE });
    for (let at = 0; at <= 3 * HOUR; at += 5 * MINUTE) {
      simulation.run(at);
      expect(brokenCounts(simulation), `at minute ${at / MINUTE}`).toEqual([]);
    }
    expect(simulation.world.ledger.counts.requestsAnswered).toBeGreaterThan(20_000);
  });

  it('balance in overload, when requests are given up, turned away and sent to the edge', () => {
    const arrivals = { every: 5 * MINUTE, values: new Array<number>(96).fill(5) };
    for (const detail of DETAILS) {
      const players = { ...smallScenario().players, arrivals };
      const serving = { ...smallScenario().serving, queueLimit: 40, notice: 0 };
      const simulation = open(2, { detail, players, serving });
      for (let at = 0; at <= HOUR; at += 5 * MINUTE) {
        simulation.run(at);
        expect(brokenCounts(simulation), `at minute ${at / MINUTE}`).toEqual([]);
      }
      const { counts } = simulation.world.ledger;
      expect(counts.requestsRejected, detail.kind).toBeGreaterThan(1000);
      expect(counts.answeredByEdge, detail.kind).toBeGreaterThan(100);
    }
  });

  it('show whole numbers in the totals, whatever the counts are made of', () => {
    for (const detail of DETAILS) {
      const simulation = open(0, { detail });
      simulation.run(HOUR);
      const totals = totalsOf(simulation);
      expect(Number.isInteger(totals.sessionsQuit)).toBe(true);
      expect(Number.isInteger(totals.requestsLate)).toBe(true);
      expect(Number.isInteger(totals.peakConcurrentPlayers)).toBe(true);
      expect(totals.requestsIssued).toBeGreaterThan(1000);
    }
  });
});
