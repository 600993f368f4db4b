import { exp, log, pow } from '../../engine/math.ts';
import { normalQuantile } from '../../engine/special.ts';
import { type DeviceFacts, faultChance, type Served, UNFIT } from './device.ts';
import { type QubitGraph, qubitsFor } from './embedding.ts';

/** A quantum annealer: one problem at a time, answered by many reads of a random process. */
export interface Annealer extends DeviceFacts {
  readonly kind: 'annealer';
  readonly graph: QubitGraph;
  readonly programmingMs: number;
  /** Before each problem and not charged, ms. */
  readonly overheadMs: number;
  readonly annealUs: number;
  readonly delayUs: number;
  /** Readout of one sample by how many qubits take part: (qubits, µs), the fewest first. */
  readonly readout: readonly (readonly [qubits: number, us: number])[];
  readonly success: ReadSuccess;
  readonly problems: Readonly<Record<string, DenseProblem>>;
}

/** Chance that one read finds the best answer, from instance to instance of a problem. */
export interface ReadSuccess {
  /** Median chance for a problem without variables: 1 less what the machine always gets wrong. */
  readonly base: number;
  /** Variables that multiply the chance by 1/e. */
  readonly eFoldVariables: number;
  /** Spread of the chance's logarithm between instances of one size. */
  readonly spread: number;
}

/** A problem in which every variable meets every other: the hardest to embed. */
export interface DenseProblem {
  readonly variables: number;
  /** Samples drawn of it. */
  readonly reads: number;
}

/** T = programming + overhead + reads × (anneal + readout + delay), ms. */
export function accessMs(annealer: Annealer, qubits: number, reads: number): number {
  const eachUs = annealer.annealUs + readoutUs(annealer, qubits) + annealer.delayUs;
  return annealer.programmingMs + annealer.overheadMs + (reads * eachUs) / 1000;
}

/** Readout of one sample, µs: straight between the points in logarithms of both, flat outside. */
export function readoutUs({ readout }: Annealer, qubits: number): number {
  const [first] = readout;
  const last = readout[readout.length - 1];
  if (qubits <= first[0]) return first[1];
  if (qubits >= last[0]) return last[1];
  const at = readout.findIndex(([size]) => size > qubits);
  const [[fewer, low], [more, high]] = [readout[at - 1], readout[at]];
  return low * pow(high / low, log(qubits / fewer) / log(more / fewer));
}

/**
 * Chance of the best answer within some reads for the instance at a quantile of hardness (0.5: the
 * median one; 0.9: harder than nine in ten).
 */
export function successWithin(
  { success }: Annealer,
  { variables, reads }: DenseProblem,
  hardness: number,
): number {
  const chance = readChance(success, variables, hardness);
  return 1 - pow(1 - chance, reads);
}

/** Reads until the best answer was seen with a chance of 99 %: the usual yardstick. */
export function readsToSolution(
  { success }: Annealer,
  { variables }: DenseProblem,
  hardness: number,
): number {
  const chance = readChance(success, variables, hardness);
  return chance >= 0.99 ? 1 : log(0.01) / log(1 - chance);
}

/** Chance that one read of an instance at a quantile of hardness finds the best answer. */
export function readChance(success: ReadSuccess, variables: number, hardness: number): number {
  const median = success.base * exp(-variables / success.eFoldVariables);
  const chance = median * exp(-success.spread * normalQuantile(hardness));
  return Math.min(1 - 1e-12, chance);
}

/** Problems one after another: the machine takes no second one while it works. */
export function serveProblems(annealer: Annealer, problem: DenseProblem, batch: number): Served {
  const embedded = qubitsFor(annealer.graph, problem.variables);
  if (embedded.qubits === 0) return UNFIT;
  const latencyMs = accessMs(annealer, embedded.qubits, problem.reads) * batch;
  const energyJ = (annealer.busyW * latencyMs) / 1000;
  const fault = faultChance(annealer, latencyMs);
  const failure = 1 - (1 - fault) * (1 - embedded.failure);
  return { latencyMs, busyMs: latencyMs, energyJ, failure };
}
