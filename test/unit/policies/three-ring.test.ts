import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../policies/contract.ts';
import type { Decision } from '../../../policies/decision.ts';
import type { Market, RegionObservation, Ring } from '../../../policies/observation.ts';
import { capacityPolicies } from '../../../policies/registry.ts';
import { briefOf, regionSeen, seen } from '../../policies/world.ts';

const EVERY = 30_000_000;
const BOOT_TURNS = 5;
const UPPER = Array.from({ length: 20 }, (_, i) => 100_000 * (i + 1));

interface Told {
  readonly turn: number;
  readonly decision: Decision;
}

interface Script {
  readonly turns: number;
  /** Arrivals in west per window; east stays empty. */
  readonly arrivals: (turn: number) => number;
  readonly sellsSpot?: (turn: number) => boolean;
  readonly parameters?: Readonly<Record<string, number>>;
  /** Telemetry shows the same last scrape in the turns from the first up to the second. */
  readonly blind?: readonly [from: number, to: number];
}

/** Plays one region against the loop: orders boot in two and a half minutes, spot may be refused. */
function play(script: Script) {
  const policy = capacityPolicies['ecim-g/three-ring'].create(
    script.parameters ?? {},
    briefOf(),
    EVERY,
  );
  const due: Record<Market, number[]> = { 'on-demand': [0], spot: [] };
  const told: Told[] = [];
  let ring: Ring = 'core';
  let memory = policy.begin();
  let receipts: Receipt[] = [];
  let news = { observedAt: 0, observation: seen() };
  const rules: string[] = [];
  const [blindFrom, blindTo] = script.blind ?? [Infinity, Infinity];
  for (let turn = 0; turn < script.turns; turn += 1) {
    const sells = script.sellsSpot?.(turn) ?? true;
    const west = regionOf(script.arrivals(turn), due, turn, { ring, zonesUp: sells ? 3 : 0 });
    const at = turn * EVERY + EVERY;
    const isBlind = turn >= blindFrom && turn < blindTo;
    if (!isBlind) news = { observedAt: at, observation: seen({ regions: [west, regionSeen()] }) };
    const verdict = policy.decide({ at, ...news, receipts, memory });
    memory = verdict.memory;
    rules.push(verdict.because.rule);
    receipts = [];
    verdict.decisions.forEach((decision, index) => {
      if (decision.kind !== 'scale' && decision.kind !== 'ring') return;
      if (decision.region !== 0) return;
      told.push({ turn, decision });
      if (decision.kind === 'ring') ring = decision.ring;
      else if (decision.market === 'spot' && !sells) {
        const order = `capacity/${turn}/${index}`;
        receipts.push({ order, at, outcome: 'refused', granted: 0, reason: 'none sold' });
      } else hold(due[decision.market], decision.instances, turn + BOOT_TURNS);
    });
  }
  return { told, due, ring, rules };
}

function hold(due: number[], instances: number, readyAt: number): void {
  due.length = Math.min(due.length, instances);
  while (due.length < instances) due.push(readyAt);
}

function regionOf(
  arrivals: number,
  due: Record<Market, number[]>,
  turn: number,
  options: Partial<RegionObservation>,
): RegionObservation {
  const readyOf = (market: Market) => due[market].filter((at) => at <= turn).length;
  const ready = { 'on-demand': readyOf('on-demand'), spot: readyOf('spot') };
  const booting = {
    'on-demand': due['on-demand'].length - ready['on-demand'],
    spot: due.spot.length - ready.spot,
  };
  const count = UPPER.map((_, bin) => (bin < 10 ? arrivals / 10 : 0));
  const service = { upper: UPPER, count };
  return regionSeen({ arrivals, ready, booting, service, answerWork: service, ...options });
}

function scalesOf(told: readonly Told[], market: Market): number[] {
  return told.flatMap(({ decision }) =>
    decision.kind === 'scale' && decision.market === market ? [decision.instances] : [],
  );
}

describe('the three-ring loop', () => {
  it('holds what it has until there is telemetry', () => {
    const policy = capacityPolicies['ecim-g/three-ring'].create({}, briefOf(), EVERY);
    const observation = seen({ window: 0 });
    const turn = { at: 0, observedAt: 0, observation, receipts: [], memory: policy.begin() };
    expect(policy.decide(turn).decisions).toEqual([]);
  });

  it('covers a constant load and then orders nothing more', () => {
    const { told, due } = play({ turns: 240, arrivals: () => 1800 });
    // 60 requests a second of half a second: 30 erlangs on 8 slots each.
    const held = due['on-demand'].length + due.spot.length;
    expect(held).toBeGreaterThan(4);
    expect(held).toBeLessThan(9);
    expect(told.filter(({ turn, decision }) => turn > 150 && decision.kind === 'scale')).toEqual(
      [],
    );
  });

  it('counts what is booting: a step is not ordered twice', () => {
    const { told } = play({ turns: 60, arrivals: (turn) => (turn < 20 ? 300 : 1800) });
    const most = Math.max(...scalesOf(told, 'spot')) + Math.max(...scalesOf(told, 'on-demand'), 1);
    expect(most).toBeLessThan(14);
  });

  it('lets the core take the shortfall when no spot is to be had', () => {
    const { due } = play({ turns: 60, arrivals: () => 1800, sellsSpot: () => false });
    expect(due.spot).toEqual([]);
    expect(due['on-demand'].length).toBeGreaterThan(4);
  });

  it('holds no spot capacity when told not to', () => {
    const { told } = play({
      turns: 60,
      arrivals: () => 1800,
      parameters: { 'most-elastic': 0 },
    });
    expect(scalesOf(told, 'spot')).toEqual([]);
  });

  it('opens the outer rings for a surge with a reason and closes them after it', () => {
    const { told, ring } = play({
      turns: 200,
      arrivals: (turn) => (turn >= 40 && turn < 60 ? 4500 : 600),
    });
    const rings = told.flatMap(({ decision }) => (decision.kind === 'ring' ? [decision] : []));
    expect(rings.map((decision) => decision.ring)).toContain('edge');
    expect(rings.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(['core', 'elastic']).toContain(ring);
  });

  it('releases capacity slowly and reverses seldom under a wavering load', () => {
    const { told } = play({
      turns: 480,
      arrivals: (turn) => 1500 + (turn % 20 < 10 ? 300 : -300),
    });
    const late = told.filter(({ turn, decision }) => turn > 120 && decision.kind === 'scale');
    expect(late.length).toBeLessThan(8);
  });

  describe('when telemetry stops', () => {
    const drop = (turn: number) => (turn < 60 ? 1800 : 150);
    const turnsOf = ({ told }: ReturnType<typeof play>, from: number) =>
      told.flatMap(({ turn }) => (turn >= from ? [turn] : []));

    it('releases after the wait while it can see', () => {
      expect(turnsOf(play({ turns: 200, arrivals: drop }), 70).length).toBeGreaterThan(0);
    });

    it('orders nothing on an old scrape, however long it lasts, and says so', () => {
      const played = play({ turns: 200, arrivals: drop, blind: [65, 200] });
      expect(turnsOf(played, 66)).toEqual([]);
      expect(played.rules[64]).toBe('forecast, insure, hold; rings by risk');
      expect(played.rules.slice(75)).toEqual(
        Array(125).fill('hold everything: telemetry is too old'),
      );
    });

    it('starts every wait anew when telemetry is back', () => {
      const wait = 20;
      const played = play({ turns: 200, arrivals: drop, blind: [65, 120] });
      expect(turnsOf(played, 66)[0]).toBeGreaterThanOrEqual(120 + wait);
      expect(played.rules[120]).toBe('forecast, insure, hold; rings by risk');
    });

    it('opens no ring while one scrape is looked at again and again', () => {
      const surge = (turn: number) => (turn >= 40 ? 4500 : 600);
      const rings = ({ told }: ReturnType<typeof play>) =>
        told.flatMap(({ turn, decision }) => (decision.kind === 'ring' && turn > 39 ? [turn] : []));
      const parameters = { 'stale-scrapes': 1000, 'open-after': 60_000_000 };
      expect(rings(play({ turns: 60, arrivals: surge, parameters })).length).toBeGreaterThan(0);
      expect(rings(play({ turns: 60, arrivals: surge, parameters, blind: [41, 60] }))).toEqual([]);
    });
  });
});
