import { createFifo, type Fifo } from '../../engine/fifo.ts';
import { openStream } from '../../engine/random.ts';
import type { Setup } from '../setup.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import type { GatewaySetup } from './setup.ts';

/**
 * What happened at the gateways since the ledger opened. Attempts sent = answered + served for
 * nobody + refused by gateways + refused by full regions + lost + taken back + under way.
 */
export interface GatewayCounts {
  sent: number;
  answered: number;
  /** Served to the end after the client had given up on them. */
  wasted: number;
  /** Refused by admission: no token, a full queue, a deadline passed. */
  shed: number;
  /** Refused by a region whose own queue was full. */
  rejected: number;
  /** Sent to a region that could not be reached. */
  lost: number;
  /** Taken back after a time-out. */
  cancelled: number;
  timedOut: number;
  /** Retries that the budget did not allow. */
  overBudget: number;
  /** Times a gateway took a region out, by its checks or by what its requests met. */
  ejections: number;
  /** First times out per gateway and fault, and the time each took from the fault's beginning. */
  faultsSeen: number;
  faultDelay: number;
  /** Attempts under way when the ledger opened. */
  underWayAtOpen: number;
}

/** The gateways of all groups; links are group * regions + region. */
export interface GatewayState {
  readonly attempts: Attempts;
  underWay: number;
  counts: GatewayCounts;
  /** 1 while a link's checks hold the region for healthy, and results of one kind in a row. */
  readonly isHealthy: Uint8Array;
  readonly streak: Int32Array;
  /** Requests in a row that failed on a link; when it is let in again; recent ejections. */
  readonly failures: Int32Array;
  readonly ejectedUntil: Float64Array;
  readonly timesEjected: Int32Array;
  /** Weights in force: the policy's, and what usage leaves of a region's. */
  readonly weights: Float64Array;
  readonly usage: Float64Array;
  readonly drainUntil: Float64Array;
  /** Attempts in the air by link, as the gateway counts them. */
  readonly outstanding: Int32Array;
  /** Attempts let into each region, and those that wait at its gateway. */
  readonly inside: Int32Array;
  readonly queues: readonly Fifo[];
  /** Tokens of each group and when they were counted. */
  readonly tokens: Float64Array;
  readonly tokensAt: Float64Array;
  /** Retries that each group may still make. */
  readonly retries: Float64Array;
  /** 1 once a link was out during a fault, by fault * links + link. */
  readonly hasSeen: Uint8Array;
  /** Telemetry's counts since the last scrape, by region. */
  readonly shedSeen: Float64Array;
  /** Streams of chance: checks by link, choices by group, four words each. */
  readonly checkChance: Int32Array;
  readonly choiceChance: Int32Array;
  /** Scratch for one choice. */
  readonly shares: Float64Array;
}

/** Counts that are all 0, of a ledger that opens with so many attempts under way. */
export function createGatewayCounts(underWayAtOpen: number): GatewayCounts {
  return {
    sent: 0,
    answered: 0,
    wasted: 0,
    shed: 0,
    rejected: 0,
    lost: 0,
    cancelled: 0,
    timedOut: 0,
    overBudget: 0,
    ejections: 0,
    faultsSeen: 0,
    faultDelay: 0,
    underWayAtOpen,
  };
}

/** The gateways at time 0: every region in, at the weight of home; undefined: there are none. */
export function createGateway(setup: Setup): GatewayState | undefined {
  const { gateway, regions, groups, faults, seed } = setup;
  if (gateway === undefined) return undefined;
  const links = regions.length * groups.length;
  return {
    attempts: createAttempts(1024),
    underWay: 0,
    counts: createGatewayCounts(0),
    isHealthy: new Uint8Array(links).fill(1),
    streak: new Int32Array(links),
    failures: new Int32Array(links),
    ejectedUntil: new Float64Array(links),
    timesEjected: new Int32Array(links),
    weights: homeWeights(setup),
    usage: new Float64Array(regions.length).fill(1),
    drainUntil: new Float64Array(links),
    outstanding: new Int32Array(links),
    inside: new Int32Array(regions.length),
    queues: regions.map(() => createFifo()),
    tokens: Float64Array.from(groups, (_, g) => gateway.admission?.buckets[g]?.burst ?? 0),
    tokensAt: new Float64Array(groups.length),
    retries: new Float64Array(groups.length).fill(gateway.clients.reserve),
    hasSeen: new Uint8Array(faults.length * links),
    shedSeen: new Float64Array(regions.length),
    checkChance: streams(seed, 'gateway/checks', links),
    choiceChance: streams(seed, 'gateway/choices', groups.length),
    shares: new Float64Array(regions.length),
  };
}

/** The two halves of a world with gateways; for what only such a world does. */
export function gatewayOf(world: { readonly setup: Setup; readonly gateway?: GatewayState }): {
  readonly state: GatewayState;
  readonly setup: GatewaySetup;
} {
  const { gateway: state, setup } = world;
  if (state === undefined || setup.gateway === undefined) {
    throw new Error('the world has no gateway');
  }
  return { state, setup: setup.gateway };
}

function homeWeights({ groups, regions }: Setup): Float64Array {
  const weights = new Float64Array(groups.length * regions.length);
  groups.forEach(({ home }, g) => {
    weights[g * regions.length + home] = 1;
  });
  return weights;
}

function streams(seed: number, name: string, count: number): Int32Array {
  const words = new Int32Array(count * 4);
  for (let at = 0; at < count; at++) words.set(openStream(seed, `${name}/${at}`), at * 4);
  return words;
}
