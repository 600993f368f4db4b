import { exp } from '../engine/math.ts';
import { DAY, type Duration, HOUR, MINUTE, type SimTime } from '../engine/units.ts';
import { quantileOfSorted } from './histogram.ts';

/** How far a forecast looks and how far it believes in surprises. */
export interface ForecastSettings {
  /** Horizon of the forecast: the dead time of the loop that asks. */
  readonly lead: Duration;
  /** Chance that a spike comes within the horizon. */
  readonly spikeChance: number;
  /** Size of a spike relative to the forecast. */
  readonly spikeFactor: number;
}

/** What is remembered of one quantity, in its own unit; bounded, plain data. */
export interface ForecastMemory {
  readonly at: SimTime;
  /** Smoothed value; -1 before the first sample. */
  readonly level: number;
  /** Smoothed growth per microsecond. */
  readonly trend: number;
  /** Today's means by half hour of the day, the running one excluded; -1: not seen. */
  readonly today: readonly number[];
  /** The running half hour: its number of the day, sum and count of its samples. */
  readonly running: { readonly bin: number; readonly sum: number; readonly count: number };
  /** Means of the day before; empty before one day is full. */
  readonly dayBefore: readonly number[];
  /** Forecasts that are not due yet, oldest first. */
  readonly pending: readonly { readonly due: SimTime; readonly value: number }[];
  /** Actual over forecast at the horizon, newest last. */
  readonly ratios: readonly number[];
  /** Equally likely ratios that stand for them: the forecaster's own spread, moved rarely. */
  readonly spread: readonly number[];
}

/** One point of a predictive law. */
export interface LoadPoint {
  readonly value: number;
  readonly weight: number;
}

/** What is expected at the horizon. */
export interface Forecast {
  /** The likely value. */
  readonly centre: number;
  /** The predictive law, spikes included; weights add up to 1. */
  readonly points: readonly LoadPoint[];
}

const LEVEL_TIME = 2 * MINUTE;
const TREND_TIME = 20 * MINUTE;
const SEASON_BIN = HOUR / 2;
const SEASON_BINS = DAY / SEASON_BIN;
const SCORE_EVERY = 5 * MINUTE;
const KEPT_RATIOS = 144;
/** Errors assumed until the forecaster knows its own: 30 % either way. */
const ASSUMED_SPREAD: readonly number[] = [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3];
const ENOUGH_RATIOS = 24;
/** Ratios this near are one: what was worked out for a spread holds until it really moves. */
const SAME_RATIO = 0.05;

const UNSEEN_DAY: readonly number[] = Array.from({ length: SEASON_BINS }, () => -1);

/** Nothing seen yet. */
export function beginForecast(): ForecastMemory {
  return {
    at: 0,
    level: -1,
    trend: 0,
    today: UNSEEN_DAY,
    running: { bin: -1, sum: 0, count: 0 },
    dayBefore: [],
    pending: [],
    ratios: [],
    spread: ASSUMED_SPREAD,
  };
}

/** The memory with one more sample, and the forecasts that came due scored against it. */
export function learnSample(
  memory: ForecastMemory,
  settings: ForecastSettings,
  at: SimTime,
  value: number,
): ForecastMemory {
  const season = count(memory, at, value);
  if (memory.level < 0) return { ...memory, ...season, at, level: value };
  if (at <= memory.at) return memory;
  const { level, trend } = smooth(memory, at, value);
  const scored = score(memory, at, level);
  return plan({ ...memory, ...scored, ...season, at, level, trend }, settings, at);
}

/** The predictive law at the horizon. */
export function forecastAhead(memory: ForecastMemory, settings: ForecastSettings): Forecast {
  const centre = centreAhead(memory, settings.lead);
  return { centre, points: spreadAround(centre, memory.spread, settings) };
}

/** The predictive law of a forecaster with this spread, in the unit of the centre. */
export function spreadAround(
  centre: number,
  spread: readonly number[],
  { spikeChance, spikeFactor }: ForecastSettings,
): LoadPoint[] {
  const weight = (1 - spikeChance) / spread.length;
  const points = spread.map((ratio): LoadPoint => ({ value: centre * ratio, weight }));
  if (spikeChance > 0) points.push({ value: centre * spikeFactor, weight: spikeChance });
  return points;
}

function smooth(memory: ForecastMemory, at: SimTime, value: number) {
  const step = at - memory.at;
  const expected = memory.level + memory.trend * step;
  const level = Math.max(0, expected + (1 - exp(-step / LEVEL_TIME)) * (value - expected));
  const growth = (level - memory.level) / step;
  const trend = memory.trend + (1 - exp(-step / TREND_TIME)) * (growth - memory.trend);
  return { level, trend };
}

/** The likely value after so long: level plus trend; by the daily cycle once a day is known. */
export function centreAhead(
  { at, level, trend, dayBefore }: ForecastMemory,
  lead: Duration,
): number {
  if (level <= 0) return 0;
  if (dayBefore.length === 0) return Math.max(0, level + trend * lead);
  const now = seasonAt(dayBefore, at);
  const then = seasonAt(dayBefore, at + lead);
  const growth = now > 0 ? then / now : 1;
  return level * Math.min(3, Math.max(1 / 3, growth));
}

/** Yesterday's value at this time of day, linear between the middles of half hours. */
function seasonAt(dayBefore: readonly number[], at: SimTime): number {
  const place = ((at % DAY) / SEASON_BIN + SEASON_BINS - 0.5) % SEASON_BINS;
  const bin = Math.floor(place);
  const next = dayBefore[(bin + 1) % SEASON_BINS];
  return dayBefore[bin] + (place - bin) * (next - dayBefore[bin]);
}

/** Adds a sample to the running half hour; a finished one goes to its day, a full day is kept. */
function count({ today, running, dayBefore }: ForecastMemory, at: SimTime, value: number) {
  const bin = Math.floor((at % DAY) / SEASON_BIN);
  if (bin === running.bin) {
    const { sum, count } = running;
    return { running: { bin, sum: sum + value, count: count + 1 } };
  }
  const next = { bin, sum: value, count: 1 };
  if (running.bin < 0) return { running: next };
  const closed = [...today];
  closed[running.bin] = running.sum / running.count;
  if (bin > running.bin) return { running: next, today: closed };
  const isFull = closed.every((mean) => mean >= 0);
  return { running: next, today: UNSEEN_DAY, dayBefore: isFull ? closed : dayBefore };
}

function score({ pending, ratios, spread }: ForecastMemory, at: SimTime, actual: number) {
  const isDue = pending.length > 0 && pending[0].due <= at;
  if (!isDue) return {};
  const { value } = pending[0];
  if (value <= 0) return { pending: pending.slice(1) };
  const more = [...ratios, Math.min(10, actual / value)].slice(-KEPT_RATIOS);
  const moved = spreadOf(more);
  const isSame = moved.every((ratio, i) => Math.abs(ratio - spread[i]) <= SAME_RATIO);
  return { pending: pending.slice(1), ratios: more, spread: isSame ? spread : moved };
}

function spreadOf(ratios: readonly number[]): readonly number[] {
  if (ratios.length < ENOUGH_RATIOS) return ASSUMED_SPREAD;
  const sorted = Float64Array.from(ratios).sort();
  return ASSUMED_SPREAD.map((_, i) =>
    quantileOfSorted(sorted, (i + 0.5) / ASSUMED_SPREAD.length, 1),
  );
}

function plan(memory: ForecastMemory, { lead }: ForecastSettings, at: SimTime): ForecastMemory {
  const { pending } = memory;
  const last = pending.length > 0 ? pending[pending.length - 1].due - lead : -Infinity;
  if (at - last < SCORE_EVERY) return memory;
  return { ...memory, pending: [...pending, { due: at + lead, value: centreAhead(memory, lead) }] };
}
