import { exp, log } from '../../../engine/math.ts';
import { uniform } from '../../../engine/random.ts';
import type { Ising } from '../problems/ising.ts';
import { coolingFor } from './anneal.ts';
import { type Chance, keepBest, openState, type State, sweep } from './thermal.ts';

/** Budget of parallel tempering: replicas, one for each temperature, and sweeps of each. */
export interface TemperBudget {
  readonly replicas: number;
  readonly sweeps: number;
}

/** What parallel tempering found, and the share of swaps taken between neighbours. */
export interface Tempered {
  readonly best: State;
  readonly swapShares: readonly number[];
}

/** Share of the sweeps, of a first ladder, that the ladder itself is chosen by. */
const TUNING_SHARE = 0.2;

/**
 * Parallel tempering: replicas at a ladder of temperatures change places with the chance that keeps
 * each at its Boltzmann law. The ladder is chosen from mean energies on a geometric one, so that
 * neighbours swap alike often all the way.
 */
export function temper(ising: Ising, budget: TemperBudget, chance: Chance): Tempered {
  const { hot, cold } = coolingFor(ising, 0);
  const states = Array.from({ length: budget.replicas }, () => openState(ising, chance));
  const steps = Math.max(1, budget.replicas - 1);
  const ratio = log(hot / cold) / steps;
  const first = states.map((_, k) => exp(ratio * k) / hot);
  const tuning = Math.floor(budget.sweeps * TUNING_SHARE);
  const rehearsal = play(ising, { states, betas: first, sweeps: tuning }, chance);
  const betas = evenLadder(first, rehearsal.means);
  const rest = { states, betas, sweeps: budget.sweeps - tuning };
  const { swapShares } = play(ising, rest, chance);
  const best = states.reduce((a, b) => (b.bestEnergy < a.bestEnergy ? b : a));
  return { best, swapShares };
}

interface Part {
  readonly states: State[];
  readonly betas: readonly number[];
  readonly sweeps: number;
}

interface Played {
  readonly means: readonly number[];
  readonly swapShares: readonly number[];
}

function play(ising: Ising, { states, betas, sweeps }: Part, chance: Chance): Played {
  const sums = new Float64Array(betas.length);
  const swaps = new Float64Array(betas.length);
  for (let round = 0; round < sweeps; round++) {
    for (let k = 0; k < betas.length; k++) {
      sweep(ising, states[k], betas[k], chance);
      keepBest(states[k]);
      sums[k] += states[k].energy;
    }
    for (let k = round % 2; k + 1 < betas.length; k += 2) {
      if (!isSwapped(states, betas, k, chance)) continue;
      [states[k], states[k + 1]] = [states[k + 1], states[k]];
      swaps[k]++;
    }
  }
  const most = Math.max(1, sweeps);
  return {
    means: [...sums].map((sum) => sum / most),
    swapShares: [...swaps.subarray(0, -1)].map((count) => (2 * count) / most),
  };
}

function isSwapped(
  states: readonly State[],
  betas: readonly number[],
  k: number,
  chance: Chance,
): boolean {
  const gain = (betas[k + 1] - betas[k]) * (states[k + 1].energy - states[k].energy);
  const u = uniform(chance, 0);
  return gain >= 0 || u < exp(gain);
}

/**
 * The ladder over the same range on which Δbeta · Δenergy is the same for every pair: swaps are
 * then taken alike often. Lengths along the ladder add up as the root of that product.
 */
function evenLadder(betas: readonly number[], means: readonly number[]): readonly number[] {
  const ends = [0];
  for (let k = 1; k < betas.length; k++) {
    const product = (betas[k] - betas[k - 1]) * Math.max(0, means[k - 1] - means[k]);
    ends.push(ends[k - 1] + Math.sqrt(product) + 1e-9);
  }
  const all = ends[ends.length - 1];
  return betas.map((beta, k) => {
    if (k === 0 || k === betas.length - 1) return beta;
    const wanted = (all * k) / (betas.length - 1);
    const above = ends.findIndex((end) => end >= wanted);
    const share = (wanted - ends[above - 1]) / (ends[above] - ends[above - 1]);
    return betas[above - 1] + share * (betas[above] - betas[above - 1]);
  });
}
