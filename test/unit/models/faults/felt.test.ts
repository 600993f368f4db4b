import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../engine/units.ts';
import { isReachable } from '../../../../models/network/partition.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import type { Decision } from '../../../../policies/decision.ts';
import type { FaultScenario } from '../../../../scenarios/scenario.ts';
import { openAudit } from '../../../checkers/audit.ts';
import { brokenInvariants } from '../../../checkers/invariants.ts';
import { faultOf } from '../../../fixtures/faults.ts';
import { openScripted, type Seen, scripted } from '../../../fixtures/scripted.ts';

const plenty: Readonly<Record<number, readonly Decision[]>> = {
  0: [0, 1].map((region) => ({ kind: 'scale', region, market: 'on-demand', instances: 12 })),
};

/** The small world with plenty of capacity, checked and audited, to the end of the faults. */
function play(faults: readonly FaultScenario[], until: number, seen: Seen[] = []): WorldSimulation {
  const simulation = openScripted(scripted(plenty, seen), { faults });
  const audit = openAudit(simulation);
  for (let at = 5 * MINUTE; at <= until; at += 5 * MINUTE) {
    simulation.run(at);
    expect(brokenInvariants(simulation)).toEqual([]);
  }
  expect(audit()).toEqual([]);
  return simulation;
}

const between = (seen: readonly Seen[], from: number, to: number) =>
  seen.filter(({ at }) => at > from && at <= to);

describe('a brown-out', () => {
  const slow = [faultOf({ fault: 'brown-out', region: 'east', factor: 3, lasts: 30 * MINUTE })];

  it('makes services of its region longer by its factor, and only while it lasts', () => {
    const seen: Seen[] = [];
    play(slow, 2 * HOUR, seen);
    const held = (region: number, from: number, to: number) => {
      const turns = between(seen, from, to).map(({ observation }) => observation.regions[region]);
      const busy = turns.reduce((sum, one) => sum + one.busySlotSeconds, 0);
      return busy / turns.reduce((sum, one) => sum + one.answered, 0);
    };
    const before = held(0, 10 * MINUTE, HOUR);
    expect(held(0, HOUR + MINUTE, HOUR + 30 * MINUTE) / before).toBeCloseTo(3, 0);
    expect(held(0, HOUR + 32 * MINUTE, 2 * HOUR) / before).toBeCloseTo(1, 0);
    expect(held(1, HOUR + MINUTE, HOUR + 30 * MINUTE) / before).toBeCloseTo(1, 0);
  });
});

describe('a partition', () => {
  it('cuts a group off from a region, and heals', () => {
    const cut = faultOf({ fault: 'partition', region: 'east', group: 'coast', lasts: MINUTE });
    const { world } = play([cut], 55 * MINUTE);
    expect(isReachable(world, 0, 0)).toBe(true);
    const simulation = play([cut], HOUR);
    expect([0, 1].map((group) => isReachable(simulation.world, group, 0))).toEqual([false, true]);
    simulation.run(HOUR + MINUTE);
    expect(isReachable(simulation.world, 0, 0)).toBe(true);
  });

  it('cuts the backbone between two regions, once for each fault that does', () => {
    const link = { fault: 'partition', region: 'east', farRegion: 'west' } as const;
    const faults = [
      faultOf({ ...link, name: 'one' }),
      faultOf({ ...link, name: 'other', at: 90 * MINUTE }),
    ];
    const simulation = play(faults, 100 * MINUTE);
    expect(simulation.world.network.cutCount).toBe(2);
    expect(isReachable(simulation.world, 0, 1)).toBe(false);
    simulation.run(2 * HOUR);
    expect(isReachable(simulation.world, 0, 1)).toBe(false);
    simulation.run(2.5 * HOUR);
    expect(simulation.world.network.cutCount).toBe(0);
    expect(isReachable(simulation.world, 0, 1)).toBe(true);
  });
});

describe('a mass disconnect', () => {
  it('cuts its share of a group off in an instant', () => {
    const cut = faultOf({ fault: 'mass disconnect', group: 'coast', share: 0.5, lasts: 0 });
    const simulation = openScripted(scripted(plenty), { faults: [cut] });
    simulation.run(HOUR - 1);
    const [coast, valley] = simulation.world.playing;
    simulation.run(HOUR);
    const [left, others] = simulation.world.playing;
    expect(left / coast).toBeGreaterThan(0.35);
    expect(left / coast).toBeLessThan(0.65);
    expect(Math.abs(others - valley)).toBeLessThan(5);
    expect(brokenInvariants(simulation)).toEqual([]);
  });
});

describe('telemetry in trouble', () => {
  it('shows the last scrape again and again while scrapes are lost, and then one long window', () => {
    const seen: Seen[] = [];
    play([faultOf({ fault: 'telemetry lost' })], 2.2 * HOUR, seen);
    const blind = between(seen, HOUR + 20 * SECOND, 2 * HOUR);
    expect(new Set(blind.map(({ observedAt }) => observedAt)).size).toBe(1);
    const first = between(seen, 2 * HOUR + 30 * SECOND, 2.2 * HOUR)[0];
    expect(first.observation.window).toBeLessThan(MINUTE);
    const widest = Math.max(...seen.map(({ observation }) => observation.window));
    expect(widest).toBeLessThanOrEqual(HOUR + 15 * SECOND);
  });

  it('reads nothing of a region whose counts are lost, and three times the truth of a poisoned', () => {
    const lost = faultOf({ fault: 'telemetry lost', region: 'east' });
    const poisoned = faultOf({ fault: 'telemetry poisoned', region: 'west', factor: 3 });
    const seen: Seen[] = [];
    const sound: Seen[] = [];
    play([lost, poisoned], 2.5 * HOUR, seen);
    play([], 2.5 * HOUR, sound);
    const sum = (turns: readonly Seen[], region: number, from: number, to: number) => {
      const windows = between(turns, from, to).map(
        ({ observation }) => observation.regions[region],
      );
      return windows.reduce((all, one) => all + one.arrivals, 0);
    };
    const during = [HOUR + MINUTE, 2 * HOUR] as const;
    const after = [2 * HOUR + MINUTE, 2.5 * HOUR] as const;
    expect(sum(sound, 0, ...during)).toBeGreaterThan(100);
    expect(sum(seen, 0, ...during)).toBe(0);
    expect(sum(seen, 1, ...during)).toBe(3 * sum(sound, 1, ...during));
    expect(sum(seen, 0, ...after)).toBe(sum(sound, 0, ...after));
    expect(sum(seen, 1, ...after)).toBe(sum(sound, 1, ...after));
  });
});

describe('a feed that is out', () => {
  it('shows the prices of its beginning, while the true ones are charged', () => {
    const out = faultOf({ fault: 'feed outage', feed: 'prices', at: 2.5 * HOUR, lasts: HOUR });
    const seen: Seen[] = [];
    play([out], 4 * HOUR, seen);
    const shown = (at: number) =>
      between(seen, at - MINUTE, at)[0].observation.regions[0].onDemandPricePerHour;
    // The recording steps from 0.80 to 0.88 at 3 h.
    expect([shown(2 * HOUR), shown(3.4 * HOUR), shown(3.8 * HOUR)]).toEqual([0.8, 0.8, 0.8 * 1.1]);
  });

  it('shows the intensity of its beginning', () => {
    const out = faultOf({ fault: 'feed outage', feed: 'carbon', at: 30 * MINUTE, lasts: HOUR });
    const seen: Seen[] = [];
    play([out], 2 * HOUR, seen);
    const shown = (at: number) =>
      between(seen, at - MINUTE, at)[0].observation.regions[0].intensityGPerKwh;
    expect([shown(80 * MINUTE), shown(95 * MINUTE)]).toEqual([300, 200]);
  });
});

describe('a clock that is off', () => {
  it('stamps observations by as much, but never later than they are used', () => {
    const seen: Seen[] = [];
    const skewed = (skew: number) => [faultOf({ fault: 'clock skew', skew })];
    play(skewed(-5 * MINUTE), 2.1 * HOUR, seen);
    const ages = between(seen, HOUR + MINUTE, 2 * HOUR).map(
      ({ at, observedAt }) => at - observedAt,
    );
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(5 * MINUTE);
    const ahead: Seen[] = [];
    play(skewed(5 * MINUTE), 2.1 * HOUR, ahead);
    const cut = between(ahead, HOUR + MINUTE, 2 * HOUR);
    expect(cut.every(({ at, observedAt }) => at === observedAt)).toBe(true);
  });
});
