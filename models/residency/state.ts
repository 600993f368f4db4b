import { createSketch, type Sketch } from '../../engine/sketch.ts';
import type { Setup } from '../setup.ts';

/** Look-ups under way and their account: plain data. */
export interface LookUps {
  /** The longest of a request's look-ups at each shard, by row * shards + shard. */
  times: Float64Array;
  /** Requests that looked up, once for every region they came to. */
  requests: number;
  /** Of these, those that asked a shard of another building. */
  away: number;
  /** Time from reaching a region to knowing all, microseconds. */
  sum: number;
  spread: Sketch;
}

/** Nobody has looked anything up. */
export function createLookUps({ lookUps }: Setup): { readonly lookUps?: LookUps } {
  if (lookUps === undefined) return {};
  const times = new Float64Array(0);
  return { lookUps: { times, requests: 0, away: 0, sum: 0, spread: createSketch() } };
}
