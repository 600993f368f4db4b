import { log } from '../../../engine/math.ts';
import { nextWord } from '../../../engine/random.ts';
import { fillLocalFields, flip, type Ising } from '../problems/ising.ts';

/** One state of a problem under way; `energy` goes with `spins`, `best` is the lowest seen. */
export interface State {
  readonly spins: Int8Array;
  readonly local: Float64Array;
  readonly best: Int8Array;
  energy: number;
  bestEnergy: number;
}

/** Chance of a solver: the four words of a stream. Every draw moves it. */
export type Chance = Int32Array;

const CELLS = 4096;
const CELL_BITS = 20;
/** No draw of 32 bits can take a flip that costs more. */
const MOST_COST = 23;
const TWO_MINUS_32 = 2.3283064365386963e-10;

/** Least and largest -ln u where u lies in one of the cells that [0, 1) is cut into. */
const FLOORS = Float64Array.from({ length: CELLS }, (_, cell) => -log((cell + 1) / CELLS));
const CEILINGS = Float64Array.from({ length: CELLS }, (_, cell) => -log(cell / CELLS));

/** A state that begins at random spins. */
export function openState(ising: Ising, chance: Chance): State {
  const spins = new Int8Array(ising.spins);
  for (let i = 0; i < spins.length; i++) spins[i] = nextWord(chance, 0) & 0x8000 ? 1 : -1;
  return stateAt(ising, spins);
}

/** The state with these spins; they are copied. */
export function stateAt(ising: Ising, spins: Int8Array): State {
  const state = {
    spins: spins.slice(),
    local: new Float64Array(ising.spins),
    best: spins.slice(),
    energy: 0,
    bestEnergy: 0,
  };
  settle(ising, state);
  state.bestEnergy = state.energy;
  return state;
}

/** Reckons local fields and energy anew: after spins were set by hand. */
export function settle(ising: Ising, state: State): void {
  const { spins, local } = state;
  fillLocalFields(ising, spins, local);
  let sum = 0;
  for (let i = 0; i < spins.length; i++) sum += (local[i] + ising.fields[i]) * spins[i];
  state.energy = ising.offset + sum / 2;
}

/** Keeps the spins as the best seen, if they are. */
export function keepBest(state: State): void {
  if (state.energy >= state.bestEnergy) return;
  state.bestEnergy = state.energy;
  state.best.set(state.spins);
}

/**
 * One Metropolis sweep over all spins in order at inverse temperature `beta`. Exact: a flip that
 * costs c is taken with probability exp(-beta·c); a table decides all but one draw in thousands.
 */
export function sweep(ising: Ising, state: State, beta: number, chance: Chance): void {
  const { starts, neighbours, couplings } = ising;
  const { spins, local } = state;
  const hopeless = MOST_COST / (-2 * beta);
  const twiceBeta = -2 * beta;
  let change = 0;
  for (let i = 0; i < spins.length; i++) {
    const pull = spins[i] * local[i];
    if (pull < hopeless) continue;
    if (pull < 0 && !isTaken(twiceBeta * pull, chance)) continue;
    change -= 2 * pull;
    const turned = -spins[i];
    spins[i] = turned;
    const end = starts[i + 1];
    for (let at = starts[i]; at < end; at++) local[neighbours[at]] += 2 * turned * couplings[at];
  }
  state.energy += change;
}

/** Whether -ln u exceeds `cost` for a fresh uniform u, with 32 bits. */
function isTaken(cost: number, chance: Chance): boolean {
  const word = nextWord(chance, 0);
  const cell = word >>> CELL_BITS;
  if (cost <= FLOORS[cell]) return true;
  if (cost >= CEILINGS[cell]) return false;
  return cost < -log((word + 0.5) * TWO_MINUS_32);
}

/** Flips whatever lowers the energy, in order, until nothing does. */
export function descend(ising: Ising, state: State): void {
  const { spins, local } = state;
  let isMoving = true;
  while (isMoving) {
    isMoving = false;
    for (let i = 0; i < spins.length; i++) {
      const pull = spins[i] * local[i];
      if (pull <= 1e-12) continue;
      state.energy -= 2 * pull;
      flip(ising, spins, local, i);
      isMoving = true;
    }
  }
  keepBest(state);
}
