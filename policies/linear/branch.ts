import type { Column, LinearProgram, LinearSolution, Optimum } from './program.ts';
import { solveLinear } from './simplex.ts';

/** What a programme with switches came to: columns that are 0 or 1 and nothing between. */
export interface SwitchedOptimum extends Optimum {
  /** No point is cheaper than this; equal to the objective where the search was finished. */
  readonly bound: number;
  /** Linear programmes solved. */
  readonly solved: number;
}

const WHOLE = 1e-6;

interface Search {
  readonly program: LinearProgram;
  readonly switches: readonly number[];
  readonly most: number;
  best: Optimum | undefined;
  solved: number;
  bound: number;
}

/**
 * Branch and bound over columns that are 0 or 1, depth first, 1 tried before 0, with a limit on the
 * number of programmes and none on time. Every branch first tries all its switches rounded up.
 */
export function solveSwitched(
  program: LinearProgram,
  switches: readonly number[],
  most: number,
): SwitchedOptimum | Exclude<LinearSolution, Optimum> {
  const search: Search = { program, switches, most, best: undefined, solved: 0, bound: Infinity };
  const root = relax(search, program.columns);
  if (root.status !== 'optimal') return root;
  branch(search, program.columns, root);
  const { best, solved } = search;
  if (best === undefined) {
    return solved >= most ? { status: 'stopped' } : { status: 'infeasible', rows: [] };
  }
  return { ...best, bound: Math.min(best.objective, search.bound), solved };
}

function relax(search: Search, columns: readonly Column[]): LinearSolution {
  search.solved += 1;
  return solveLinear({ columns, rows: search.program.rows });
}

function branch(search: Search, columns: readonly Column[], relaxed: Optimum): void {
  if (search.best !== undefined && relaxed.objective >= worthless(search.best)) return;
  const open = leastDecided(search, relaxed.values);
  if (open < 0) {
    search.best = relaxed;
    return;
  }
  if (search.solved >= search.most) {
    search.bound = Math.min(search.bound, relaxed.objective);
    return;
  }
  tryRoundedUp(search, columns, relaxed.values);
  for (const side of [1, 0]) {
    const narrowed = columns.map((column, j) => (j === open ? fixAt(column, side) : column));
    const next = relax(search, narrowed);
    if (next.status === 'optimal') branch(search, narrowed, next);
  }
}

/** A gain of less than a billionth is not worth a search. */
function worthless({ objective }: Optimum): number {
  return objective - 1e-9 * (1 + Math.abs(objective));
}

/** The switch nearest to one half, the earlier of equals; -1: all are 0 or 1. */
function leastDecided({ switches }: Search, values: readonly number[]): number {
  let chosen = -1;
  let least = 0.5 - WHOLE;
  for (const column of switches) {
    const distance = Math.abs(values[column] - 0.5);
    if (distance >= least) continue;
    least = distance;
    chosen = column;
  }
  return chosen;
}

function tryRoundedUp(search: Search, columns: readonly Column[], values: readonly number[]): void {
  const rounded = [...columns];
  for (const j of search.switches) rounded[j] = fixAt(columns[j], values[j] > WHOLE ? 1 : 0);
  const tried = relax(search, rounded);
  if (tried.status !== 'optimal') return;
  const isBetter = search.best === undefined || tried.objective < search.best.objective;
  if (isBetter) search.best = tried;
}

function fixAt({ cost }: Column, value: number): Column {
  return { cost, low: value, high: value };
}
