import { exp, log } from '../../engine/math.ts';
import { SECOND } from '../../engine/units.ts';
import type { SearchBrief } from '../search.ts';
import { chanceWithin, repeatsToSolution } from './time-to-solution.ts';

const PRICED_J = 3.6e6;

/** What one search is expected to take and cost at one solver, without waits. */
export interface Expected {
  /** From its turn to its answer, microseconds. */
  readonly time: number;
  /** Time that the solver is kept busy, microseconds. */
  readonly busy: number;
  /** Money for that, USD. */
  readonly money: number;
  /** Energy for that, kWh. */
  readonly energyKwh: number;
  /** Chance that no solution comes of it. */
  readonly failure: number;
}

/** Mean time of a classical worker: exp(intercept + sd² / 2) nᵇ, the mean of the scattered law. */
export function expectClassical(brief: SearchBrief, size: number): Expected {
  const { intercept, slope, sd } = brief.classical;
  const busy = exp(intercept + slope * log(size) + (sd * sd) / 2) * SECOND;
  return { time: busy, busy, failure: 0, ...priceOf(brief, 0, busy) };
}

/**
 * One off-load: network, embedding, programming and as many reads as make 99 % for the typical
 * problem of this size, up to the most that may be asked for. The embedding is paid like a worker.
 */
export function expectAnnealer(brief: SearchBrief, size: number, embedding: number): Expected {
  const chance = Math.min(1, exp(brief.successIntercept + brief.successSlope * size));
  const wanted = Math.ceil(repeatsToSolution(chance));
  const reads = Math.min(brief.mostReads, wanted);
  const busy = brief.programming + reads * brief.perRead;
  const fits = size <= brief.mostVariables && Number.isFinite(embedding);
  const failure = fits ? 1 - chanceWithin(chance, reads) : 1;
  const machine = priceOf(brief, 1, busy);
  const host = priceOf(brief, 0, Number.isFinite(embedding) ? embedding : 0);
  return {
    time: brief.roundTrip + embedding + busy,
    busy,
    failure,
    money: machine.money + host.money,
    energyKwh: machine.energyKwh + host.energyKwh,
  };
}

function priceOf(brief: SearchBrief, solver: number, busy: number) {
  const seconds = busy / SECOND;
  return {
    money: brief.pricePerSecond[solver] * seconds,
    energyKwh: (brief.powerW[solver] * seconds) / PRICED_J,
  };
}
