import { openStream } from '../../engine/random.ts';
import { drawMarkov, fitMarkov } from '../../traces/fit/carbon-markov.ts';
import { generateCarbon } from '../../traces/generate/carbon.ts';
import { autocorrelation, fitCycle } from './fit-cycle.ts';
import type { Recording } from './recordings.ts';

const SEEDS = [1, 2, 3, 4, 5];

/** States of the chain: eight, so that each has some 45 values an hour of day in a year. */
export const STATES = 8;

/** A statistic of an hourly series. */
interface Statistic {
  readonly name: string;
  readonly of: (values: readonly number[]) => number;
}

const statistics: readonly Statistic[] = [
  { name: 'p5 ÷ mean', of: (v) => quantile(v, 0.05) / meanOf(v) },
  { name: 'p50 ÷ mean', of: (v) => quantile(v, 0.5) / meanOf(v) },
  { name: 'p95 ÷ mean', of: (v) => quantile(v, 0.95) / meanOf(v) },
  { name: 'daily range ÷ mean', of: dailyRange },
  ...[1, 6, 24, 72, 168].map((lag) => {
    return {
      name: `autocorrelation, ${lag} h`,
      of: (v: readonly number[]) => autocorrelation(v, lag),
    };
  }),
  { name: 'same hour yesterday, error', of: yesterdayError },
  { name: '4 h job, 24 h slack: saved', of: saved },
];

/** One statistic: as recorded in the year held out, and how far each generator is from it. */
export interface StatisticMiss {
  readonly name: string;
  readonly recorded: number;
  readonly cycle: number;
  readonly markov: number;
}

/** Fits both generators to the first half of a recording and holds them against the second. */
export function compareGenerators(zone: Recording): readonly StatisticMiss[] {
  const half = Math.floor(zone.values.length / 48) * 24;
  const held = zone.values.slice(half);
  const stretch = { from: 0, to: half / zone.values.length };
  const figures = fitCycle(zone, stretch);
  const chain = fitMarkov(
    { firstHour: zone.firstHour, values: zone.values.slice(0, half) },
    STATES,
  );
  const firstHour = zone.firstHour + half;
  const span = { zone: zone.name, epoch: firstHour * 3600, hours: held.length };
  const cycles = SEEDS.map((seed) => generateCarbon(figures, span, seed).values);
  const chains = SEEDS.map((seed) => {
    return drawMarkov(chain, firstHour, held.length, openStream(seed, zone.name));
  });
  return statistics.map(({ name, of }) => {
    const recorded = of(held);
    const missOf = (made: readonly (readonly number[])[]) => {
      return made.reduce((sum, values) => sum + Math.abs(of(values) - recorded), 0) / made.length;
    };
    return { name, recorded, cycle: missOf(cycles), markov: missOf(chains) };
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))];
}

function dailyRange(values: readonly number[]): number {
  const days = Array.from({ length: Math.floor(values.length / 24) }, (_, day) => {
    const hours = values.slice(day * 24, day * 24 + 24);
    return Math.max(...hours) - Math.min(...hours);
  });
  return meanOf(days) / meanOf(values);
}

function yesterdayError(values: readonly number[]): number {
  return meanOf(values.slice(24).map((value, i) => Math.abs(values[i] / Math.max(1, value) - 1)));
}

// What the best start within a day saves against starting at once, the future known.
function saved(values: readonly number[]): number {
  const window = 4;
  const sums = values.map((_, i) => {
    return values.slice(i, i + window).reduce((sum, value) => sum + value, 0);
  });
  let [now, best] = [0, 0];
  for (let i = 0; i + 24 + window < values.length; i++) {
    now += sums[i];
    best += Math.min(...sums.slice(i, i + 25));
  }
  return 1 - best / now;
}
