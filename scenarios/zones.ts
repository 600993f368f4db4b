import { openStream, uniform } from '../engine/random.ts';
import { DAY } from '../engine/units.ts';
import type { Series } from '../traces/series.ts';

/** Recordings are cut on whole ten-minute ticks, the grid of the public spot recordings. */
const TICK = DAY / 144;

/** A spot zone's place in the world. */
export interface ZonePlace {
  readonly region: string;
  /** Number of the zone in its region. */
  readonly zone: number;
  /** Number of the zone in the world: which recording it takes. */
  readonly nth: number;
}

/**
 * The recording a zone lives under in one replication: the n-th one of the bundle, begun at a
 * random tick of its cycle, so that replications differ in their spot weeks and contenders do not.
 * Recordings made side by side begin at one tick in all zones of a region: they fall together.
 */
export function zoneSeries(recordings: readonly Series[], place: ZonePlace, seed: number): Series {
  const series = recordings[place.nth % recordings.length];
  const name = series.beside === undefined ? `${place.region}/${place.zone}` : place.region;
  const stream = openStream(seed, `market/zones/${name}`);
  return shiftCycle(series, series.span * uniform(stream, 0));
}

/** The same cycle begun at a later tick: what came before it follows at the end. */
export function shiftCycle(series: Series, by: number): Series {
  const cut = Math.floor(by / TICK) * TICK;
  const first = series.times.findLastIndex((time) => time <= cut);
  const order = series.times.map((_, place) => (first + place) % series.times.length);
  const times = order.map((place, nth) => {
    if (nth === 0) return 0;
    return series.times[place] - cut + (place <= first ? series.span : 0);
  });
  const values = order.map((place) => series.values[place]);
  if (cut > series.times[first]) {
    times.push(series.times[first] - cut + series.span);
    values.push(series.values[first]);
  }
  return { ...series, times, values, end: 'repeat' };
}
