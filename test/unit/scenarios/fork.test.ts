import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../engine/units.ts';
import { capacityPolicies, routingPolicies } from '../../../policies/registry.ts';
import { checkFork, FORKABLE } from '../../../scenarios/fork.ts';
import { measureReplication, openReplication, runReplication } from '../../../scenarios/run.ts';
import type { Origin, SavedReplication } from '../../../scenarios/saved.ts';
import type { Contender, Scenario } from '../../../scenarios/scenario.ts';
import { brokenRequests, brokenSessions } from '../../checkers/books.ts';
import { smallBundle, smallScenario } from '../../fixtures/small-world.ts';

const small = smallScenario({ horizon: 2 * HOUR });
// Some policies cannot do without: they are told of another market than the run's.
const scenario = { ...small, serving: { ...small.serving, hazards: 'shipped/spot-market' } };
const bundle = smallBundle();
const AT = 50 * MINUTE;

function run(edited: Scenario, origin?: Origin, contender = 1) {
  const input = { scenario: edited, bundle, contender, replication: 0 };
  const { totals, digest, kpis } = runReplication(origin ? { ...input, origin } : input);
  return { totals, digest, kpis };
}

function saveAt(at: number, contender = 1): Origin {
  const saves: SavedReplication[] = [];
  const onSave = (one: SavedReplication) => void saves.push(one);
  runReplication({ scenario, bundle, contender, replication: 0, saveAt: [at], onSave });
  return { scenario, saved: saves[0] };
}

const straight = run(scenario);
const origin = saveAt(AT);
const { serving, players, observing } = scenario;
const withServing = (change: Partial<typeof serving>) => {
  return { ...scenario, serving: { ...serving, ...change } };
};
const withContender = (change: Partial<Contender>) => {
  const contenders = scenario.contenders.map((one, i) => (i === 1 ? { ...one, ...change } : one));
  return { ...scenario, contenders };
};

describe('a fork', () => {
  it('that changes nothing is the straight run', () => {
    expect(run(scenario, origin)).toEqual(straight);
    expect(run({ ...scenario, question: 'And now?' }, origin)).toEqual(straight);
  });

  it('charges what had run up at the old price', () => {
    const dear = run(withServing({ idleW: 2 * serving.idleW, maxW: 2 * serving.maxW }), origin);
    expect(dear.digest).toBe(straight.digest);
    const before = run({ ...scenario, horizon: AT });
    const { energyJ } = straight.totals;
    const after = energyJ - before.totals.energyJ;
    expect(dear.totals.energyJ / (energyJ + after)).toBeCloseTo(1, 9);
  });

  it('begins with the players of the straight run and goes its own way', () => {
    const rates = { ...players.arrivals, values: players.arrivals.values.map((one) => one * 3) };
    const rush = run({ ...scenario, players: { ...players, arrivals: rates } }, origin);
    const none = { ...rates, values: rates.values.map(() => 0) };
    const end = run({ ...scenario, players: { ...players, arrivals: none } }, origin);
    const before = run({ ...scenario, horizon: AT }).totals.sessionsArrived;
    const later = straight.totals.sessionsArrived - before;
    expect(end.totals.sessionsArrived).toBe(before);
    expect((rush.totals.sessionsArrived - before) / later).toBeGreaterThan(2.5);
    expect((rush.totals.sessionsArrived - before) / later).toBeLessThan(3.5);
  });

  it('wakes a crowd that would never have come', () => {
    const zero = { ...players.arrivals, values: players.arrivals.values.map(() => 0) };
    const quiet = { ...scenario, players: { ...players, arrivals: zero } };
    const saves: SavedReplication[] = [];
    const onSave = (one: SavedReplication) => void saves.push(one);
    const input = { scenario: quiet, bundle, contender: 1, replication: 0 };
    runReplication({ ...input, saveAt: [AT], onSave });
    const woken = run(scenario, { scenario: quiet, saved: saves[0] });
    expect(woken.totals.sessionsArrived).toBeGreaterThan(300);
  });

  it('that changes one contender leaves the others what they were', () => {
    const other = run(withContender(LEAST), saveAt(AT, 0), 0);
    expect(other).toEqual(run(scenario, undefined, 0));
    expect(run(withContender(LEAST), origin).digest).not.toBe(straight.digest);
  });

  it('keeps the memory of a policy that stays, and not of one that goes', () => {
    const [routing] = origin.scenario.contenders;
    expect(routing.name).toBe('mean-load');
    const same = { ...scenario.contenders[1].capacity };
    expect(run(withContender({ capacity: same }), origin)).toEqual(straight);
    const every = { ...same, every: 30_000_000 };
    expect(run(withContender({ capacity: every }), origin).digest).not.toBe(straight.digest);
  });

  it.each([
    ...Object.keys(capacityPolicies).map((use) => ({ capacity: choice(use) })),
    ...Object.keys(routingPolicies).map((use) => ({ routing: choice(use) })),
  ])('can be handed to %j in mid-run', (change) => {
    const { totals } = run(withContender(change), origin);
    expect(totals.requestsAnswered).toBeGreaterThan(1000);
  });

  it.each([
    withServing({ budget: serving.budget / 2 }),
    withServing({ boot: { kind: 'deterministic', value: HOUR } }),
    withServing({ queueLimit: 0 }),
    withServing({ giveUp: 1 }),
    withServing({ service: { kind: 'law', law: { kind: 'deterministic', value: 3_000_000 } } }),
    { ...scenario, observing: { ...observing, every: 60_000_000 } },
    { ...scenario, observing: { ...observing, loss: 1 } },
    { ...scenario, players: { ...players, matchSize: 1 } },
    { ...scenario, players: { ...players, think: { kind: 'deterministic', value: 5_000_000 } } },
    { ...scenario, regions: scenario.regions.map((one) => ({ ...one, quota: 3 })) },
  ] as const satisfies readonly Scenario[])(
    '%# takes another world and is moved by it',
    (edited) => {
      const input = { scenario: edited, bundle, contender: 1, replication: 0, origin };
      const simulation = openReplication(input);
      simulation.run(edited.horizon);
      const books = [...brokenSessions(simulation.world), ...brokenRequests(simulation.world)];
      expect(books).toEqual([]);
      expect(measureReplication(input, simulation).totals).not.toEqual(straight.totals);
    },
  );
});

const LEAST = { routing: choice('baselines/least-loaded') };

function choice(use: string) {
  return { use, every: 60_000_000, parameters: {} };
}

describe('what a fork may change', () => {
  const check = (path: string, value: unknown = 1, edited: Scenario = scenario) => {
    const edits = [{ label: `--set ${path}`, path: path.split('.'), value }];
    return checkFork({ saved: scenario, edited, edits }).map((problem) => problem.wanted);
  };

  it('is listed, whatever stands for the names', () => {
    for (const field of FORKABLE) expect(check(field.replaceAll('*', 'x')), field).toEqual([]);
    expect(check('serving.edge.price')).toEqual([]);
    expect(check('policies.hpa.capacity.target')).toEqual([]);
  });

  it.each([
    ['epoch', /recorded data/],
    ['traces.rtt', /recorded data/],
    ['warm-up', /settled at the start/],
    ['at start', /the start is over/],
    ['regions.east.grid', /laid out/],
    ['regions.east', /laid out/],
    ['players.groups.coast.home', /laid out/],
    ['players', /the one field that changes: players\.arrivals/],
    ['serving', /serving\.budget/],
    ['serving.slots', /laid out by it/],
    ['serving.embodied', /at its end/],
    ['serving.low fidelity', /low fidelity\.fidelity/],
    ['serving.low fidelity.work', /under way/],
    ['observing.delay', /no older scrapes/],
    [
      'policies',
      /policies\.\*\.capacity, policies\.\*\.routing, policies\.\*\.jobs, policies\.\*\.placement/,
    ],
    ['policies.hpa', /policies\.\*\.capacity/],
    ['horizon', /laid over the whole of it at the start/],
    ['nonsense', /fixed once a run has begun/],
  ])('is not %s', (path, reason) => {
    expect(check(path)).toEqual([expect.stringMatching(reason)]);
  });

  it('is the seed only if it stays what it is', () => {
    expect(check('seed', scenario.seed)).toEqual([]);
    const reason = /streams have been drawn/;
    expect(check('seed', 8, { ...scenario, seed: 8 })).toEqual([expect.stringMatching(reason)]);
  });

  it('has the bounds of what was saved', () => {
    const most = { ...scenario, replications: 2 };
    expect(check('replications', 2, most)).toEqual(['1 at most, as saved']);
    const large = scenario.regions.map((one) => ({ ...one, quota: 21 }));
    expect(check('regions.east.quota', 21, { ...scenario, regions: large })).toEqual([
      '20 at most, the largest quota of the save',
    ]);
    const contenders = [...scenario.contenders, { ...scenario.contenders[0], name: 'new' }];
    expect(check('policies.new.capacity', {}, { ...scenario, contenders })).toEqual([
      'a contender of the save: mean-load or hpa',
    ]);
  });
});
