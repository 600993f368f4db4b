import { MILLISECOND } from '../../engine/units.ts';
import type { LinkJitter } from '../series-links.ts';

const bodyMs = [
  15, 20.8, 31.1, 59.7, 94.1, 128.8, 162, 192.8, 220, 243.2, 263.7, 281.7, 299.5, 316.6, 333, 349.4,
  364.9, 380.1, 395.5, 437.8, 605,
];

/**
 * The population of links between 99 personal devices, fitted to all readings of the recording
 * (Zhu et al., IEEE/ACM ToN 2017, NetLatency-Data, MIT; 72 slices, 1 458 sweeps, 10 ms resolution).
 * The time between sweeps rests on slices of 16 s, recalled from the paper's text. A test fits the
 * recording again and holds these figures against it.
 */
export const seattleLinks: LinkJitter = {
  quiet: 2.18 * MILLISECOND,
  delayed: { a: 4.54, b: 4.46 },
  body: bodyMs.map((ms) => Math.round(ms * MILLISECOND)),
  far: { a: 0.757, b: 7.54 },
  tail: { shape: 0.834, scale: 273 * MILLISECOND },
  memory: { share: 0.079, keep: 0.54, step: 78_222 * MILLISECOND },
};
