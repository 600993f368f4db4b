import { type LinkMdp, linksOf } from './mdp.ts';

/** What a solver holds: values and those a step on, the policy, and the links' long-run shares. */
interface Held {
  readonly values: Float64Array;
  readonly ahead: Float64Array;
  readonly table: Uint8Array;
  readonly weights: Float64Array;
}

/**
 * Moves all values of an own state together by what a small system over own states alone says they
 * are wrong (aggregation; Bertsekas and Castanon 1989). Heat changes over minutes, so that sweeps
 * alone would need thousands; only the way to the answer is shortened, never the answer changed.
 * Does nothing where the system cannot be solved.
 */
export function aggregateStep(mdp: LinkMdp, held: Held): void {
  const { owns } = mdp;
  const matrix = new Float64Array(owns * owns);
  const sides = new Float64Array(owns);
  for (let own = 0; own < owns; own++) fillRow(mdp, held, own, { matrix, sides });
  // Own state 0 is what the others are held against.
  for (let own = 1; own < owns; own++) {
    for (let to = 0; to < owns; to++) matrix[own * owns + to] -= matrix[to];
    sides[own] -= sides[0];
  }
  matrix.fill(0, 0, owns);
  matrix[0] = 1;
  sides[0] = 0;
  const moves = solveSystem(matrix, sides);
  if (moves === undefined) return;
  const links = linksOf(mdp);
  for (let at = 0; at < held.values.length; at++) held.values[at] += moves[Math.floor(at / links)];
}

interface System {
  readonly matrix: Float64Array;
  readonly sides: Float64Array;
}

function fillRow(mdp: LinkMdp, held: Held, own: number, { matrix, sides }: System): void {
  const links = linksOf(mdp);
  matrix[own * mdp.owns + own] += 1;
  for (let link = 0; link < links; link++) {
    const at = own * links + link;
    const pair = own * mdp.actions + held.table[at];
    const weight = held.weights[link];
    let worth = mdp.rewards[pair * links + link];
    for (let k = 2 * pair; k < 2 * pair + 2; k++) {
      const next = mdp.nexts[k];
      const share = mdp.discount * mdp.chances[k];
      worth += share * held.ahead[next * links + link];
      matrix[own * mdp.owns + next] -= weight * share;
    }
    sides[own] += weight * (worth - held.values[at]);
  }
}

/** Solves a small linear system by elimination with pivots; undefined where it is singular. */
function solveSystem(matrix: Float64Array, sides: Float64Array): Float64Array | undefined {
  const size = sides.length;
  for (let column = 0; column < size; column++) {
    const pivot = pivotOf(matrix, size, column);
    if (Math.abs(matrix[pivot * size + column]) < 1e-12) return undefined;
    swapRows(matrix, sides, [column, pivot]);
    for (let row = 0; row < size; row++) {
      if (row !== column) eliminate(matrix, sides, [column, row]);
    }
  }
  return sides.map((side, i) => side / matrix[i * size + i]);
}

function pivotOf(matrix: Float64Array, size: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < size; row++) {
    const isLarger = Math.abs(matrix[row * size + column]) > Math.abs(matrix[best * size + column]);
    if (isLarger) best = row;
  }
  return best;
}

type Pair = readonly [from: number, to: number];

function swapRows(matrix: Float64Array, sides: Float64Array, [from, to]: Pair): void {
  const size = sides.length;
  const row = matrix.slice(from * size, (from + 1) * size);
  matrix.copyWithin(from * size, to * size, (to + 1) * size);
  matrix.set(row, to * size);
  [sides[from], sides[to]] = [sides[to], sides[from]];
}

function eliminate(matrix: Float64Array, sides: Float64Array, [from, to]: Pair): void {
  const size = sides.length;
  const factor = matrix[to * size + from] / matrix[from * size + from];
  if (factor === 0) return;
  for (let i = 0; i < size; i++) matrix[to * size + i] -= factor * matrix[from * size + i];
  sides[to] -= factor * sides[from];
}
