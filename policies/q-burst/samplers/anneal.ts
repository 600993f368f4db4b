import type { Ising } from '../problems/ising.ts';
import { type Chance, descend, keepBest, type State, settle, sweep } from './thermal.ts';

/** Temperatures of an anneal, in units of energy, and the sweeps it takes. */
export interface Cooling {
  readonly hot: number;
  readonly cold: number;
  readonly sweeps: number;
}

/** Share of the typical pull of neighbours at which spins still move freely: chosen on G-set. */
const HOT_SHARE = 1.2;
const COLD_SHARE = 0.02;
/** Share of the weakest bond at which nothing moves any more. */
const COLD_BOND = 0.4;

/**
 * Temperatures that suit a problem: hot where the bonds of a spin, added up in squares, leave it
 * free to turn; cold where its weakest bond holds it.
 */
export function coolingFor(ising: Ising, sweeps: number): Cooling {
  let weakest = Number.POSITIVE_INFINITY;
  let squares = 0;
  for (const coupling of ising.couplings) {
    weakest = Math.min(weakest, Math.abs(coupling));
    squares += coupling * coupling;
  }
  for (const field of ising.fields) squares += ising.couplings.length === 0 ? field * field : 0;
  const pull = Math.sqrt(squares / Math.max(1, ising.spins));
  if (pull === 0) return { hot: 1, cold: 1, sweeps };
  const held = Number.isFinite(weakest) ? COLD_BOND * weakest : 0;
  return { hot: HOT_SHARE * pull, cold: Math.max(held, COLD_SHARE * pull), sweeps };
}

/**
 * Simulated annealing: sweeps at temperatures that fall in equal steps from hot to cold, then
 * straight down. The state ends at the best spins it saw.
 */
export function anneal(ising: Ising, state: State, cooling: Cooling, chance: Chance): void {
  const { hot, cold, sweeps } = cooling;
  const fall = sweeps > 1 ? (hot - cold) / (sweeps - 1) : 0;
  for (let k = 0; k < sweeps; k++) {
    sweep(ising, state, 1 / (hot - fall * k), chance);
    keepBest(state);
  }
  state.spins.set(state.best);
  settle(ising, state);
  descend(ising, state);
}
