import { below } from '../../../engine/random.ts';
import type { Chance } from '../samplers/thermal.ts';
import { type Costs, costOf } from './assignment.ts';

const KICK = 3;

/**
 * Local search on an assignment: the best swap of two agents' tasks while one lowers the cost,
 * then a few random swaps from the best seen, and again. A step looks at all pairs. Gives the
 * least cost.
 */
export function swapTasks(costs: Costs, start: Int32Array, steps: number, chance: Chance): number {
  const best = start.slice();
  let least = costOf(costs, start);
  const tasks = start.slice();
  for (let step = 0; step < steps; step++) {
    if (swapBest(costs, tasks)) continue;
    const cost = costOf(costs, tasks);
    if (cost < least) {
      least = cost;
      best.set(tasks);
    }
    tasks.set(best);
    for (let k = 0; k < KICK; k++) {
      exchange(tasks, below(chance, 0, tasks.length), below(chance, 0, tasks.length));
    }
  }
  return Math.min(least, costOf(costs, tasks));
}

function swapBest(costs: Costs, tasks: Int32Array): boolean {
  let most = 1e-9;
  let one = -1;
  let other = -1;
  for (let i = 0; i < tasks.length; i++) {
    for (let k = i + 1; k < tasks.length; k++) {
      const now = costs[i][tasks[i]] + costs[k][tasks[k]];
      const gain = now - costs[i][tasks[k]] - costs[k][tasks[i]];
      if (gain > most) [most, one, other] = [gain, i, k];
    }
  }
  if (one >= 0) exchange(tasks, one, other);
  return one >= 0;
}

function exchange(tasks: Int32Array, i: number, k: number): void {
  [tasks[i], tasks[k]] = [tasks[k], tasks[i]];
}
