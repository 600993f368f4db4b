import { below } from '../../../engine/random.ts';
import type { Ising } from '../problems/ising.ts';
import { anneal, type Cooling, coolingFor } from './anneal.ts';
import { contract, expand } from './contract.ts';
import { breakOut } from './tabu.ts';
import { type Chance, openState, type State, stateAt } from './thermal.ts';

/** Budget of a hybrid search; all of it is counted in sweeps over the whole problem. */
export interface HybridBudget {
  /** States kept. */
  readonly members: number;
  /** Sweeps of the anneal that makes each of them. */
  readonly opening: number;
  /** Sweeps spent in all; the search ends with the step in which they run out. */
  readonly sweeps: number;
  /** Energy at which the search may stop: none where it is not known. */
  readonly target?: number;
}

/** What a search found: the spins, their energy, and what they cost. */
export interface Found {
  readonly spins: Int8Array;
  readonly energy: number;
  readonly sweeps: number;
}

/**
 * A sweep is counted as this many steps of a tabu search, which looks but rarely flips (assumed).
 */
export const TABU_STEPS_PER_SWEEP = 8;

const PARENTS = 3;
/** Share of the opening anneal, and of its heat, that a child is given. */
const CHILD_SWEEPS = 0.5;
const CHILD_HEAT = 0.36;
const POLISH_SWEEPS = 25;

/**
 * Anneals a set of states, then breeds them: what three of them agree on is joined into clusters,
 * the smaller problem is annealed, the child is warmed a little, annealed again and searched by
 * tabu. It takes the place of the state most like it, where it is no worse.
 */
export function searchHybrid(ising: Ising, budget: HybridBudget, chance: Chance): Found {
  const target = budget.target ?? Number.NEGATIVE_INFINITY;
  const cooling = coolingFor(ising, budget.opening);
  const members: State[] = [];
  let spent = 0;
  let best = openState(ising, chance);
  while (spent < budget.sweeps && best.bestEnergy > target + 1e-9) {
    const isOpening = members.length < budget.members;
    const child = isOpening ? openState(ising, chance) : bear(ising, members, cooling, chance);
    spent += isOpening ? budget.opening : childCost(cooling);
    if (isOpening) {
      anneal(ising, child, cooling, chance);
      members.push(child);
    } else replace(members, child);
    if (child.bestEnergy < best.bestEnergy) best = child;
  }
  return { spins: best.best.slice(), energy: best.bestEnergy, sweeps: spent };
}

// Both anneals are counted in full, though the first is of a smaller problem: an upper bound.
function childCost(cooling: Cooling): number {
  return 2 * Math.ceil(cooling.sweeps * CHILD_SWEEPS) + POLISH_SWEEPS;
}

function bear(ising: Ising, members: readonly State[], cooling: Cooling, chance: Chance): State {
  const parents = pickParents(members, chance).map((parent) => parent.best);
  const sweeps = Math.ceil(cooling.sweeps * CHILD_SWEEPS);
  const small = contract(ising, parents);
  const turned = openState(small.ising, chance);
  anneal(small.ising, turned, { ...cooling, sweeps }, chance);
  const spins = new Int8Array(ising.spins);
  expand(small, parents[0], turned.best, spins);
  const child = stateAt(ising, spins);
  const hot = Math.max(cooling.cold, cooling.hot * CHILD_HEAT);
  anneal(ising, child, { hot, cold: cooling.cold, sweeps }, chance);
  const steps = POLISH_SWEEPS * TABU_STEPS_PER_SWEEP;
  breakOut(ising, child, { steps, patience: steps }, chance);
  return child;
}

function pickParents(members: readonly State[], chance: Chance): readonly State[] {
  const picked: State[] = [];
  const wanted = Math.min(PARENTS, members.length);
  while (picked.length < wanted) {
    const one = members[below(chance, 0, members.length)];
    if (!picked.includes(one)) picked.push(one);
  }
  return picked;
}

function replace(members: State[], child: State): void {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  members.forEach((member, place) => {
    const apart = distance(member.best, child.best);
    if (apart < least) [nearest, least] = [place, apart];
  });
  if (child.bestEnergy <= members[nearest].bestEnergy) members[nearest] = child;
}

/** Spins that differ, or that agree where all turned over is nearer. */
function distance(a: Int8Array, b: Int8Array): number {
  let alike = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) alike++;
  return Math.min(alike, a.length - alike);
}
