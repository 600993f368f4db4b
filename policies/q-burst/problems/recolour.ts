import { below } from '../../../engine/random.ts';
import type { Chance } from '../samplers/thermal.ts';
import { conflictsOf } from './colouring.ts';
import type { Graph } from './graph.ts';

/** A colouring under way: `clashes[v · colours + c]` neighbours of v have colour c. */
interface Palette {
  readonly graph: Graph;
  readonly colours: number;
  readonly chosen: Int32Array;
  readonly clashes: Int32Array;
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
  readonly until: Int32Array;
}

const TENURE_SHARE = 0.6;
const TENURE_DRAW = 10;

/**
 * Tabu search on colours, without a penalty: each step recolours one vertex that clashes, the best
 * way that is not tabu. Hertz and de Werra, Computing 39, 1987; tenure of Galinier and Hao, Journal
 * of Combinatorial Optimization 3, 1999. Gives the fewest conflicts seen.
 */
export function recolour(
  graph: Graph,
  start: Int32Array,
  search: { readonly colours: number; readonly steps: number },
  chance: Chance,
): number {
  const palette = openPalette(graph, start, search.colours);
  let conflicts = conflictsOf(graph, palette.chosen);
  let fewest = conflicts;
  for (let step = 1; step <= search.steps && fewest > 0; step++) {
    const move = bestMove(palette, step, fewest - conflicts);
    if (move.vertex < 0) continue;
    conflicts += move.change;
    const tenure = Math.floor(TENURE_SHARE * conflicts) + below(chance, 0, TENURE_DRAW);
    const before = palette.chosen[move.vertex];
    palette.until[move.vertex * search.colours + before] = step + tenure + 1;
    paint(palette, move.vertex, move.colour);
    fewest = Math.min(fewest, conflicts);
  }
  return fewest;
}

function openPalette(graph: Graph, start: Int32Array, colours: number): Palette {
  const starts = new Int32Array(graph.vertices + 1);
  for (const ends of [graph.from, graph.to]) for (const vertex of ends) starts[vertex + 1]++;
  for (let v = 0; v < graph.vertices; v++) starts[v + 1] += starts[v];
  const next = starts.slice();
  const neighbours = new Int32Array(starts[graph.vertices]);
  const clashes = new Int32Array(graph.vertices * colours);
  graph.from.forEach((from, k) => {
    const to = graph.to[k];
    neighbours[next[from]++] = to;
    neighbours[next[to]++] = from;
    clashes[from * colours + start[to]]++;
    clashes[to * colours + start[from]]++;
  });
  const until = new Int32Array(clashes.length);
  return { graph, colours, chosen: start.slice(), clashes, starts, neighbours, until };
}

interface Move {
  readonly vertex: number;
  readonly colour: number;
  readonly change: number;
}

function bestMove(
  { colours, chosen, clashes, until }: Palette,
  step: number,
  aspire: number,
): Move {
  let place = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let vertex = 0; vertex < chosen.length; vertex++) {
    const row = vertex * colours;
    const now = clashes[row + chosen[vertex]];
    if (now === 0) continue;
    for (let colour = 0; colour < colours; colour++) {
      const change = clashes[row + colour] - now;
      if (change >= least || colour === chosen[vertex]) continue;
      if (until[row + colour] > step && change >= aspire) continue;
      least = change;
      place = row + colour;
    }
  }
  return { vertex: Math.floor(place / colours), colour: place % colours, change: least };
}

function paint(palette: Palette, vertex: number, colour: number): void {
  const { colours, chosen, clashes, starts, neighbours } = palette;
  const before = chosen[vertex];
  chosen[vertex] = colour;
  for (let at = starts[vertex]; at < starts[vertex + 1]; at++) {
    clashes[neighbours[at] * colours + before]--;
    clashes[neighbours[at] * colours + colour]++;
  }
}
