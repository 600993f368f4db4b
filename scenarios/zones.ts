import { DAY } from '../engine/units.ts';
import type { Series } from '../traces/series.ts';

/** Golden-section share of a cycle: zones that share one recording start well apart in it. */
const PHASE = 0.381966;

/** Recordings are cut on whole ten-minute ticks, the grid of the public spot recordings. */
const TICK = DAY / 144;

/** The n-th zone of the world takes the n-th recording; beyond them, the same ones out of phase. */
export function zoneSeries(recordings: readonly Series[], zone: number): Series {
  const series = recordings[zone % recordings.length];
  const round = Math.floor(zone / recordings.length);
  return round === 0 ? series : shiftCycle(series, series.span * ((PHASE * round) % 1));
}

/** The same cycle begun at a later tick: what came before it follows at the end. */
function shiftCycle(series: Series, by: number): Series {
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
