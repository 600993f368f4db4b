import type { SimTime } from '../engine/units.ts';
import type { Series } from './series.ts';

/** Value in force at an instant; before 0 the first value, after the span as `end` says. */
export function valueAt(series: Series, t: SimTime): number {
  return series.values[stepAt(series, cyclePosition(series, t))];
}

/** First instant after t at which the value differs from that at t; Infinity when none does. */
export function nextChange(series: Series, t: SimTime): SimTime {
  const from = Math.max(t, 0);
  const position = cyclePosition(series, from);
  const at = stepAt(series, position);
  const later = differingStep(series, at + 1, series.values[at]);
  if (later < series.times.length) return from - position + series.times[later];
  if (series.end === 'hold') return Number.POSITIVE_INFINITY;
  const wrapped = differingStep(series, 0, series.values[at]);
  if (wrapped === series.times.length) return Number.POSITIVE_INFINITY;
  return from - position + series.span + series.times[wrapped];
}

/** The series seen from an instant of its recorded span: that instant becomes 0. */
export function rebase(series: Series, start: SimTime): Series {
  const first = stepAt(series, start);
  const times = series.times.slice(first).map((time) => Math.max(0, time - start));
  return { ...series, times, values: series.values.slice(first), span: series.span - start };
}

/** Every broken promise of a series in words; empty when it is sound. */
export function checkSeries(series: Series): string[] {
  const { name, times, values, span } = series;
  const faults: string[] = [];
  if (times.length === 0) faults.push(`${name}: no points`);
  if (times.length !== values.length) {
    faults.push(`${name}: ${times.length} times but ${values.length} values`);
  }
  if (times.length > 0 && times[0] !== 0) faults.push(`${name}: starts at ${times[0]}, not 0`);
  if (!(span > (times.at(-1) ?? 0))) faults.push(`${name}: span ${span} ends before the last step`);
  const late = times.findIndex((time, i) => i > 0 && !(time > times[i - 1]));
  if (late > 0) faults.push(`${name}: time ${times[late]} follows ${times[late - 1]}`);
  const odd = times.findIndex((time) => !Number.isSafeInteger(time));
  if (odd >= 0) faults.push(`${name}: time ${times[odd]} is no whole number of microseconds`);
  const wild = values.findIndex((value) => !Number.isFinite(value));
  if (wild >= 0) faults.push(`${name}: value ${values[wild]} at ${times[wild]}`);
  return faults;
}

/** The same step function without steps that repeat the value before them. */
export function withoutRepeats(series: Series): Series {
  const kept = series.values.map((value, i) => i === 0 || value !== series.values[i - 1]);
  return {
    ...series,
    times: series.times.filter((_, i) => kept[i]),
    values: series.values.filter((_, i) => kept[i]),
  };
}

function cyclePosition(series: Series, t: SimTime): SimTime {
  if (t < 0) return 0;
  return series.end === 'repeat' ? t % series.span : t;
}

// Last step that starts at or before t.
function stepAt(series: Series, t: SimTime): number {
  let low = 0;
  let high = series.times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (series.times[middle] <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

function differingStep(series: Series, from: number, value: number): number {
  let step = from;
  while (step < series.values.length && series.values[step] === value) step++;
  return step;
}
