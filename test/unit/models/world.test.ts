import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { BINS, binOf, binUppers } from '../../../models/bins.ts';
import { STATE } from '../../../models/fleet.ts';
import { KIND, KINDS } from '../../../models/kinds.ts';
import { routeOf, setRoute } from '../../../models/network.ts';
import { totalsOf } from '../../../models/totals.ts';
import { measureKpis } from '../../../reports/kpis.ts';
import { openScripted, type Seen, scripted } from '../../fixtures/scripted.ts';
import { smallScenario } from '../../fixtures/small-world.ts';

const idle = () => openScripted(scripted({}));

describe('kinds of events', () => {
  it('are numbered by their place in the list', () => {
    const camel = KINDS.map(({ name }) => {
      const [noun, verb] = name.split('.');
      return noun + verb[0].toUpperCase() + verb.slice(1);
    });
    const numbered = Object.entries(KIND)
      .sort((a, b) => a[1] - b[1])
      .map(([name]) => name);
    expect(numbered).toEqual(camel);
  });
});

describe('telemetry bins', () => {
  it('hold every duration between their edges, four to an octave', () => {
    const uppers = binUppers();
    for (const duration of [0, 1, 255, 256, 1_023, 1_024, 5_000, 123_456, 4_000_000, 1e9]) {
      const bin = binOf(duration);
      expect(duration).toBeLessThan(uppers[bin]);
      if (bin > 0) expect(duration).toBeGreaterThanOrEqual(uppers[bin - 1]);
    }
    expect(binOf(1e15)).toBe(BINS - 1);
  });
});

describe('routing', () => {
  it('keeps a player where they are while the weights stay, and splits by weight', () => {
    const { world } = idle();
    setRoute(world, 0, [1, 3]);
    expect([0.1, 0.24, 0.26, 0.99].map((place) => routeOf(world, 0, place))).toEqual([0, 0, 1, 1]);
    setRoute(world, 0, [0, 1]);
    expect([0, 0.5].map((place) => routeOf(world, 0, place))).toEqual([1, 1]);
  });
});

describe('provisioning', () => {
  it('boots what was ordered after its dead time and tells the policy so', () => {
    const seen: Seen[] = [];
    const order = { kind: 'scale', region: 0, market: 'on-demand', instances: 5 } as const;
    const simulation = openScripted(scripted({ 1: [order] }, seen));
    simulation.run(MINUTE + 5 * SECOND);
    expect(held(simulation.world.fleet.state, STATE.booting)).toBe(0);
    simulation.run(MINUTE + 5.3 * SECOND);
    expect(held(simulation.world.fleet.state, STATE.booting)).toBe(3);
    simulation.run(20 * MINUTE);
    expect(simulation.world.fleet.readySlots[0]).toBe(5 * 2);
    const receipts = seen.flatMap((one) => one.receipts);
    expect(receipts).toEqual([
      { order: 'script/1/0', at: 65.2 * SECOND, outcome: 'done', granted: 3, reason: '' },
    ]);
  });

  it('grants up to the quota and says what stopped it', () => {
    const seen: Seen[] = [];
    const order = { kind: 'scale', region: 1, market: 'on-demand', instances: 50 } as const;
    openScripted(scripted({ 0: [order] }, seen)).run(3 * MINUTE);
    const [receipt] = seen.flatMap((one) => one.receipts);
    expect(receipt).toMatchObject({ outcome: 'partial', granted: 18 });
    expect(receipt.reason).toBe('quota of 20 instances reached, those still draining included');
  });

  it('counts instances that still drain against the quota', () => {
    const to = (instances: number) =>
      ({ kind: 'scale', region: 0, market: 'on-demand', instances }) as const;
    const script = { 0: [to(20)], 20: [to(0)], 21: [to(20)] };
    const simulation = openScripted(scripted(script), {}, 10 * SECOND);
    for (let at = 0; at < 10 * MINUTE; at += SECOND) {
      simulation.run(at);
      expect(simulation.world.fleet.billed[0]).toBeLessThanOrEqual(20);
    }
  });

  it('refuses spot instances while every zone is closed', () => {
    const seen: Seen[] = [];
    const order = { kind: 'scale', region: 0, market: 'spot', instances: 2 } as const;
    const script = Object.fromEntries(Array.from({ length: 480 }, (_, n) => [n, [order]]));
    const regions = smallScenario().regions.map((region) => ({ ...region, zones: 1 }));
    openScripted(scripted(script, seen), { regions }).run(8 * HOUR);
    const refusals = seen.flatMap((one) => one.receipts).filter((one) => one.outcome === 'refused');
    expect(new Set(refusals.map((one) => one.reason))).toEqual(
      new Set(['insufficient spot capacity in every zone']),
    );
  });

  it('bills an instance for a minute even when it goes at once', () => {
    const up = { kind: 'scale', region: 0, market: 'on-demand', instances: 3 } as const;
    const down = { ...up, instances: 2 };
    const bill = (script: Parameters<typeof scripted>[0]) => {
      const simulation = openScripted(scripted(script), {}, 10 * SECOND);
      simulation.run(HOUR);
      return simulation.world.ledger.region.costOnDemand[0];
    };
    expect(bill({ 0: [up], 1: [down] }) - bill({})).toBeCloseTo((0.8 * 60) / 3600, 9);
  });
});

describe('a spot zone that closes', () => {
  const order = { kind: 'scale', region: 0, market: 'spot', instances: 6 } as const;
  const busy = { think: { kind: 'exponential', mean: 5 * SECOND } } as const;
  const players = { ...smallScenario().players, ...busy };

  it('puts its instances under notice, then takes them and their requests begin again', () => {
    const simulation = openScripted(scripted({ 0: [order] }), {
      players,
      serving: { ...smallScenario().serving, notice: SECOND },
    });
    const { world } = simulation;
    simulation.run(2 * HOUR - 1);
    const before = world.fleet.billed[1];
    simulation.run(2 * HOUR);
    expect(world.ledger.counts.revocations).toBe(3);
    expect(world.fleet.billed[1]).toBeGreaterThan(before - 3);
    simulation.run(2 * HOUR + SECOND);
    expect(world.fleet.billed[1]).toBe(before - 3);
    expect(world.ledger.counts.requestsInterrupted).toBeGreaterThan(0);
  });
});

describe('the rings', () => {
  const busy = { ...smallScenario().players, think: { kind: 'exponential', mean: 2e6 } } as const;
  const ring = (name: 'edge' | 'fidelity') =>
    ({ kind: 'ring', region: 0, ring: name, reason: 'test' }) as const;

  it('spill requests that find no free slot to the edge, and back', () => {
    const script = { 0: [ring('edge')], 60: [{ ...ring('edge'), ring: 'core' } as const] };
    const simulation = openScripted(scripted(script), { players: busy });
    simulation.run(HOUR);
    const { counts, region } = simulation.world.ledger;
    expect(counts.answeredByEdge).toBeGreaterThan(1_000);
    expect(region.costEdge[0]).toBeCloseTo((region.edgeBusyTime[0] / HOUR) * 1.4, 9);
    simulation.run(HOUR + MINUTE);
    const after = counts.answeredByEdge;
    simulation.run(2 * HOUR);
    expect(counts.answeredByEdge).toBe(after);
    expect(counts.spills + counts.returns).toBe(2);
    expect(simulation.world.ringChanges.map((change) => change.to)).toEqual(['edge', 'core']);
  });

  it('serve the smaller variant in less time', () => {
    const slow = openScripted(scripted({}), { players: busy });
    const quick = openScripted(scripted({ 0: [ring('fidelity')] }), { players: busy });
    slow.run(HOUR);
    quick.run(HOUR);
    expect(quick.world.ledger.counts.answeredLowFidelity).toBeGreaterThan(1_000);
    const answered = (one: typeof slow) => one.world.ledger.counts.requestsAnswered;
    expect(answered(quick)).toBeGreaterThan(answered(slow));
  });
});

describe('a request that waits', () => {
  const none = [0, 1].map((region) => {
    return { kind: 'scale', region, market: 'on-demand', instances: 0 } as const;
  });

  it('is abandoned when its player has had enough, and counts as late', () => {
    const simulation = openScripted(scripted({ 0: none }));
    simulation.run(HOUR);
    const totals = totalsOf(simulation);
    expect(totals.requestsAbandoned).toBeGreaterThan(1_000);
    expect(totals.requestsInFlight).toBeLessThan(200);
    const late = measureKpis(totals)['late-frames'];
    expect('value' in late && late.value).toBeGreaterThan(0.99);
    expect(totals.upTime).toBeLessThan(MINUTE);
  });

  it('is served by the edge as soon as the edge opens, before any newcomer', () => {
    const edge = { kind: 'ring', region: 0, ring: 'edge', reason: 'test' } as const;
    const simulation = openScripted(scripted({ 0: none, 2: [edge] }));
    const [{ waiting }] = simulation.world.stations;
    simulation.run(2 * MINUTE + 5 * SECOND);
    const before = waiting.size;
    simulation.run(2 * MINUTE + 5.2 * SECOND);
    expect(simulation.world.stations[0].edgeBusy).toBe(2);
    expect(waiting.size).toBeLessThan(before);
  });
});

describe('telemetry', () => {
  it('shows nothing younger than its delay and merges the windows of lost scrapes', () => {
    const seen: Seen[] = [];
    const observing = { ...smallScenario().observing, loss: 0.5 };
    openScripted(scripted({}, seen), { observing }).run(2 * HOUR);
    const late = seen.filter((one) => one.observation.window > 0);
    expect(Math.min(...late.map((one) => one.at - one.observedAt))).toBeGreaterThanOrEqual(1e7);
    const windows = new Set(late.map((one) => one.observation.window / (15 * SECOND)));
    expect(windows).toContain(1);
    expect(windows).toContain(3);
  });

  it('counts every request once over windows that do not overlap', () => {
    const seen: Seen[] = [];
    const observing = { ...smallScenario().observing, loss: 0, delay: 0 };
    const simulation = openScripted(scripted({}, seen), { observing }, 15 * SECOND);
    simulation.run(HOUR);
    const shown = seen.slice(1).reduce((sum, { observation }) => {
      return sum + observation.groups[0].requests + observation.groups[1].requests;
    }, 0);
    expect(shown).toBe(simulation.world.ledger.counts.requestsIssued);
  });
});

describe('the lobby', () => {
  it('starts a match when it is full or when its first player has waited long enough', () => {
    const crowd = { ...smallScenario().players, matchSize: 2, fillAfter: 10 * SECOND };
    const simulation = openScripted(scripted({}), { players: crowd });
    simulation.run(HOUR);
    const { counts, lobbySum } = simulation.world.ledger;
    expect(lobbySum / counts.sessionsStarted).toBeLessThan(10 * SECOND);
    expect(counts.sessionsStarted).toBeGreaterThan(counts.sessionsArrived * 0.8);
  });
});

function held(states: Uint8Array, state: number): number {
  return states.filter((one) => one === state).length;
}
