import { degreesOf, type Graph } from './graph.ts';
import type { Ising } from './ising.ts';
import { addOneOf, addPair, type Qubo, quboIsing } from './qubo.ts';

/** A colour for every vertex, and how many vertices had none or several before the repair. */
export interface Coloured {
  readonly colours: Int32Array;
  readonly repaired: number;
}

/**
 * Colouring with as few edges of one colour as can be: a conflict costs 1. A vertex without a
 * colour can always take one with at most ⌊degree / colours⌋ conflicts, so a penalty just above
 * that is enough for the least energy to be the least number of conflicts.
 */
export function colouringIsing(graph: Graph, colours: number): Ising {
  const most = degreesOf(graph).reduce((a, b) => Math.max(a, b), 0);
  const penalty = Math.floor(most / colours) + 1;
  const pairs = { from: [], to: [], coupling: [] };
  let qubo: Qubo = { linear: new Float64Array(graph.vertices * colours), pairs, constant: 0 };
  for (let vertex = 0; vertex < graph.vertices; vertex++) {
    const own = Array.from({ length: colours }, (_, colour) => vertex * colours + colour);
    qubo = addOneOf(qubo, own, penalty);
  }
  for (let k = 0; k < graph.from.length; k++) {
    for (let colour = 0; colour < colours; colour++) {
      addPair(pairs, graph.from[k] * colours + colour, graph.to[k] * colours + colour, 1);
    }
  }
  return quboIsing(qubo);
}

/** Reads colours off the spins; a vertex with none or several takes the one that clashes least. */
export function decodeColours(graph: Graph, colours: number, spins: Int8Array): Coloured {
  const chosen = new Int32Array(graph.vertices).fill(-1);
  const unsure: number[] = [];
  for (let vertex = 0; vertex < graph.vertices; vertex++) {
    const own = spins.subarray(vertex * colours, (vertex + 1) * colours);
    if (own.reduce((set, spin) => set + (spin > 0 ? 1 : 0), 0) === 1) {
      chosen[vertex] = own.indexOf(1);
    } else unsure.push(vertex);
  }
  for (const vertex of unsure) chosen[vertex] = leastClashing(graph, colours, chosen, vertex);
  return { colours: chosen, repaired: unsure.length };
}

function leastClashing(graph: Graph, colours: number, chosen: Int32Array, vertex: number): number {
  const clashes = new Int32Array(colours);
  for (let k = 0; k < graph.from.length; k++) {
    const { from, to } = graph;
    if (from[k] === vertex && chosen[to[k]] >= 0) clashes[chosen[to[k]]]++;
    if (to[k] === vertex && chosen[from[k]] >= 0) clashes[chosen[from[k]]]++;
  }
  return clashes.indexOf(clashes.reduce((a, b) => Math.min(a, b)));
}

/** Edges whose two ends have one colour. */
export function conflictsOf(graph: Graph, colours: Int32Array): number {
  let conflicts = 0;
  for (let k = 0; k < graph.from.length; k++) {
    if (colours[graph.from[k]] === colours[graph.to[k]]) conflicts++;
  }
  return conflicts;
}
