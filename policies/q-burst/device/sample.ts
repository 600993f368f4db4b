import { cos, log } from '../../../engine/math.ts';
import { nextWord, uniform } from '../../../engine/random.ts';
import { energyOf, type Ising } from '../problems/ising.ts';
import { anneal, coolingFor } from '../samplers/anneal.ts';
import { type Chance, descend, openState, stateAt } from '../samplers/thermal.ts';
import { type Chained, type ChainRule, chain } from './chains.ts';

/** How a device is asked, and how far it is from what it was asked for. */
export interface DeviceSettings {
  readonly rule: ChainRule;
  readonly reads: number;
  /** Sweeps of the anneal that stands for one read. */
  readonly sweeps: number;
  /** Standard deviation of programmed fields and bonds, as a share of the largest. */
  readonly noise: number;
}

/** One sample of a device. */
export interface Read {
  /** After a majority vote in each chain. */
  readonly votedEnergy: number;
  /** After going straight down from there. */
  readonly energy: number;
  readonly spins: Int8Array;
  /** Share of chains whose qubits did not agree. */
  readonly broken: number;
}

/**
 * Reads of an annealer, as a stand-in: the problem sits on chains, bonds and fields are off by the
 * noise once for each programming, simulated annealing takes the place of the physics, a majority
 * vote mends broken chains. None of it is measured on hardware. Empty where the problem does not
 * fit.
 */
export function sampleAsDevice(
  ising: Ising,
  settings: DeviceSettings,
  chance: Chance,
): readonly Read[] {
  if (ising.spins > settings.rule.mostVariables) return [];
  const chained = chain(ising, settings.rule);
  const programmed = blur(chained.ising, settings.noise, chance);
  const cooling = coolingFor(programmed, settings.sweeps);
  return Array.from({ length: settings.reads }, () => {
    const state = openState(programmed, chance);
    anneal(programmed, state, cooling, chance);
    return vote(ising, chained, state.best, chance);
  });
}

function vote(ising: Ising, { length }: Chained, qubits: Int8Array, chance: Chance): Read {
  const spins = new Int8Array(ising.spins);
  let broken = 0;
  for (let i = 0; i < ising.spins; i++) {
    let sum = 0;
    for (let k = 0; k < length; k++) sum += qubits[i * length + k];
    if (Math.abs(sum) !== length) broken++;
    spins[i] = sum > 0 || (sum === 0 && (nextWord(chance, 0) & 0x8000) !== 0) ? 1 : -1;
  }
  const votedEnergy = energyOf(ising, spins);
  const state = stateAt(ising, spins);
  descend(ising, state);
  return {
    votedEnergy,
    energy: state.bestEnergy,
    spins: state.best,
    broken: broken / ising.spins,
  };
}

// A bond stands twice: the second time it takes the value drawn for the first.
function blur(ising: Ising, noise: number, chance: Chance): Ising {
  const { starts, neighbours } = ising;
  const largest = ising.couplings.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const fields = ising.fields.map((field) => field + noise * largest * normal(chance));
  const couplings = ising.couplings.slice();
  for (let i = 0; i < ising.spins; i++) {
    for (let at = starts[i]; at < starts[i + 1]; at++) {
      const j = neighbours[at];
      if (j < i) continue;
      couplings[at] += noise * largest * normal(chance);
      couplings[neighbours.indexOf(i, starts[j])] = couplings[at];
    }
  }
  return { ...ising, fields, couplings };
}

/** A standard normal number by Box and Muller's method; two draws. */
function normal(chance: Chance): number {
  const radius = Math.sqrt(-2 * log(1 - uniform(chance, 0)));
  return radius * cos(6.283185307179586 * uniform(chance, 0));
}
