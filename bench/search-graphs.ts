import { readFileSync } from 'node:fs';
import { below, openStream } from '../engine/random.ts';
import type { Graph } from '../policies/q-burst/problems/graph.ts';
import { maxCutIsing } from '../policies/q-burst/problems/max-cut.ts';
import { type HybridBudget, searchHybrid } from '../policies/q-burst/samplers/hybrid.ts';
import { importGraph } from '../traces/import/gset.ts';

/** One graph of the set, its best known cut and the budget it is given. */
export interface Trial {
  readonly name: string;
  readonly best: number;
  readonly budget: HybridBudget;
  readonly runs: number;
}

const small = { members: 16, opening: 200, sweeps: 100_000 };
const sparse = { members: 32, opening: 500, sweeps: 100_000 };
const large = { members: 64, opening: 1000, sweeps: 600_000 };

/** Best known: AOCoptimizer's `reference.csv`, read 2026 for this project. */
export const TRIALS: readonly Trial[] = [
  { name: 'G1', best: 11624, budget: small, runs: 10 },
  { name: 'G6', best: 2178, budget: small, runs: 10 },
  { name: 'G11', best: 564, budget: sparse, runs: 10 },
  { name: 'G14', best: 3064, budget: large, runs: 3 },
  { name: 'G22', best: 13359, budget: large, runs: 3 },
  { name: 'G43', best: 6660, budget: small, runs: 10 },
];

/** What the runs of a trial found. */
export interface Tried {
  readonly trial: Trial;
  readonly cuts: readonly number[];
  readonly sweeps: readonly number[];
  readonly seconds: number;
}

/** Plays a trial: each run has a seed of its own and stops at the best known cut. */
export function tryGraph(trial: Trial, folder: string): Tried {
  const name = `${trial.name}.txt`;
  const text = readFileSync(`${folder}/ising/gset/${name}`, 'utf8');
  const ising = maxCutIsing(importGraph({ name, text }).value);
  const start = performance.now();
  const found = Array.from({ length: trial.runs }, (_, run) => {
    const chance = openStream(run, `search/${trial.name}`);
    return searchHybrid(ising, { ...trial.budget, target: -trial.best }, chance);
  });
  const seconds = (performance.now() - start) / 1000 / trial.runs;
  const cuts = found.map(({ energy }) => -energy);
  return { trial, cuts, sweeps: found.map((one) => one.sweeps), seconds };
}

/** A random graph of mean degree 6 with weights -1 and +1. */
export function randomGraph(vertices: number, seed: number): Graph {
  const chance = openStream(seed, `search/family/${vertices}`);
  const taken = new Set<number>();
  const graph = { vertices, from: [] as number[], to: [] as number[], weights: [] as number[] };
  while (graph.from.length < 3 * vertices) {
    const i = below(chance, 0, vertices);
    const j = below(chance, 0, vertices);
    const key = Math.min(i, j) * vertices + Math.max(i, j);
    if (i === j || taken.has(key)) continue;
    taken.add(key);
    graph.from.push(i);
    graph.to.push(j);
    graph.weights.push(below(chance, 0, 2) === 0 ? -1 : 1);
  }
  return graph;
}
