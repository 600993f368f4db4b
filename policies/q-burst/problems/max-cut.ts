import type { Graph } from './graph.ts';
import { buildIsing, type Ising } from './ising.ts';

/**
 * Max-cut as an Ising problem: J = w/2 and an offset of minus half of all weight make the energy of
 * an assignment exactly minus the weight of its cut.
 */
export function maxCutIsing(graph: Graph): Ising {
  const coupling = graph.weights.map((weight) => weight / 2);
  const all = coupling.reduce((sum, half) => sum + half, 0);
  const bonds = { from: [...graph.from], to: [...graph.to], coupling };
  return buildIsing(new Float64Array(graph.vertices), bonds, -all);
}

/** Weight of the edges between vertices of unlike sides, added up edge by edge. */
export function cutOf(graph: Graph, sides: Int8Array): number {
  let cut = 0;
  for (let k = 0; k < graph.from.length; k++) {
    if (sides[graph.from[k]] !== sides[graph.to[k]]) cut += graph.weights[k];
  }
  return cut;
}
