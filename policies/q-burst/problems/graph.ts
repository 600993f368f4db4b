/** An undirected graph with a weight on every edge; vertices count from 0. */
export interface Graph {
  readonly vertices: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly weights: readonly number[];
}

/** Number of edges at each vertex. */
export function degreesOf(graph: Graph): Int32Array {
  const degrees = new Int32Array(graph.vertices);
  for (const vertex of graph.from) degrees[vertex]++;
  for (const vertex of graph.to) degrees[vertex]++;
  return degrees;
}
