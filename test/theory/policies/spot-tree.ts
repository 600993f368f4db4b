import { AGE_STARTS, ageChance } from '../../../policies/ccog/spot-arbitrage/hazards.ts';
import type { SpotProblem } from '../../../policies/ccog/spot-arbitrage/problem.ts';

/** A job and its market, written out in full; `pending` counts what is left of a change-over. */
export interface TreeState {
  readonly left: number;
  readonly work: number;
  readonly runs: 'nothing' | 'on-demand' | 'spot';
  readonly pending: number;
  readonly isUp: boolean;
  readonly age: number;
}

/** One way to act: what it costs now, and what may follow with which chance. */
export interface Choice {
  readonly cost: number;
  readonly next: readonly (readonly [chance: number, state: TreeState])[];
}

/**
 * Every allowed choice in a state: the rules of the world told a second time, state by state and
 * without tables, so that the program has something to be held against.
 */
export function choicesIn(problem: SpotProblem, state: TreeState): readonly Choice[] {
  const choices = [wait(problem, state), run(problem, state, 'on-demand')];
  if (state.isUp) choices.push(run(problem, state, 'spot'));
  return choices.flatMap((choice) => choice ?? []);
}

function wait(problem: SpotProblem, state: TreeState): Choice | undefined {
  const { unitsPerTick, changeover } = problem;
  if (state.work + changeover > (state.left - 1) * unitsPerTick) return undefined;
  const idle: TreeState = { ...state, runs: 'nothing', pending: 0, left: state.left - 1 };
  return { cost: 0, next: marketsAfter(problem, state).map(([p, to]) => [p, { ...idle, ...to }]) };
}

function run(
  problem: SpotProblem,
  state: TreeState,
  market: 'on-demand' | 'spot',
): Choice | undefined {
  const { unitsPerTick, changeover, spotPrice, undoneMean, undoneMost } = problem;
  const pending = state.runs === market ? state.pending : changeover;
  const price = market === 'spot' ? spotPrice : 1;
  if (pending + state.work <= unitsPerTick) {
    return { cost: (price * (pending + state.work)) / unitsPerTick, next: [] };
  }
  const left = state.left - 1;
  const work = state.work - Math.max(0, unitsPerTick - pending);
  const rest = Math.max(0, pending - unitsPerTick);
  const worst = Math.min(problem.work, work + undoneMost) + changeover;
  const needed = market === 'spot' ? worst : work + rest;
  if (needed > left * unitsPerTick) return undefined;
  const stays: TreeState = { ...state, left, work, pending: rest, runs: market };
  const next = marketsAfter(problem, state).flatMap(([chance, to]) => {
    if (market === 'on-demand' || to.isUp) return [[chance, { ...stays, ...to }] as const];
    const low = Math.floor(undoneMean);
    const lost = (undone: number): TreeState => {
      const back = Math.min(problem.work, work + undone);
      return { ...stays, ...to, runs: 'nothing', pending: 0, work: back };
    };
    const high = undoneMean - low;
    const both = [
      [chance * (1 - high), lost(low)],
      [chance * high, lost(low + 1)],
    ] as const;
    return both.filter(([p]) => p > 0);
  });
  return { cost: price, next };
}

function marketsAfter(
  { hazards }: SpotProblem,
  { isUp, age }: TreeState,
): readonly (readonly [number, Pick<TreeState, 'isUp' | 'age'>])[] {
  const end = (isUp ? hazards.up : hazards.down)[age];
  const older = age + 1 < AGE_STARTS.length ? ageChance(end, age) : 0;
  const all = [
    [end, { isUp: !isUp, age: 0 }],
    [(1 - end) * older, { isUp, age: age + 1 }],
    [(1 - end) * (1 - older), { isUp, age }],
  ] as const;
  return all.filter(([chance]) => chance > 0);
}

/** Least expected cost by trying every choice at every branch: an exhaustive tree. */
export function treeCost(problem: SpotProblem, state: TreeState): number {
  if (state.work === 0) return 0;
  const costs = choicesIn(problem, state).map(({ cost, next }) => {
    return next.reduce((sum, [chance, to]) => sum + chance * treeCost(problem, to), cost);
  });
  return Math.min(Number.POSITIVE_INFINITY, ...costs);
}
