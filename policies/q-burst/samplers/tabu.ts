import { below } from '../../../engine/random.ts';
import { flip, type Ising } from '../problems/ising.ts';
import { type Chance, keepBest, type State, settle } from './thermal.ts';

/** How long a search goes on, in steps of one flip each, and when it jumps. */
export interface TabuBudget {
  readonly steps: number;
  /** Steps without a new best after which it jumps. */
  readonly patience: number;
}

const LEAST_TENURE = 3;
const TENURE_SHARE = 10;
/** Smallest and largest jump, as divisors of the number of spins. */
const SMALL_JUMP = 100;
const LARGE_JUMP = 10;

/**
 * Breakout local search: the best flip that is not tabu (or that leads below the best seen); after
 * `patience` steps in vain it goes back to the best and jumps, further each time. Skeleton: Benlic
 * and Hao, Engineering Applications of AI 26, 2013. The state ends at the best spins seen.
 */
export function breakOut(ising: Ising, state: State, budget: TabuBudget, chance: Chance): void {
  const size = ising.spins;
  const until = new Int32Array(size);
  const tenure = Math.max(1, Math.floor(size / TENURE_SHARE));
  let since = 0;
  let jump = jumpAt(size, SMALL_JUMP);
  for (let step = 1; step <= budget.steps; step++) {
    const i = bestFlip(state, until, step);
    if (i < 0) continue;
    turn(ising, state, i);
    until[i] = step + LEAST_TENURE + below(chance, 0, tenure);
    since++;
    if (state.energy < state.bestEnergy - 1e-9) {
      keepBest(state);
      since = 0;
      jump = jumpAt(size, SMALL_JUMP);
    } else if (since >= budget.patience) {
      leap(ising, state, jump, chance);
      since = 0;
      jump = Math.min(jump + jumpAt(size, SMALL_JUMP), jumpAt(size, LARGE_JUMP));
    }
  }
  state.spins.set(state.best);
  settle(ising, state);
}

function jumpAt(size: number, divisor: number): number {
  return Math.max(2, Math.floor(size / divisor));
}

function turn(ising: Ising, state: State, i: number): void {
  state.energy -= 2 * state.spins[i] * state.local[i];
  flip(ising, state.spins, state.local, i);
}

function leap(ising: Ising, state: State, flips: number, chance: Chance): void {
  state.spins.set(state.best);
  settle(ising, state);
  for (let k = 0; k < flips; k++) turn(ising, state, below(chance, 0, ising.spins));
}

// Ties go to the lowest number; an expired tabu is one whose step has come.
function bestFlip({ spins, local, energy, bestEnergy }: State, until: Int32Array, step: number) {
  const aspire = (energy - bestEnergy) / 2;
  let chosen = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < spins.length; i++) {
    const pull = spins[i] * local[i];
    if (pull <= most) continue;
    if (until[i] > step && pull <= aspire + 1e-9) continue;
    most = pull;
    chosen = i;
  }
  return chosen;
}
