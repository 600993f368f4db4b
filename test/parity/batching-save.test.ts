import { describe, expect, it } from 'vitest';
import { encodePlain } from '../../engine/save.ts';
import { MILLISECOND, MINUTE, SECOND } from '../../engine/units.ts';
import type { BatchingSetup } from '../../models/batching/setup.ts';
import { checkFork } from '../../scenarios/fork.ts';
import { openReplication } from '../../scenarios/run.ts';
import { resumeReplication, saveReplication } from '../../scenarios/saved.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { brokenInvariants } from '../checkers/invariants.ts';
import { faultOf } from '../fixtures/faults.ts';
import { EAGER_CLIENTS, gatewayWith } from '../fixtures/gateway.ts';
import { smallBundle, smallScenario } from '../fixtures/small-world.ts';

const END = 36 * MINUTE;

/** Reads of 30 ms and what is in them; the third beside two others writes half as slowly again. */
const SHARED: BatchingSetup = {
  most: 3,
  within: 0,
  floor: 0,
  reading: [
    [0, 30 * MILLISECOND],
    [SECOND, SECOND],
  ],
  stretch: [1, 1, 1.2, 1.5],
};
const GATHERED: BatchingSetup = { ...SHARED, most: 2, within: 20 * MILLISECOND, stretch: [] };
const HEAD = { kind: 'law', law: { kind: 'exponential', mean: 700 * MILLISECOND } } as const;

/** Storms, a region lost, services slowed down, spot taken back, retries taken back. */
function stormy(batching: BatchingSetup): Scenario {
  const { contenders, serving, players, regions } = smallScenario();
  const service = batching.stretch.length === 0 ? HEAD : serving.service;
  const clients = { ...EAGER_CLIENTS, jitter: 1, cancels: true };
  const every = players.arrivals.every;
  return smallScenario({
    horizon: END,
    regions: regions.map((region) => ({ ...region, quota: 4 })),
    players: { ...players, arrivals: { every, values: new Array<number>(96).fill(0.25) } },
    serving: { ...serving, slots: 3, service, batching, budget: SECOND },
    contenders: [
      {
        ...contenders[0],
        capacity: { use: 'baselines/hpa-on-spot', every: MINUTE, parameters: {} },
        gateway: 'one',
      },
      { ...contenders[1], name: 'open', capacity: { ...contenders[1].capacity } },
    ],
    gateways: [gatewayWith({ clients })],
    faults: [
      faultOf({ fault: 'brown-out', at: 10 * MINUTE, lasts: 15 * MINUTE, factor: 4 }),
      faultOf({ fault: 'region lost', at: 30 * MINUTE, lasts: 5 * MINUTE, region: 'east' }),
    ],
  });
}

describe.each([
  ['continuous', SHARED],
  ['gathered', GATHERED],
])('a stormy world with %s batches', (_, batching) => {
  it.each([0, 1])(
    'cut anywhere is the uncut one, and breaks no invariant: contender %i',
    (contender) => {
      const scenario = stormy(batching);
      const { name } = scenario.contenders[contender];
      const input = { scenario, bundle: smallBundle(), contender, replication: 0 };
      const trunk = openReplication(input);
      const branches = [12.345, 29.99, 30.01].map((minute) => {
        trunk.run(Math.round(minute * MINUTE));
        const saved = saveReplication(trunk, name, 0);
        return resumeReplication({ ...input, origin: { scenario, saved } });
      });
      trunk.run(END);
      const end = encodePlain(trunk.save());
      for (const branch of branches) {
        branch.run(END);
        expect(encodePlain(branch.save()) === end).toBe(true);
      }
      // Checkers close the integrals, and so move the last bits: they watch a run of their own.
      const watched = openReplication(input);
      for (let at = 0; at <= END; at += 100 * SECOND) {
        watched.run(at);
        expect(brokenInvariants(watched)).toEqual([]);
      }
      const { counts } = trunk.world.ledger;
      expect(counts.requestsAnswered).toBeGreaterThan(100);
      expect(counts.requestsInterrupted).toBeGreaterThan(0);
      if (contender === 0) expect(trunk.world.gateway?.counts.cancelled).toBeGreaterThan(0);
    },
  );
});

it('a fork keeps batches and the service they are timed by', () => {
  const saved = stormy(SHARED);
  const problemsOf = (path: readonly string[]) => {
    return checkFork({ saved, edited: saved, edits: [{ label: '--set', path, value: 'x' }] });
  };
  expect(problemsOf(['serving', 'batching'])[0].wanted).toMatch(/laid out by it/);
  expect(problemsOf(['serving', 'service', 'head'])[0].wanted).toMatch(/timed by it/);
  expect(problemsOf(['serving', 'budget'])).toEqual([]);
});
