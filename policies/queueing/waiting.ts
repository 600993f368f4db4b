import { exp } from '../../engine/math.ts';
import { erlangC } from './erlang.ts';
import type { WorkLaw } from './work-law.ts';

/** One station in steady state: M/G/c, first come first served. */
export interface Waiting {
  /** P(W > 0), taken from M/M/c: nearly insensitive to the service law. */
  readonly chance: number;
  /** E[W], microseconds. */
  readonly mean: number;
  /** Decay rate of P(W > x), per microsecond. */
  readonly decay: number;
}

/** Below this chance of waiting the conditional wait is nearly exponential, above it decays. */
const RARE = 0.1;
const BLEND = 0.05;
/** A chance of waiting so small that quotients of it lose their meaning. */
const NEVER = 1e-30;

/** Solves one station for a load below its servers; `root` is `decayRoot(law, load / servers)`. */
export function solveWaiting(servers: number, load: number, law: WorkLaw, root: number): Waiting {
  const chance = erlangC(servers, load);
  const mean = meanWait(servers, load, law, chance);
  return { chance, mean, decay: (servers * root) / law.mean };
}

/**
 * E[W] of M/G/c by Kimura's harmonic interpolation between M/M/c and M/D/c (QUESTA 17, 1994).
 * The M/D/c mean lies between half and all of the M/M/c mean, so the denominator stays positive.
 */
export function meanWait(
  servers: number,
  load: number,
  law: WorkLaw,
  chance = erlangC(servers, load),
): number {
  if (chance <= NEVER) return 0;
  const random = (law.mean * chance) / (servers - load);
  const fixed = random * fixedServiceRatio(servers, load / servers);
  return (1 + law.scv) / ((2 * law.scv) / random + (1 - law.scv) / fixed);
}

/** E[W] of M/D/c over that of M/M/c (Cosmetatos 1975), kept within its exact bounds. */
function fixedServiceRatio(servers: number, utilisation: number): number {
  const root = Math.sqrt(4 + 5 * servers) - 2;
  const excess = ((1 - utilisation) * (servers - 1) * root) / (16 * utilisation * servers);
  return Math.min(1, (1 + excess) / 2);
}

/**
 * The x > 0 with E[exp(x S / E[S])] = 1 + x / utilisation: decay rate of the wait times E[S] / c,
 * Poisson arrivals (Abate, Choudhury and Whitt, Oper. Res. 43(5), 1995). Utilisation in (0, 1).
 */
export function decayRoot(law: WorkLaw, utilisation: number): number {
  let low = (2 * (1 / utilisation - 1)) / (1 + law.scv);
  let high = low;
  while (low > 0 && excessAt(law, low, utilisation).value > 0) {
    high = low;
    low /= 2;
  }
  for (let i = 0; i < 6 && high > low; i += 1) {
    const middle = (low + high) / 2;
    if (excessAt(law, middle, utilisation).value > 0) high = middle;
    else low = middle;
  }
  return polishRoot(law, utilisation, high);
}

function polishRoot(law: WorkLaw, utilisation: number, start: number): number {
  let x = start;
  for (let i = 0; i < 20; i += 1) {
    const { value, slope } = excessAt(law, x, utilisation);
    const next = x - value / slope;
    if (!(next < x) || x - next < 1e-12 * x) return x;
    x = next;
  }
  return x;
}

/**
 * Convex in x, zero and falling at 0. With two moments only its root would be where the search
 * starts, and more moments move it left; Newton's steps from the right never cross it.
 */
function excessAt(law: WorkLaw, x: number, utilisation: number) {
  let value = -1 - x / utilisation;
  let slope = -1 / utilisation;
  for (let i = 0; i < law.values.length; i += 1) {
    const size = law.values[i] / law.mean;
    const term = law.weights[i] * exp(x * size);
    value += term;
    slope += term * size;
  }
  return { value, slope };
}

/** P(W > x): exponential where waiting is rare, prefactor times decay where it is not. */
export function waitTail({ chance, mean, decay }: Waiting, x: number): number {
  if (x < 0) return 1;
  if (chance <= NEVER) return 0;
  const share = Math.min(1, Math.max(0, (chance - RARE + BLEND) / (2 * BLEND)));
  const rare = share < 1 ? chance * exp((-x * chance) / mean) : 0;
  const common = share > 0 ? Math.min(chance, decay * mean) * exp(-decay * x) : 0;
  return (1 - share) * rare + share * common;
}

/** P(W + A > budget) for an independent answer time A: the wait has to fit into what A leaves. */
export function lateShare(waiting: Waiting, answer: WorkLaw, budget: number): number {
  let late = 0;
  for (let i = 0; i < answer.values.length; i += 1) {
    late += answer.weights[i] * waitTail(waiting, budget - answer.values[i]);
  }
  return late;
}

/**
 * Share of late answers over an interval that starts empty with more load than servers: the wait
 * grows by (utilisation - 1) per unit of time, as a fluid.
 */
export function overloadedLateShare(
  utilisation: number,
  answer: WorkLaw,
  budget: number,
  exposure: number,
): number {
  let late = 0;
  for (let i = 0; i < answer.values.length; i += 1) {
    const slack = budget - answer.values[i];
    if (slack < 0) late += answer.weights[i];
    else if (utilisation > 1) {
      const inTime = Math.min(exposure, slack / (utilisation - 1));
      late += answer.weights[i] * (1 - inTime / exposure);
    }
  }
  return late;
}
