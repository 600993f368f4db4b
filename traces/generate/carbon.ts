import { draw } from '../../engine/distributions.ts';
import { cos, sin } from '../../engine/math.ts';
import { openStream } from '../../engine/random.ts';
import { HOUR } from '../../engine/units.ts';
import type { Series } from '../series.ts';
import type { CarbonFigures } from './carbon-figures.ts';

const radiansPerHour = (2 * Math.PI) / 24;
const standardNormal = { kind: 'normal', mean: 0, sd: 1 } as const;

/** What a generated carbon series covers: zone, first hour and length. */
export interface CarbonSpan {
  readonly zone: string;
  /** Unix seconds of time 0. */
  readonly epoch: number;
  readonly hours: number;
}

/**
 * Hourly average intensity: level, daily and weekly cycle in UTC, and noise with two memories.
 * A longer span extends a shorter one without changing it.
 */
export function generateCarbon(figures: CarbonFigures, span: CarbonSpan, seed: number): Series {
  const stream = openStream(seed, `carbon/${span.zone}`);
  const noise = noiseWalk(figures, stream, draw(standardNormal, stream, 0));
  const times = Array.from({ length: span.hours }, (_, i) => i * HOUR);
  const firstHour = Math.floor(span.epoch / 3600);
  const values = times.map((_, i) => intensityAt(figures, firstHour + i, noise()));
  const name = span.zone;
  return { name, unit: 'gCO2e/kWh', times, values, span: span.hours * HOUR, end: 'repeat' };
}

/**
 * The hours before a generated series, oldest first: noise of this law runs backwards as it runs
 * forwards, so the past is the same walk from the same start with draws of its own.
 */
export function generatePast(figures: CarbonFigures, span: CarbonSpan, seed: number): number[] {
  const start = draw(standardNormal, openStream(seed, `carbon/${span.zone}`), 0);
  const noise = noiseWalk(figures, openStream(seed, `carbon-past/${span.zone}`), start);
  noise();
  const firstHour = Math.floor(span.epoch / 3600);
  const backwards = Array.from({ length: span.hours }, (_, i) => {
    return intensityAt(figures, firstHour - 1 - i, noise());
  });
  return backwards.reverse();
}

function intensityAt(figures: CarbonFigures, hour: number, z: number): number {
  const raw = cycleAt(figures, hour) + z * figures.noise[z < 0 ? 0 : 1];
  return Math.round(10 * Math.min(figures.most, Math.max(figures.least, raw))) / 10;
}

function cycleAt(figures: CarbonFigures, hour: number): number {
  const [cos24, sin24, cos12, sin12] = figures.cycle;
  const angle = radiansPerHour * (hour % 24);
  const day = cos24 * cos(angle) + sin24 * sin(angle);
  const halfDay = cos12 * cos(2 * angle) + sin12 * sin(2 * angle);
  return figures.level + day + halfDay + weekend(figures, hour);
}

// Day 0 of Unix time was a Thursday.
function weekend(figures: CarbonFigures, hour: number): number {
  const weekday = (Math.floor(hour / 24) + 4) % 7;
  if (weekday === 6) return figures.saturday;
  return weekday === 0 ? figures.sunday : 0;
}

// The slow part, which stands for weather and season, starts at the zone's median: a short run then
// meets a typical week instead of whatever season the seed would draw.
function noiseWalk(figures: CarbonFigures, stream: Int32Array, start: number): () => number {
  const slow = memoryWalk(figures.memory[0], stream, 0);
  const fast = memoryWalk(figures.memory[1], stream, start);
  const slowScale = Math.sqrt(figures.slowShare);
  const fastScale = Math.sqrt(1 - figures.slowShare);
  return () => slowScale * slow() + fastScale * fast();
}

function memoryWalk(memory: number, stream: Int32Array, start: number): () => number {
  const fresh = Math.sqrt(1 - memory * memory);
  let level = start;
  return () => {
    const now = level;
    level = memory * level + fresh * draw(standardNormal, stream, 0);
    return now;
  };
}
