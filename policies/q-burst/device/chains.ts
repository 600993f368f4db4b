import { type Bonds, buildIsing, type Ising } from '../problems/ising.ts';

/** How variables are put on an annealer: figures of its graph. */
export interface ChainRule {
  /** Variables of a dense problem that one more qubit a chain makes room for. */
  readonly perChainQubit: number;
  /** Most variables of a dense problem that fit. */
  readonly mostVariables: number;
  /** Chain strength over RMS coupling and root of the mean degree: uniform torque compensation. */
  readonly prefactor: number;
}

/** A problem on chains of qubits: variable v is the qubits from v · length on. */
export interface Chained {
  readonly ising: Ising;
  readonly length: number;
  readonly strength: number;
}

/** Qubits in each chain; 0 where the problem does not fit. */
export function chainLength(rule: ChainRule, variables: number): number {
  if (variables > rule.mostVariables) return 0;
  return variables <= 2 ? 1 : Math.ceil(variables / rule.perChainQubit) + 1;
}

/**
 * Each variable a path of qubits held together by ferromagnetic bonds; a bond between variables
 * sits between one qubit of each, a field is shared by all. Which qubits meet follows the places
 * in the chains and not the wiring of a real graph: a stand-in.
 */
export function chain(ising: Ising, rule: ChainRule): Chained {
  const length = chainLength(rule, ising.spins);
  const strength = chainStrength(ising, rule.prefactor);
  const fields = new Float64Array(ising.spins * length);
  const bonds: Bonds = { from: [], to: [], coupling: [] };
  const push = (from: number, to: number, coupling: number): void => {
    bonds.from.push(from);
    bonds.to.push(to);
    bonds.coupling.push(coupling);
  };
  for (let i = 0; i < ising.spins; i++) {
    const first = i * length;
    fields.fill(ising.fields[i] / length, first, first + length);
    for (let k = 1; k < length; k++) push(first + k - 1, first + k, -strength);
    for (let at = ising.starts[i]; at < ising.starts[i + 1]; at++) {
      const j = ising.neighbours[at];
      if (j > i) push(first + (j % length), j * length + (i % length), ising.couplings[at]);
    }
  }
  return { ising: buildIsing(fields, bonds, ising.offset), length, strength };
}

/** Uniform torque compensation, as dwave-system's `chain_strength.py` has it (read 2026). */
function chainStrength(ising: Ising, prefactor: number): number {
  const { couplings } = ising;
  if (couplings.length === 0) return 1;
  let squares = 0;
  for (const coupling of couplings) squares += coupling * coupling;
  const rms = Math.sqrt(squares / couplings.length);
  return prefactor * rms * Math.sqrt(couplings.length / ising.spins);
}
