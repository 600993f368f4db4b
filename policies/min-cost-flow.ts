/** An arc of a network: whole capacity >= 0 (Infinity: no limit), whole cost per unit. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly cost: number;
}

/** Nodes 0 .. nodes - 1; supply > 0 leaves a node, supply < 0 is wanted there, at most. */
export interface FlowNetwork {
  readonly nodes: number;
  readonly arcs: readonly Arc[];
  readonly supply: readonly number[];
}

/** The cheapest way to ship as much as can be shipped. */
export interface Flow {
  /** Whole units on each arc, in the order of the arcs. */
  readonly units: readonly number[];
  readonly cost: number;
  readonly shipped: number;
  /** Supply that found no way. */
  readonly stranded: number;
}

/** Residual arcs in pairs: 2i is arc i, 2i + 1 its reverse. Node lists keep arc order. */
interface Residual {
  readonly nodes: number;
  readonly to: number[];
  readonly room: number[];
  readonly cost: number[];
  readonly leaving: number[][];
}

/**
 * Minimum-cost flow by successive shortest paths with potentials, in integers. Negative costs
 * are allowed, negative cycles are not. Ties go to the lower node and the earlier arc, so equal
 * inputs give equal flows. Every supplied unit must reach demand through a path of finite room.
 */
export function solveMinCostFlow(network: FlowNetwork): Flow {
  checkNetwork(network);
  const source = network.nodes;
  const sink = network.nodes + 1;
  const residual = residualOf(network, source, sink);
  const potential = firstPotentials(residual);
  let shipped = 0;
  const paths = openPaths(residual);
  const { distance, arrivedBy } = paths;
  for (;;) {
    findPaths(residual, potential, paths, [source, sink]);
    if (distance[sink] === Infinity) break;
    shipped += push(residual, arrivedBy, source, sink);
    raisePotentials(potential, distance, distance[sink]);
  }
  const units = network.arcs.map((_, i) => residual.room[2 * i + 1]);
  const cost = network.arcs.reduce((sum, arc, i) => sum + arc.cost * units[i], 0);
  const offered = network.supply.reduce((sum, supply) => sum + Math.max(0, supply), 0);
  return { units, cost, shipped, stranded: offered - shipped };
}

function checkNetwork({ nodes, arcs, supply }: FlowNetwork): void {
  const isNode = (n: number) => Number.isInteger(n) && n >= 0 && n < nodes;
  arcs.forEach(({ from, to, capacity, cost }, i) => {
    if (!isNode(from) || !isNode(to)) throw new Error(`arc ${i}: no node ${from} or ${to}`);
    const isCapacity = capacity >= 0 && (Number.isSafeInteger(capacity) || capacity === Infinity);
    if (!isCapacity) throw new Error(`arc ${i}: capacity ${capacity} is no whole number >= 0`);
    if (!Number.isSafeInteger(cost)) throw new Error(`arc ${i}: cost ${cost} is no whole number`);
  });
  if (supply.length !== nodes || !supply.every((units) => Number.isSafeInteger(units))) {
    throw new Error(`supply must be ${nodes} whole numbers`);
  }
}

function residualOf({ nodes, arcs, supply }: FlowNetwork, source: number, sink: number): Residual {
  const leaving = Array.from({ length: nodes + 2 }, (): number[] => []);
  const residual = { nodes: nodes + 2, to: [], room: [], cost: [], leaving };
  for (const arc of arcs) addArc(residual, arc);
  supply.forEach((units, node) => {
    if (units > 0) addArc(residual, { from: source, to: node, capacity: units, cost: 0 });
    if (units < 0) addArc(residual, { from: node, to: sink, capacity: -units, cost: 0 });
  });
  return residual;
}

function addArc(residual: Residual, { from, to, capacity, cost }: Arc): void {
  residual.leaving[from].push(residual.to.length);
  residual.leaving[to].push(residual.to.length + 1);
  residual.to.push(to, from);
  residual.room.push(capacity, 0);
  residual.cost.push(cost, -cost);
}

/** Bellman and Ford from everywhere at once: reduced costs start >= 0. */
function firstPotentials(residual: Residual): number[] {
  const potential = new Array<number>(residual.nodes).fill(0);
  for (let round = 0; round < residual.nodes; round += 1) {
    if (!relaxAll(residual, potential)) return potential;
  }
  throw new Error('a cycle of negative cost makes the cheapest flow meaningless');
}

function relaxAll({ nodes, leaving, to, room, cost }: Residual, potential: number[]): boolean {
  let hasChanged = false;
  for (let node = 0; node < nodes; node += 1) {
    for (const arc of leaving[node]) {
      if (room[arc] <= 0 || potential[node] + cost[arc] >= potential[to[arc]]) continue;
      potential[to[arc]] = potential[node] + cost[arc];
      hasChanged = true;
    }
  }
  return hasChanged;
}

/** Shortest paths from the source; scratch space that every search of one flow fills anew. */
interface Paths {
  readonly distance: Float64Array;
  /** Residual arc by which each node is reached; -1: not. */
  readonly arrivedBy: Int32Array;
  readonly settled: Uint8Array;
}

function openPaths({ nodes }: Residual): Paths {
  const distance = new Float64Array(nodes);
  return { distance, arrivedBy: new Int32Array(nodes), settled: new Uint8Array(nodes) };
}

/** Dijkstra on reduced costs; stops when the sink is settled. */
function findPaths(
  { leaving, to, room, cost }: Residual,
  potential: readonly number[],
  { distance, arrivedBy, settled }: Paths,
  [source, sink]: readonly [number, number],
): void {
  distance.fill(Infinity);
  arrivedBy.fill(-1);
  settled.fill(0);
  distance[source] = 0;
  for (;;) {
    const node = nearestOpen(distance, settled);
    if (node < 0) return;
    settled[node] = 1;
    if (node === sink) return;
    const arcs = leaving[node];
    for (let i = 0; i < arcs.length; i += 1) {
      const arc = arcs[i];
      const next = to[arc];
      if (room[arc] <= 0 || settled[next] === 1) continue;
      const tried = distance[node] + cost[arc] + potential[node] - potential[next];
      if (tried >= distance[next]) continue;
      distance[next] = tried;
      arrivedBy[next] = arc;
    }
  }
}

/** The nearest node reached but not settled, the lower one of equals; -1: none. */
function nearestOpen(distance: Float64Array, settled: Uint8Array): number {
  let nearest = -1;
  let least = Infinity;
  for (let node = 0; node < distance.length; node += 1) {
    if (settled[node] === 1 || distance[node] >= least) continue;
    least = distance[node];
    nearest = node;
  }
  return nearest;
}

/** Nodes not settled before the sink are at least as far as it. */
function raisePotentials(potential: number[], distance: Float64Array, limit: number): void {
  for (let node = 0; node < potential.length; node += 1) {
    potential[node] += Math.min(distance[node], limit);
  }
}

function push({ to, room }: Residual, arrivedBy: Int32Array, source: number, sink: number): number {
  let units = Infinity;
  for (let node = sink; node !== source; node = to[arrivedBy[node] ^ 1]) {
    units = Math.min(units, room[arrivedBy[node]]);
  }
  for (let node = sink; node !== source; node = to[arrivedBy[node] ^ 1]) {
    room[arrivedBy[node]] -= units;
    room[arrivedBy[node] ^ 1] += units;
  }
  return units;
}
