import type { Ising } from './ising.ts';
import { addOneOf, type Qubo, quboIsing } from './qubo.ts';

/** Costs of giving task j to agent i, as many tasks as agents: row i, column j. */
export type Costs = readonly (readonly number[])[];

/** The task of each agent, and how many agents the spins gave none, several or a taken one. */
export interface Assigned {
  readonly tasks: Int32Array;
  readonly repaired: number;
}

/** A penalty that is always large enough: more than the span of the costs. */
export function safePenalty(costs: Costs): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const row of costs) {
    for (const cost of row) {
      least = Math.min(least, cost);
      most = Math.max(most, cost);
    }
  }
  return most > least ? (most - least) * 1.01 : 1;
}

/**
 * Assignment: each agent one task, each task one agent, at the least total cost. Costs count from
 * the least of them, so that leaving an agent idle never pays at a penalty of the span.
 */
export function assignmentIsing(costs: Costs, penalty: number): Ising {
  const size = costs.length;
  const least = costs.reduce((low, row) => row.reduce((a, b) => Math.min(a, b), low), costs[0][0]);
  const linear = new Float64Array(size * size);
  costs.forEach((row, i) => {
    row.forEach((cost, j) => {
      linear[i * size + j] = cost - least;
    });
  });
  const pairs = { from: [], to: [], coupling: [] };
  let qubo: Qubo = { linear, pairs, constant: least * size };
  for (let one = 0; one < size; one++) {
    const row = Array.from({ length: size }, (_, j) => one * size + j);
    const column = Array.from({ length: size }, (_, i) => i * size + one);
    qubo = addOneOf(addOneOf(qubo, row, penalty), column, penalty);
  }
  return quboIsing(qubo);
}

/** Reads tasks off the spins; agents left without one take the cheapest free task, in order. */
export function decodeTasks(costs: Costs, spins: Int8Array): Assigned {
  const size = costs.length;
  const tasks = new Int32Array(size).fill(-1);
  const isTaken = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const own = spins.subarray(i * size, (i + 1) * size);
    const first = own.indexOf(1);
    if (first < 0 || own.indexOf(1, first + 1) >= 0 || isTaken[first] === 1) continue;
    tasks[i] = first;
    isTaken[first] = 1;
  }
  let repaired = 0;
  for (let i = 0; i < size; i++) {
    if (tasks[i] >= 0) continue;
    repaired++;
    tasks[i] = cheapestFree(costs[i], isTaken);
    isTaken[tasks[i]] = 1;
  }
  return { tasks, repaired };
}

function cheapestFree(row: readonly number[], isTaken: Uint8Array): number {
  let chosen = -1;
  for (let j = 0; j < row.length; j++) {
    if (isTaken[j] === 0 && (chosen < 0 || row[j] < row[chosen])) chosen = j;
  }
  return chosen;
}

/** Total cost of an assignment. */
export function costOf(costs: Costs, tasks: Int32Array): number {
  return costs.reduce((sum, row, i) => sum + row[tasks[i]], 0);
}
