import { uniform } from '../../engine/random.ts';
import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { mayHold } from '../residency/residency.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { GatewaySetup } from './setup.ts';
import { type GatewayState, gatewayOf } from './state.ts';

/** Steps of a weight, as HAProxy's server weights go from 0 to 256. */
const STEPS = 256;

/**
 * Reads weights and usage and puts them into force: the policy's routing as it now stands, and of
 * each region the share of its ready slots that nobody holds or waits for, in steps of 1/256.
 */
export function syncWeights(world: World, simulation: WorldSimulation): void {
  const { state, setup } = gatewayOf(world);
  const { sync, drain, by } = setup.weights;
  const regions = world.setup.regions.length;
  simulation.schedule(simulation.now + sync, KIND.gatewaySyncs);
  for (let link = 0; link < state.weights.length; link++) {
    const before = link % regions === 0 ? 0 : world.routes[link - 1];
    const weight = world.routes[link] - before;
    if (weight <= 0 && state.weights[link] > 0) state.drainUntil[link] = simulation.now + drain;
    state.weights[link] = Math.max(0, weight);
  }
  if (by !== 'usage') return;
  for (let region = 0; region < regions; region++) state.usage[region] = freeShare(world, region);
}

function freeShare(world: World, region: number): number {
  const { fleet, stations, gateway } = world;
  const ready = fleet.readySlots[region];
  if (ready === 0) return 0;
  const waiting = stations[region].waiting.size + (gateway?.queues[region].size ?? 0);
  const free = Math.max(0, 1 - (fleet.busySlots[region] + waiting) / ready);
  // A region that runs keeps the least weight, or nobody would learn that it is free again.
  return Math.max(1, Math.round(STEPS * free)) / STEPS;
}

/** A player's wish for a region, and what it must not be where there is another. */
export interface Wish {
  readonly group: number;
  readonly row: number;
  /** -1: nothing is avoided. */
  readonly avoid: number;
}

/**
 * The region an attempt goes to: the one its player holds; else one that is in, by the weights in
 * force; else the nearest that is in; where none is, as the policy says, whatever its state.
 */
export function chooseRegion(world: World, wish: Wish, now: SimTime): number {
  const { state, setup } = gatewayOf(world);
  const kept = keptRegion(world, state, wish, now);
  if (kept >= 0) return kept;
  const region = drawRegion(world, wish, now, setup);
  state.attempts.region[wish.row] = region;
  state.attempts.heldUntil[wish.row] = now + setup.weights.hold;
  return region;
}

function keptRegion(world: World, state: GatewayState, wish: Wish, now: SimTime): number {
  const { region, heldUntil } = state.attempts;
  const last = region[wish.row];
  if (last < 0) return -1;
  if (now < heldUntil[wish.row]) return last;
  const link = wish.group * world.setup.regions.length + last;
  const isDraining = now < state.drainUntil[link] && state.weights[link] === 0;
  return isDraining && isIn(state, link, now) && last !== wish.avoid ? last : -1;
}

/** Whether a gateway holds a region for good. */
export function isIn(state: GatewayState, link: number, now: SimTime): boolean {
  return state.isHealthy[link] === 1 && state.ejectedUntil[link] <= now;
}

function drawRegion(world: World, wish: Wish, now: SimTime, setup: GatewaySetup): number {
  const { state } = gatewayOf(world);
  for (const avoid of wish.avoid >= 0 ? [wish.avoid, -1] : [-1]) {
    const total = weigh(world, state, { ...wish, avoid }, now);
    if (total > 0) return pick(world, state, wish, setup);
    const near = nearestIn(world, state, { ...wish, avoid }, now);
    if (near >= 0) return near;
  }
  const from = wish.group * world.setup.regions.length;
  state.shares.set(state.weights.subarray(from, from + state.shares.length));
  return pick(world, state, wish, setup);
}

/** Writes the share of each region that is in, and answers their sum. */
function weigh(world: World, state: GatewayState, wish: Wish, now: SimTime): number {
  const { shares, weights, usage } = state;
  const from = wish.group * world.setup.regions.length;
  let total = 0;
  for (let region = 0; region < shares.length; region++) {
    const may = region !== wish.avoid && isIn(state, from + region, now);
    shares[region] = may ? weights[from + region] * usage[region] : 0;
    total += shares[region];
  }
  return total;
}

function nearestIn(world: World, state: GatewayState, wish: Wish, now: SimTime): number {
  const { rtt } = world.setup.groups[wish.group];
  const from = wish.group * rtt.length;
  let best = -1;
  for (let region = 0; region < rtt.length; region++) {
    if (region === wish.avoid || !isIn(state, from + region, now)) continue;
    if (!mayHold(world.setup, wish.group, region)) continue;
    if (best < 0 || rtt[region] < rtt[best]) best = region;
  }
  return best;
}

function pick(world: World, state: GatewayState, wish: Wish, setup: GatewaySetup): number {
  const { place } = world.sessions;
  if (setup.weights.by !== 'least-request') return regionAt(state, place[wish.row]);
  const at = wish.group * 4;
  const one = regionAt(state, uniform(state.choiceChance, at));
  const other = regionAt(state, uniform(state.choiceChance, at));
  const from = wish.group * world.setup.regions.length;
  return burden(state, from, other) < burden(state, from, one) ? other : one;
}

function burden({ outstanding, shares }: GatewayState, from: number, region: number): number {
  return outstanding[from + region] / shares[region];
}

/** The region that a point in [0, 1) falls to by the shares just written. */
function regionAt({ shares }: GatewayState, point: number): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let left = point * total;
  let last = 0;
  for (let region = 0; region < shares.length; region++) {
    if (shares[region] === 0) continue;
    last = region;
    left -= shares[region];
    if (left < 0) return region;
  }
  return last;
}
