/** How the qubits of an annealer are wired, and what it takes to put a dense problem on them. */
export interface QubitGraph {
  /** Name of the family: Chimera, Pegasus or Zephyr. */
  readonly name: string;
  readonly qubits: number;
  /** Variables of a dense problem that one more qubit a chain makes room for. */
  readonly perChainQubit: number;
  /** Most variables of a dense problem that fit. */
  readonly mostVariables: number;
  /** Most variables for which a search for an embedding still succeeds as a rule. */
  readonly easyVariables: number;
}

/** A dense problem put on the graph: each variable is a chain of qubits. */
export interface Embedded {
  readonly chainLength: number;
  /** Qubits in all chains; 0 where no embedding exists. */
  readonly qubits: number;
  /** Chance that the search finds no embedding. */
  readonly failure: number;
}

/**
 * Chain length and qubits for a problem in which every variable meets every other. Chains grow by
 * one qubit for each `perChainQubit` variables; the search is safe up to `easyVariables`, hopeless
 * beyond `mostVariables`, and in between fails in proportion (assumed).
 */
export function qubitsFor(graph: QubitGraph, variables: number): Embedded {
  if (variables > graph.mostVariables) return { chainLength: 0, qubits: 0, failure: 1 };
  const isSingle = variables <= 2;
  const chainLength = isSingle ? 1 : Math.ceil(variables / graph.perChainQubit) + 1;
  const qubits = chainLength * variables;
  if (qubits > graph.qubits) return { chainLength: 0, qubits: 0, failure: 1 };
  const between = graph.mostVariables + 1 - graph.easyVariables;
  const failure = Math.max(0, variables - graph.easyVariables) / between;
  return { chainLength, qubits, failure };
}
