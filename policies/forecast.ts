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
  /** Sums and counts of today's samples by half hour of the day. */
  readonly today: readonly { readonly sum: number; readonly count: number }[];
  /** Means of the day before; empty before one day is full. */
  readonly dayBefore: readonly number[];
  /** Forecasts that are not due yet, oldest first. */
  readonly pending: readonly { readonly due: SimTime; readonly value: number }[];
  /** Actual over forecast at the horizon, newest last. */
  readonly ratios: readonly number[];
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
const SCORE_EVERY = 2.5 * MINUTE;
const KEPT_RATIOS = 288;
const LAW_POINTS = 7;
/** Errors assumed until the forecaster knows its own: 30 % either way. */
const ASSUMED_RATIOS: readonly number[] = [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3];
const ENOUGH_RATIOS = 24;

/** Nothing seen yet. */
export function beginForecast(): ForecastMemory {
  const today = Array.from({ length: SEASON_BINS }, () => ({ sum: 0, count: 0 }));
  return { at: 0, level: -1, trend: 0, today, dayBefore: [], pending: [], ratios: [] };
}

/** The memory with one more sample, and the forecasts that came due scored against it. */
export function learnSample(
  memory: ForecastMemory,
  settings: ForecastSettings,
  at: SimTime,
  value: number,
): ForecastMemory {
  if (memory.level < 0) return { ...memory, at, level: value, today: count(memory, at, value) };
  if (at <= memory.at) return memory;
  const { level, trend } = smooth(memory, at, value);
  const rollsOver = Math.floor(at / DAY) > Math.floor(memory.at / DAY);
  const dayBefore = rollsOver ? closeDay(memory) : memory.dayBefore;
  const emptied = rollsOver ? { ...memory, today: beginForecast().today } : memory;
  const scored = score(memory, at, level);
  const next = { ...memory, ...scored, at, level, trend, dayBefore };
  return plan({ ...next, today: count(emptied, at, value) }, settings, at);
}

/** The predictive law at the horizon. */
export function forecastAhead(memory: ForecastMemory, settings: ForecastSettings): Forecast {
  const centre = centreAhead(memory, settings.lead);
  const ratios = memory.ratios.length < ENOUGH_RATIOS ? ASSUMED_RATIOS : memory.ratios;
  const sorted = [...ratios].sort((a, b) => a - b);
  const points: LoadPoint[] = [];
  for (let i = 0; i < LAW_POINTS; i += 1) {
    const ratio = quantileOfSorted(sorted, (i + 0.5) / LAW_POINTS, 1);
    points.push({ value: centre * ratio, weight: (1 - settings.spikeChance) / LAW_POINTS });
  }
  if (settings.spikeChance > 0) {
    points.push({ value: centre * settings.spikeFactor, weight: settings.spikeChance });
  }
  return { centre, points };
}

function smooth(memory: ForecastMemory, at: SimTime, value: number) {
  const step = at - memory.at;
  const expected = memory.level + memory.trend * step;
  const level = Math.max(0, expected + (1 - exp(-step / LEVEL_TIME)) * (value - expected));
  const growth = (level - memory.level) / step;
  const trend = memory.trend + (1 - exp(-step / TREND_TIME)) * (growth - memory.trend);
  return { level, trend };
}

/** Level plus trend; by the daily cycle instead once yesterday is known. */
function centreAhead({ at, level, trend, dayBefore }: ForecastMemory, lead: Duration): number {
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

function count({ today }: ForecastMemory, at: SimTime, value: number): ForecastMemory['today'] {
  const bin = Math.floor((at % DAY) / SEASON_BIN);
  const counted = { sum: today[bin].sum + value, count: today[bin].count + 1 };
  return [...today.slice(0, bin), counted, ...today.slice(bin + 1)];
}

/** A day with an empty half hour teaches nothing: the day before it stays. */
function closeDay({ today, dayBefore }: ForecastMemory): readonly number[] {
  if (today.some((bin) => bin.count === 0)) return dayBefore;
  return today.map((bin) => bin.sum / bin.count);
}

function score({ pending, ratios }: ForecastMemory, at: SimTime, actual: number) {
  const isDue = pending.length > 0 && pending[0].due <= at;
  if (!isDue) return { pending, ratios };
  const { value } = pending[0];
  if (value <= 0) return { pending: pending.slice(1), ratios };
  const more = [...ratios, Math.min(10, actual / value)];
  return { pending: pending.slice(1), ratios: more.slice(-KEPT_RATIOS) };
}

function plan(memory: ForecastMemory, { lead }: ForecastSettings, at: SimTime): ForecastMemory {
  const { pending } = memory;
  const last = pending.length > 0 ? pending[pending.length - 1].due - lead : -Infinity;
  if (at - last < SCORE_EVERY) return memory;
  return { ...memory, pending: [...pending, { due: at + lead, value: centreAhead(memory, lead) }] };
}
