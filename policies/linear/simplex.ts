import type { LinearProgram, LinearSolution } from './program.ts';
import { openTableau, pivot, settleBasics, type Tableau } from './tableau.ts';

/** How far a bound may be missed, in scaled units; how small a price or a factor means nothing. */
const MISS = 1e-9;
const TINY = 1e-9;
/** Steps without progress after which the first candidate is taken instead of the best one. */
const PATIENCE = 40;
/** Steps after which the values of the basic variables are worked out anew. */
const SETTLE = 64;

/**
 * Solves a linear programme by the bounded primal simplex method on a dense table: first as little
 * missing of bounds as can be, then least cost. The same programme gives the same answer, bit for
 * bit; of equals the earlier column is taken, and Bland's rule (1977) ends what does not move.
 */
export function solveLinear(program: LinearProgram): LinearSolution {
  if (program.columns.some(({ low, high }) => low > high)) return INFEASIBLE_BOUND;
  const tableau = openTableau(program);
  const most = 200 + 40 * (tableau.height + tableau.width);
  const first = walk(tableau, most, missedPrices);
  if (first !== 'done') return { status: 'stopped' };
  settleBasics(tableau);
  if (missOf(tableau) > 1e-7) return { status: 'infeasible', rows: proofOf(tableau) };
  const second = walk(tableau, most, (at, prices) => prices.set(at.price));
  if (second !== 'done') return { status: second };
  settleBasics(tableau);
  return missOf(tableau) > 1e-6 ? { status: 'stopped' } : readOptimum(program, tableau);
}

const INFEASIBLE_BOUND: LinearSolution = { status: 'infeasible', rows: [] };

type Walked = 'done' | 'unbounded' | 'stopped';
type Pricing = (tableau: Tableau, prices: Float64Array) => void;

/** Goes from basis to basis until no price says that a better one is near. */
function walk(tableau: Tableau, most: number, price: Pricing): Walked {
  const prices = new Float64Array(tableau.width);
  let still = 0;
  for (let step = 0; step < most; step += 1) {
    if (step % SETTLE === SETTLE - 1) settleBasics(tableau);
    price(tableau, prices);
    const entering = chooseEntering(tableau, prices, still > PATIENCE);
    if (entering < 0) return 'done';
    const moved = move(tableau, entering, prices[entering] < 0 ? 1 : -1, still > PATIENCE);
    if (moved < 0) return 'unbounded';
    still = moved > 1e-12 ? 0 : still + 1;
  }
  return 'stopped';
}

/** How fast the sum of what bounds are missed by grows with each standing variable. */
function missedPrices(tableau: Tableau, prices: Float64Array): void {
  const { height, width, table, basic, low, high, value } = tableau;
  prices.fill(0);
  for (let i = 0; i < height; i += 1) {
    const at = basic[i];
    const sign = value[at] < low[at] - MISS ? -1 : value[at] > high[at] + MISS ? 1 : 0;
    if (sign === 0) continue;
    for (let j = 0; j < width; j += 1) prices[j] += sign * table[i * width + j];
  }
}

/** The steepest price that may be followed, or the first by variable; -1: none. */
function chooseEntering(tableau: Tableau, prices: Float64Array, isFirst: boolean): number {
  const { width, standing, low, high, value } = tableau;
  let best = -1;
  let steepest = TINY;
  for (let j = 0; j < width; j += 1) {
    const at = standing[j];
    const size = Math.abs(prices[j]);
    if (size <= TINY || low[at] === high[at]) continue;
    if (prices[j] < 0 ? value[at] >= high[at] : value[at] <= low[at]) continue;
    const isBetter = isFirst ? best < 0 || at < standing[best] : size > steepest;
    if (!isBetter) continue;
    best = j;
    steepest = size;
  }
  return best;
}

/** Moves a standing variable as far as bounds allow; gives how far, -1: without end. */
function move(tableau: Tableau, column: number, sign: number, isFirst: boolean): number {
  const { height, width, table, basic, standing, low, high, value } = tableau;
  const entering = standing[column];
  const own = high[entering] - low[entering];
  const block = nearestBlock(tableau, column, sign, isFirst);
  const length = Math.min(own, block.length);
  if (length === Infinity) return -1;
  value[entering] += sign * length;
  for (let i = 0; i < height; i += 1) {
    value[basic[i]] += table[i * width + column] * sign * length;
  }
  if (own <= block.length) {
    value[entering] = sign > 0 ? high[entering] : low[entering];
    return length;
  }
  value[basic[block.row]] = block.bound;
  pivot(tableau, block.row, column);
  return length;
}

interface Block {
  row: number;
  length: number;
  bound: number;
}

/** The basic variable that reaches a bound first; of equals the one with the largest factor. */
function nearestBlock(tableau: Tableau, column: number, sign: number, isFirst: boolean): Block {
  const { height, width, table, basic } = tableau;
  const nearest: Block = { row: -1, length: Infinity, bound: 0 };
  let size = 0;
  for (let i = 0; i < height; i += 1) {
    const speed = table[i * width + column] * sign;
    if (Math.abs(speed) <= TINY) continue;
    const bound = boundAhead(tableau, basic[i], speed);
    if (!Number.isFinite(bound)) continue;
    const length = Math.max(0, (bound - tableau.value[basic[i]]) / speed);
    const isEqual = Math.abs(length - nearest.length) <= 1e-12;
    const isPreferred = isFirst ? basic[i] < basic[nearest.row] : Math.abs(speed) > size;
    if (isEqual ? !isPreferred : length > nearest.length) continue;
    nearest.row = i;
    nearest.length = length;
    nearest.bound = bound;
    size = Math.abs(speed);
  }
  return nearest;
}

/** The bound a basic variable runs into; one outside its bounds runs into the one it missed. */
function boundAhead({ low, high, value }: Tableau, at: number, speed: number): number {
  if (speed > 0) return value[at] < low[at] - MISS ? low[at] : aboveOr(value[at], high[at]);
  return value[at] > high[at] + MISS ? high[at] : belowOr(value[at], low[at]);
}

/** What is beyond the bound already moves away from it freely. */
function aboveOr(value: number, bound: number): number {
  return value > bound + MISS ? Infinity : bound;
}

function belowOr(value: number, bound: number): number {
  return value < bound - MISS ? -Infinity : bound;
}

function missOf({ height, basic, low, high, value }: Tableau): number {
  let most = 0;
  for (let i = 0; i < height; i += 1) {
    const at = basic[i];
    const size = 1 + Math.abs(value[at]);
    most = Math.max(most, (low[at] - value[at]) / size, (value[at] - high[at]) / size);
  }
  return most;
}

/** Rows whose bounds hold the least miss where it is: missed ones, and those that would give. */
function proofOf(tableau: Tableau): readonly number[] {
  const { height, width, basic, standing, low, high, value } = tableau;
  const prices = new Float64Array(width);
  missedPrices(tableau, prices);
  const rows: number[] = [];
  for (let i = 0; i < height; i += 1) {
    const at = basic[i];
    const isMissed = value[at] < low[at] - MISS || value[at] > high[at] + MISS;
    if (at >= width && isMissed) rows.push(at - width);
  }
  for (let j = 0; j < width; j += 1) {
    if (standing[j] >= width && Math.abs(prices[j]) > TINY) rows.push(standing[j] - width);
  }
  return rows.sort((a, b) => a - b);
}

function readOptimum({ columns, rows }: LinearProgram, tableau: Tableau): LinearSolution {
  const { width, standing, value, price, unit } = tableau;
  const values = columns.map((_, j) => value[j] * unit[j]);
  const rowPrices = rows.map(() => 0);
  const reducedCosts = columns.map(() => 0);
  for (let j = 0; j < width; j += 1) {
    const at = standing[j];
    if (at >= width) rowPrices[at - width] = price[j] / unit[at];
    else reducedCosts[at] = price[j] / unit[at];
  }
  const objective = columns.reduce((sum, { cost }, j) => sum + cost * values[j], 0);
  return { status: 'optimal', objective, values, rowPrices, reducedCosts };
}
