import { openStream, uniform } from '../../engine/random.ts';
import { exactBinomial } from './binomial.ts';

/** Chances that were foretold beside what happened. */
export interface Foretold {
  readonly name: string;
  readonly chances: Float64Array;
  /** 1 where the answer was late. */
  readonly misses: Uint8Array;
  /** Whose examples belong together and are drawn together in a bootstrap. */
  readonly groups: Int32Array;
}

/** One bin of equally many examples, by rising chance. */
export interface ReliabilityBin {
  readonly count: number;
  readonly foretold: number;
  readonly happened: number;
  /** Clopper and Pearson's 95 % interval of what happened. */
  readonly low: number;
  readonly high: number;
}

/** Brier's score in Murphy's three parts over bins; what the bins do not see is in `rest`. */
export interface BrierParts {
  readonly score: number;
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  readonly rest: number;
}

const BINS = 15;
const LEAST_CHANCE = 1e-6;

/** Mean of -ln of the chance given to what happened; chances are cut at one in a million. */
export function logLossOf({ chances, misses }: Foretold): number {
  let sum = 0;
  for (let i = 0; i < chances.length; i++) {
    const given = misses[i] === 1 ? chances[i] : 1 - chances[i];
    sum -= Math.log(Math.max(LEAST_CHANCE, Math.min(1 - LEAST_CHANCE, given)));
  }
  return sum / chances.length;
}

/** Brier's score, 1950, in Murphy's parts, 1973: reliability - resolution + uncertainty. */
export function brierOf(foretold: Foretold): BrierParts {
  const { chances, misses } = foretold;
  let score = 0;
  for (let i = 0; i < chances.length; i++) score += (chances[i] - misses[i]) ** 2;
  score /= chances.length;
  const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
  const uncertainty = mean * (1 - mean);
  let reliability = 0;
  let resolution = 0;
  for (const bin of binsOf(foretold)) {
    const share = bin.count / chances.length;
    reliability += share * (bin.foretold - bin.happened) ** 2;
    resolution += share * (bin.happened - mean) ** 2;
  }
  const rest = score - (reliability - resolution + uncertainty);
  return { score, reliability, resolution, uncertainty, rest };
}

/** Expected calibration error over bins of equal mass; never below 0, so luck makes it larger. */
export function eceOf({ chances, misses }: Foretold): number {
  return eceOver(chances, misses, orderOf(chances));
}

/** Reliability of a forecast in bins of equal mass. */
export function binsOf({ chances, misses }: Foretold): readonly ReliabilityBin[] {
  const order = orderOf(chances);
  return Array.from({ length: BINS }, (_, bin) => {
    const [from, to] = edgesOf(order.length, bin);
    let foretold = 0;
    let happened = 0;
    for (let at = from; at < to; at++) {
      foretold += chances[order[at]];
      happened += misses[order[at]];
    }
    const count = to - from;
    const { low, high } = exactBinomial(happened, count);
    return { count, foretold: foretold / count, happened: happened / count, low, high };
  });
}

/** 95 % interval of the calibration error by drawing whole groups again. */
export function bootstrapEce(foretold: Foretold, rounds: number, seed: number): [number, number] {
  const byGroup = membersOf(foretold.groups);
  const state = openStream(seed, `ece/${foretold.name}`);
  const values = Array.from({ length: rounds }, () => {
    const drawn = byGroup.flatMap(() => byGroup[Math.floor(uniform(state, 0) * byGroup.length)]);
    const chances = Float64Array.from(drawn, (i) => foretold.chances[i]);
    const misses = Uint8Array.from(drawn, (i) => foretold.misses[i]);
    return eceOver(chances, misses, orderOf(chances));
  }).sort((a, b) => a - b);
  return [values[Math.floor(0.025 * rounds)], values[Math.ceil(0.975 * rounds) - 1]];
}

/** The calibration error that a perfect forecast of these chances stays below, 95 times in 100. */
export function nullEce(foretold: Foretold, rounds: number, seed: number): number {
  const { chances } = foretold;
  const order = orderOf(chances);
  const state = openStream(seed, `null/${foretold.name}`);
  const values = Array.from({ length: rounds }, () => {
    const misses = Uint8Array.from(chances, (p) => (uniform(state, 0) < p ? 1 : 0));
    return eceOver(chances, misses, order);
  }).sort((a, b) => a - b);
  return values[Math.ceil(0.95 * rounds) - 1];
}

function eceOver(chances: Float64Array, misses: Uint8Array, order: Int32Array): number {
  let sum = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const [from, to] = edgesOf(order.length, bin);
    let gap = 0;
    for (let at = from; at < to; at++) gap += chances[order[at]] - misses[order[at]];
    sum += Math.abs(gap);
  }
  return sum / order.length;
}

function edgesOf(count: number, bin: number): readonly [number, number] {
  return [Math.floor((bin * count) / BINS), Math.floor(((bin + 1) * count) / BINS)];
}

function orderOf(chances: Float64Array): Int32Array {
  return Int32Array.from(chances.keys()).sort((a, b) => chances[a] - chances[b] || a - b);
}

function membersOf(groups: Int32Array): readonly (readonly number[])[] {
  const members = new Map<number, number[]>();
  for (let i = 0; i < groups.length; i++) {
    const known = members.get(groups[i]);
    if (known === undefined) members.set(groups[i], [i]);
    else known.push(i);
  }
  return [...members.values()];
}
