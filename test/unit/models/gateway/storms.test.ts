import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { PHASE } from '../../../../models/gateway/attempts.ts';
import { totalsOf } from '../../../../models/totals.ts';
import type { GatewayScenario } from '../../../../scenarios/gateways.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import {
  EAGER_CLIENTS,
  gatewayWith,
  openGateway,
  openStream,
  PATIENT_CLIENTS,
} from '../../../fixtures/gateway.ts';
import { smallScenario } from '../../../fixtures/small-world.ts';

const TURN = { kind: 'law', law: { kind: 'deterministic', value: 0.3 * SECOND } } as const;
const STREAM = openStream(20, 10);
const FAST = {
  ...STREAM,
  serving: { ...STREAM.serving, service: TURN, queueLimit: 2_000, giveUp: 30 * SECOND },
};
const SLOW = [
  faultOf({ fault: 'brown-out', at: 5 * MINUTE, lasts: 30 * SECOND, region: 'east', factor: 5 }),
];

/** Answers and failures of a minute, half an hour after a brown-out of 30 s. */
function aftermath(clients: Partial<GatewayScenario['clients']>) {
  const gateway = gatewayWith({ clients: { ...EAGER_CLIENTS, ...clients } });
  const simulation = openGateway(gateway, { ...FAST, faults: SLOW });
  simulation.run(5 * MINUTE);
  const before = { ...simulation.world.ledger.counts };
  simulation.run(30 * MINUTE);
  const then = { ...simulation.world.ledger.counts };
  simulation.run(31 * MINUTE);
  const after = simulation.world.ledger.counts;
  expect(brokenInvariants(simulation)).toEqual([]);
  expect(before.requestsAnswered / before.requestsIssued).toBeGreaterThan(0.9);
  return (
    (after.requestsAnswered - then.requestsAnswered) / (after.requestsIssued - then.requestsIssued)
  );
}

describe('a brown-out of thirty seconds', () => {
  it('is got over by clients who try once, and by those who take timed-out work back', () => {
    expect(aftermath({ attempts: 1 })).toBeGreaterThan(0.9);
    expect(aftermath({ cancels: true })).toBeGreaterThan(0.9);
  });

  it('is never got over by clients who try three times, and is with a budget for retries', () => {
    expect(aftermath({})).toBeLessThan(0.05);
    expect(aftermath({ budget: 0.1, reserve: 10 })).toBeGreaterThan(0.9);
  });
});

describe('the books of a gateway', () => {
  const admission = {
    inFlight: 6,
    perSlot: Number.POSITIVE_INFINITY,
    queue: 4,
    deadline: SECOND / 2,
    priority: { coast: 1 },
    tokens: { valley: { perSecond: 2, burst: 5 } },
  };
  const checks = {
    every: 2 * SECOND,
    timeOut: SECOND,
    unhealthyAfter: 2,
    healthyAfter: 2,
    waitsInLine: true,
  };
  const ejection = { after: 3, base: 5 * SECOND, most: MINUTE, forgive: 10 * SECOND, share: 0.5 };
  const storms = [
    faultOf({ fault: 'region lost', at: HOUR, lasts: 5 * MINUTE, region: 'east' }),
    faultOf({ fault: 'partition', at: 2 * HOUR, lasts: 5 * MINUTE, region: 'west' }),
    faultOf({ fault: 'mass disconnect', at: 2.5 * HOUR, lasts: 0, share: 0.5 }),
    faultOf({ fault: 'brown-out', at: 3 * HOUR, lasts: 5 * MINUTE, factor: 20 }),
  ];

  it.each(['newest', 'oldest', 'lowest-priority'] as const)(
    'balance through a lost region, a cut, a disconnect and a brown-out, shedding the %s',
    (shed) => {
      const gateway = gatewayWith({
        checks,
        ejection,
        weights: { by: 'least-request', sync: SECOND, hold: 0, drain: MINUTE },
        admission: { ...admission, shed },
        clients: { ...EAGER_CLIENTS, jitter: 1, cancels: shed === 'oldest', goesElsewhere: true },
      });
      const scenario = smallScenario();
      const think = { kind: 'exponential', mean: 5 * SECOND } as const;
      const players = { ...scenario.players, think };
      const simulation = openGateway(gateway, { players, faults: storms, warmUp: 90 * MINUTE });
      for (let at = 0; at <= 4 * HOUR; at += 2 * MINUTE) {
        simulation.run(at);
        expect(brokenInvariants(simulation), `at minute ${at / MINUTE}`).toEqual([]);
      }
      const totals = totalsOf(simulation);
      expect(totals.attempts).toBeGreaterThan(totals.requestsIssued);
      expect(totals.attemptsShed).toBeGreaterThan(0);
      expect(totals.attemptsLost).toBeGreaterThan(0);
      expect(totals.ejections).toBeGreaterThan(2);
      expect(totals.attemptsCancelled > 0).toBe(shed === 'oldest');
    },
  );

  it('hold no attempt once nobody plays any more', () => {
    const { players } = smallScenario();
    const arrivals = {
      ...players.arrivals,
      values: players.arrivals.values.map((_, i) => (i < 6 ? 0.2 : 0)),
    };
    const session = { kind: 'exponential', mean: 10 * MINUTE } as const;
    const gateway = gatewayWith({ clients: { ...EAGER_CLIENTS, attempts: 5 } });
    const simulation = openGateway(gateway, { players: { ...players, arrivals, session } });
    simulation.run(8 * HOUR);
    const { gateway: state, ledger } = simulation.world;
    expect(ledger.playing).toBe(0);
    expect(state?.underWay).toBe(0);
    expect(state?.attempts.phase.every((phase) => phase === PHASE.none)).toBe(true);
  });

  it('keep nobody waiting for an answer that broke off with its region', () => {
    // Read for half a minute, by clients who give up after a second if nothing has come by then.
    const tokens = { kind: 'tokens', first: SECOND / 10, prefill: 0, decode: SECOND } as const;
    const { players, serving } = smallScenario();
    const arrivals = { ...players.arrivals, values: [0.2, 0.2, 0, 0] };
    const session = { kind: 'deterministic', value: 10 * MINUTE } as const;
    const simulation = openGateway(gatewayWith({ clients: EAGER_CLIENTS }), {
      players: { ...players, arrivals, session },
      serving: { ...serving, service: tokens },
      faults: storms.slice(0, 1).map((storm) => ({ ...storm, at: 8 * MINUTE })),
    });
    simulation.run(4 * HOUR);
    const { ledger, gateway } = simulation.world;
    expect(gateway?.counts.lost).toBeGreaterThan(0);
    expect([ledger.playing, ledger.inFlight]).toEqual([0, 0]);
  });
});

describe('retries', () => {
  it('never exceed their budget: a share of the requests and what was saved up', () => {
    const clients = { ...EAGER_CLIENTS, timeOut: SECOND / 10, budget: 0.2, reserve: 10 };
    const simulation = openGateway(gatewayWith({ clients }));
    simulation.run(4 * HOUR);
    const { attempts, requestsIssued, retriesOverBudget } = totalsOf(simulation);
    expect(attempts - requestsIssued).toBeLessThanOrEqual(0.2 * requestsIssued + 2 * 10);
    expect(attempts - requestsIssued).toBeGreaterThan(0.15 * requestsIssued);
    expect(retriesOverBudget).toBeGreaterThan(100);
  });

  it('shift nobody’s later draws: the same players come and play as long', () => {
    const run = (clients: GatewayScenario['clients']) => {
      const { players } = smallScenario();
      const churnless = { ...players, quitPerLateAnswer: 0, quitPerBudgetOver: 0 };
      const simulation = openGateway(gatewayWith({ clients }), { players: churnless });
      simulation.run(MINUTE * 20);
      const { sessions } = simulation.world;
      const rows = Array.from({ length: sessions.count }, (_, row) => row);
      return rows.map((row) => sessions.place[row]).filter((place) => place > 0);
    };
    const patient = new Set(run(PATIENT_CLIENTS));
    const eager = new Set(run(EAGER_CLIENTS));
    const shared = [...patient].filter((place) => eager.has(place)).length;
    expect(shared / patient.size).toBeGreaterThan(0.9);
  });
});
