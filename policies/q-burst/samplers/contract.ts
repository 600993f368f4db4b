import { type Bonds, buildIsing, type Ising } from '../problems/ising.ts';

/** A smaller problem whose spins are clusters of the larger one's, each turned as a whole. */
export interface Contracted {
  readonly ising: Ising;
  /** The cluster of each spin of the larger problem. */
  readonly cluster: Int32Array;
}

/**
 * Joins spins that a bond connects and that stand the same way to each other in all of `states`:
 * renormalisation by agreement, Houdayer and Martin, Physical Review Letters 83, 1999. Each cluster
 * keeps its pattern of the first state, so every state is one of the smaller problem's states.
 */
export function contract(ising: Ising, states: readonly Int8Array[]): Contracted {
  const cluster = clusterOf(ising, states);
  const clusters = cluster.reduce((most, one) => Math.max(most, one), -1) + 1;
  const [pattern] = states;
  const fields = new Float64Array(clusters);
  const bonds: Bonds = { from: [], to: [], coupling: [] };
  let offset = ising.offset;
  for (let i = 0; i < ising.spins; i++) {
    fields[cluster[i]] += ising.fields[i] * pattern[i];
    for (let at = ising.starts[i]; at < ising.starts[i + 1]; at++) {
      const j = ising.neighbours[at];
      if (j < i) continue;
      const coupling = ising.couplings[at] * pattern[i] * pattern[j];
      if (cluster[i] === cluster[j]) offset += coupling;
      else push(bonds, cluster[i], cluster[j], coupling);
    }
  }
  return { ising: buildIsing(fields, bonds, offset), cluster };
}

function push(bonds: Bonds, from: number, to: number, coupling: number): void {
  bonds.from.push(from);
  bonds.to.push(to);
  bonds.coupling.push(coupling);
}

/** Writes the larger problem's spins that go with the clusters' spins. */
export function expand(
  contracted: Contracted,
  pattern: Int8Array,
  turned: Int8Array,
  spins: Int8Array,
): void {
  const { cluster } = contracted;
  for (let i = 0; i < spins.length; i++) spins[i] = pattern[i] * turned[cluster[i]];
}

function clusterOf(ising: Ising, states: readonly Int8Array[]): Int32Array {
  const cluster = new Int32Array(ising.spins).fill(-1);
  const stack = new Int32Array(ising.spins);
  let clusters = 0;
  for (let seed = 0; seed < ising.spins; seed++) {
    if (cluster[seed] !== -1) continue;
    cluster[seed] = clusters;
    stack[0] = seed;
    let top = 1;
    while (top > 0) top = grow(ising, states, { cluster, stack, top });
    clusters++;
  }
  return cluster;
}

interface Growth {
  readonly cluster: Int32Array;
  readonly stack: Int32Array;
  readonly top: number;
}

/** Takes one spin off the stack and puts its neighbours that agree on it; the new height. */
function grow(ising: Ising, states: readonly Int8Array[], { cluster, stack, top }: Growth): number {
  let height = top - 1;
  const i = stack[height];
  for (let at = ising.starts[i]; at < ising.starts[i + 1]; at++) {
    const j = ising.neighbours[at];
    if (cluster[j] !== -1 || !agree(states, i, j)) continue;
    cluster[j] = cluster[i];
    stack[height++] = j;
  }
  return height;
}

function agree(states: readonly Int8Array[], i: number, j: number): boolean {
  const side = states[0][i] * states[0][j];
  for (let k = 1; k < states.length; k++) if (states[k][i] * states[k][j] !== side) return false;
  return true;
}
