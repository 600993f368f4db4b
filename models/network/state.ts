import { openStream, STATE_WORDS } from '../../engine/random.ts';
import type { Setup } from '../setup.ts';
import { drawMood } from './links.ts';

/** What changes in the network during a run; links by group * regions + region. */
export interface NetworkState {
  /** Each link's mood: a standard normal score that drifts; see `LinkJitter.memory`. */
  readonly moods: Float64Array;
  /** A stream of chance for each link's mood, four words a link; empty without link laws. */
  readonly chance: Int32Array;
  /** What a way round cut backbone links adds to a link's base, microseconds; Infinity: no way. */
  readonly detours: Float64Array;
  /** How many cuts lie on the backbone link from one region to another, both ways alike. */
  readonly cuts: Int32Array;
  /** How many cuts there are in all. */
  cutCount: number;
}

/** The network at time 0: every link in a mood of its own, nothing cut. */
export function openNetwork({ seed, groups, regions, links }: Setup): NetworkState {
  const count = groups.length * regions.length;
  const moods = new Float64Array(count);
  const chance = new Int32Array(links === undefined ? 0 : count * STATE_WORDS);
  if (links !== undefined) {
    groups.forEach((group, g) => {
      regions.forEach((region, r) => {
        const link = g * regions.length + r;
        const at = link * STATE_WORDS;
        chance.set(openStream(seed, `moods/${group.name}/${region.name}`), at);
        moods[link] = drawMood(chance, at);
      });
    });
  }
  return {
    moods,
    chance,
    detours: new Float64Array(count),
    cuts: new Int32Array(regions.length * regions.length),
    cutCount: 0,
  };
}
