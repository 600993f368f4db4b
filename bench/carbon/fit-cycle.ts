import { cos, pow, sin } from '../../engine/math.ts';
import type { CarbonFigures } from '../../traces/generate/carbon-figures.ts';
import type { Stretch } from './backtest.ts';
import type { Recording } from './recordings.ts';
import { solve } from './solve.ts';

const LAGS = [1, 3, 12, 24, 48, 72];

/**
 * The shipped generator's figures, fitted to a stretch of one recording the way the shipped ones
 * were: cycles and weekend by regression, noise by quantiles, memory by autocorrelation.
 */
export function fitCycle({ firstHour, values }: Recording, stretch: Stretch): CarbonFigures {
  const from = Math.floor(values.length * stretch.from);
  const part = values.slice(from, Math.floor(values.length * stretch.to));
  const rows = part.map((_, i) => regressors(firstHour + from + i));
  const weights = leastSquares(rows, part);
  const rest = part.map((value, i) => value - dot(rows[i], weights));
  const sorted = [...rest].sort((a, b) => a - b);
  const middle = quantileOf(sorted, 0.5);
  const [mean, cos24, sin24, cos12, sin12, saturday, sunday] = weights;
  const below = (middle - quantileOf(sorted, 0.05)) / 1.645;
  const above = (quantileOf(sorted, 0.95) - middle) / 1.645;
  const { share, slow, fast } = fitMemory(rest);
  const range = [...part].sort((a, b) => a - b);
  return {
    level: mean + middle,
    cycle: [cos24, sin24, cos12, sin12],
    saturday,
    sunday,
    noise: [below, above],
    slowShare: share,
    memory: [slow, fast],
    least: range[0],
    most: range[range.length - 1],
  };
}

function regressors(hour: number): readonly number[] {
  const angle = (2 * Math.PI * (hour % 24)) / 24;
  const weekday = (Math.floor(hour / 24) + 4) % 7;
  const [isSaturday, isSunday] = [weekday === 6 ? 1 : 0, weekday === 0 ? 1 : 0];
  return [1, cos(angle), sin(angle), cos(2 * angle), sin(2 * angle), isSaturday, isSunday];
}

function leastSquares(rows: readonly (readonly number[])[], side: readonly number[]): number[] {
  const size = rows[0].length;
  const square = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const sums = new Array<number>(size).fill(0);
  rows.forEach((row, r) => {
    row.forEach((a, i) => {
      sums[i] += a * side[r];
      row.forEach((b, j) => {
        square[i][j] += a * b;
      });
    });
  });
  return solve(square, sums);
}

function dot(row: readonly number[], weights: readonly number[]): number {
  return row.reduce((sum, value, i) => sum + value * weights[i], 0);
}

function quantileOf(sorted: readonly number[], q: number): number {
  return sorted[Math.floor(q * (sorted.length - 1))];
}

// The two memories whose mixture comes nearest to the autocorrelation at a few lags.
function fitMemory(rest: readonly number[]) {
  const recorded = LAGS.map((lag) => autocorrelation(rest, lag));
  let best = { share: 1, slow: 0.99, fast: 0.5 };
  let least = Number.POSITIVE_INFINITY;
  for (let share = 0.2; share <= 1.001; share += 0.05) {
    for (const slow of [0.97, 0.98, 0.985, 0.99, 0.992, 0.994, 0.996, 0.998, 0.999]) {
      for (const fast of [0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95]) {
        const miss = LAGS.reduce((sum, lag, i) => {
          const told = share * pow(slow, lag) + (1 - share) * pow(fast, lag);
          return sum + (told - recorded[i]) ** 2;
        }, 0);
        if (miss < least) [least, best] = [miss, { share: Math.min(1, share), slow, fast }];
      }
    }
  }
  return best;
}

/** Correlation of a list with itself so many places on. */
export function autocorrelation(values: readonly number[], lag: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const together = values.slice(lag).reduce((sum, value, i) => {
    return sum + (value - mean) * (values[i] - mean);
  }, 0);
  return together / spread;
}
