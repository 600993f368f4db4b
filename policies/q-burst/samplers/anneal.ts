import type { Ising } from '../problems/ising.ts';
import { type Chance, keepBest, type State, sweep } from './thermal.ts';

/** Temperatures of an anneal, in units of energy, and the sweeps it takes. */
export interface Cooling {
  readonly hot: number;
  readonly cold: number;
  readonly sweeps: number;
}

/** Simulated annealing: sweeps at temperatures that fall in equal steps from hot to cold. */
export function anneal(ising: Ising, state: State, cooling: Cooling, chance: Chance): void {
  const { hot, cold, sweeps } = cooling;
  const fall = sweeps > 1 ? (hot - cold) / (sweeps - 1) : 0;
  for (let k = 0; k < sweeps; k++) {
    sweep(ising, state, 1 / (hot - fall * k), chance);
    keepBest(state);
  }
}
