import { exp } from '../../engine/math.ts';
import { uniform } from '../../engine/random.ts';
import { normalQuantile } from '../../engine/special.ts';
import type { Duration } from '../../engine/units.ts';

/** One way players of a group reach the network; microseconds. */
export interface AccessSetup {
  /** Share of the group's players up to and with this way; that of the last is 1. */
  readonly upTo: number;
  /** Least round trip over the line. */
  readonly base: Duration;
  /** Delay beyond it: log-normal, by median and by the sigma of its logarithm. */
  readonly delayMedian: Duration;
  readonly delaySigma: number;
  /** Chance that a request or its answer is lost on the way. */
  readonly loss: number;
  /** Mean length of a spell in which everything is lost. */
  readonly burst: Duration;
}

/** Least time after which a sender takes a packet for lost, beside the round trip (Linux). */
export const leastTimeOut: Duration = 200_000;

/** A sender tries again this often at most: the sixth time it has waited half a minute. */
const mostTries = 6;
const longestDelay = 60_000_000;
const HALF_STEP = 5.551115123125783e-17;

/** The way of a player whose fixed point in [0, 1) is `point`. */
export function accessAt(ways: readonly AccessSetup[], point: number): AccessSetup {
  let way = 0;
  while (way < ways.length - 1 && point >= ways[way].upTo) way++;
  return ways[way];
}

/** Round trip over the access line alone, microseconds. Takes one draw, always. */
export function drawAccess(way: AccessSetup, state: Int32Array, at: number): number {
  const score = normalQuantile(uniform(state, at) + HALF_STEP);
  return way.base + Math.min(longestDelay, way.delayMedian * exp(way.delaySigma * score));
}

/**
 * What losses cost a request with this round trip, microseconds: after a time-out, doubled each
 * time, the sender sends again, and meets the same bad spell if it still lasts. Losses follow a
 * two-state chain (Gilbert 1960) that loses everything while it is bad. Takes one draw, always.
 */
export function drawLoss(way: AccessSetup, rtt: Duration, state: Int32Array, at: number): number {
  let u = uniform(state, at);
  let chance = way.loss;
  let wait = rtt + leastTimeOut;
  let cost = 0;
  for (let tries = 0; tries < mostTries && u < chance; tries++) {
    cost += wait;
    u /= chance;
    chance = stillBad(way, wait);
    wait *= 2;
  }
  return cost;
}

/** Chance that what was lost is lost again after a wait. */
function stillBad({ loss, burst }: AccessSetup, wait: Duration): number {
  // The chain forgets at the rates of its two states together; bad ones last `burst` on average.
  const rate = 1 / (burst * (1 - loss));
  return loss + (1 - loss) * exp(-wait * rate);
}
