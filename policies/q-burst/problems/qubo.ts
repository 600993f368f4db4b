import { type Bonds, buildIsing, type Ising } from './ising.ts';

/** Minimise constant + Σ a_i x_i + Σ q_ij x_i x_j over x of 0 or 1, while it is put together. */
export interface Qubo {
  readonly linear: Float64Array;
  readonly pairs: Bonds;
  readonly constant: number;
}

/** The same problem over spins, s = 2x - 1: every assignment keeps its value as its energy. */
export function quboIsing({ linear, pairs, constant }: Qubo): Ising {
  const fields = linear.map((value) => value / 2);
  let offset = constant + fields.reduce((sum, half) => sum + half, 0);
  const coupling = pairs.coupling.map((value) => value / 4);
  for (let k = 0; k < coupling.length; k++) {
    fields[pairs.from[k]] += coupling[k];
    fields[pairs.to[k]] += coupling[k];
    offset += coupling[k];
  }
  return buildIsing(fields, { ...pairs, coupling }, offset);
}

/** Adds weight · (1 - Σ x)² over the given variables: one of them, and one only, is to be 1. */
export function addOneOf(qubo: Qubo, variables: readonly number[], weight: number): Qubo {
  const { linear, pairs } = qubo;
  variables.forEach((one, place) => {
    linear[one] -= weight;
    for (let k = place + 1; k < variables.length; k++) {
      addPair(pairs, one, variables[k], 2 * weight);
    }
  });
  return { ...qubo, constant: qubo.constant + weight };
}

/** Adds value · x_i x_j. */
export function addPair(pairs: Bonds, i: number, j: number, value: number): void {
  pairs.from.push(i);
  pairs.to.push(j);
  pairs.coupling.push(value);
}
