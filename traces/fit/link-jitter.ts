import { logGamma } from '../../engine/special.ts';
import { MILLISECOND, SECOND } from '../../engine/units.ts';
import type { LinkReadings } from '../import/seattle-sweeps.ts';
import { refuse } from '../problem.ts';
import type { BetaLaw, LinkJitter } from '../series-links.ts';
import { fitMemory } from './link-memory.ts';
import { fitPareto } from './pareto-tail.ts';

/** A link read less often says too little of its least round trip. */
const leastReadings = 5;
// The clock of the recording has steps of 10 ms: one step up may be rounding, two are a delay.
const step = 10 * MILLISECOND;
const delayedSteps = 2;
const bodySteps = 60;
const bodyPoints = 21;
// Not in the files, which carry no clock: recalled from the paper's text, to be checked.
const sliceLength = 16 * SECOND;

/** A link's readings in whole steps of the clock above the least of them. */
export type Excess = readonly number[];

/** Steps above the least reading of every link that was read often enough. */
export function excessOf(links: readonly LinkReadings[]): readonly Excess[] {
  const often = links.filter(({ readings }) => readings.length >= leastReadings);
  return often.map(({ readings }) => {
    const steps = readings.map((seconds) => Math.round((seconds * SECOND) / step));
    const least = steps.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    return steps.map((value) => value - least);
  });
}

/**
 * Fits the population law to readings of links: shares by beta-binomial likelihood, the body as
 * quantiles, the tail as a generalised Pareto law, the memory from one sweep to the next. Refuses
 * readings without a single long delay, which leave the tail open.
 */
export function fitLinkJitter(links: readonly LinkReadings[], slicesPerSweep: number): LinkJitter {
  const excess = excessOf(links);
  const isDelayed = (steps: number) => steps >= delayedSteps;
  const isFar = (steps: number) => steps > bodySteps;
  const all = excess.flat();
  const far = all.filter(isFar);
  if (far.length < 30) refuseShort(far.length);
  // One reading of a link is its least: it cannot be delayed, and does not count as a trial.
  const delayed = excess.map((one) => ({ hits: one.filter(isDelayed).length, of: one.length - 1 }));
  const beyond = excess.map((one) => ({
    hits: one.filter(isFar).length,
    of: one.filter(isDelayed).length,
  }));
  return {
    quiet: meanQuiet(excess),
    delayed: fitBeta(delayed),
    body: bodyOf(all.filter((steps) => isDelayed(steps) && !isFar(steps))),
    far: fitBeta(beyond),
    tail: fitPareto(far.map((steps) => (steps - bodySteps - 0.5) * step)),
    memory: { ...fitMemory(excess, isDelayed), step: Math.round(slicesPerSweep * sliceLength) },
  };
}

function refuseShort(found: number): never {
  const wanted = 'at least 30 readings 0.6 s above the least of their link, to fit a tail';
  return refuse({ file: 'link readings', row: 0, found: `${found} long delays`, wanted });
}

// A delay d below one step is read as one step up with chance d / step, whatever its law is.
function meanQuiet(excess: readonly Excess[]): number {
  let up = 0;
  let quiet = 0;
  for (const one of excess) {
    up += one.filter((steps) => steps === 1).length;
    quiet += one.filter((steps) => steps < delayedSteps).length - 1;
  }
  return (step * up) / Math.max(1, quiet);
}

// Readings of one step are spread evenly over it; the ends are the ends of their steps.
function bodyOf(steps: readonly number[]): readonly number[] {
  const sorted = [...steps].sort((a, b) => a - b);
  const spread = sorted.map((value, i) => {
    const first = lowerBound(sorted, value);
    const count = lowerBound(sorted, value + 1) - first;
    return (value - 0.5 + (i - first + 0.5) / count) * step;
  });
  return Array.from({ length: bodyPoints }, (_, i) => {
    if (i === 0) return (delayedSteps - 0.5) * step;
    if (i === bodyPoints - 1) return (bodySteps + 0.5) * step;
    return Math.round(spread[Math.floor((i / (bodyPoints - 1)) * spread.length)]);
  });
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Trials {
  readonly hits: number;
  readonly of: number;
}

/** Beta law of the chance of a hit: the mean of all trials, the spread of greatest likelihood. */
export function fitBeta(trials: readonly Trials[]): BetaLaw {
  const tried = trials.filter(({ of }) => of > 0);
  const hits = tried.reduce((sum, one) => sum + one.hits, 0);
  const mean = hits / tried.reduce((sum, one) => sum + one.of, 0);
  if (!(mean > 0 && mean < 1)) {
    const found = `a share of ${mean}`;
    return refuse({ file: 'link readings', row: 0, found, wanted: 'some readings of each kind' });
  }
  const kinds = countKinds(tried);
  const likelihood = (size: number) =>
    kinds.reduce((sum, kind) => sum + kind.count * logChance(kind, mean * size, size), 0);
  const size = greatest(likelihood);
  return { a: mean * size, b: (1 - mean) * size };
}

function countKinds(trials: readonly Trials[]): readonly (Trials & { readonly count: number })[] {
  const counts = new Map<number, number>();
  for (const { hits, of } of trials) {
    const key = of * 4096 + hits;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({
    hits: key % 4096,
    of: Math.floor(key / 4096),
    count,
  }));
}

function logChance({ hits, of }: Trials, a: number, size: number): number {
  const b = size - a;
  return (
    logGamma(a + hits) +
    logGamma(b + of - hits) -
    logGamma(size + of) -
    (logGamma(a) + logGamma(b) - logGamma(size))
  );
}

// Ternary search over doublings: the likelihood of a beta-binomial has one peak in its size.
function greatest(of: (size: number) => number): number {
  let low = 0.05;
  let high = 5000;
  for (let i = 0; i < 80; i++) {
    const one = low * Math.sqrt(Math.sqrt(high / low));
    const other = high / Math.sqrt(Math.sqrt(high / low));
    if (of(one) < of(other)) low = one;
    else high = other;
  }
  return Math.sqrt(low * high);
}
