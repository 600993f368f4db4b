import { exp, log } from '../../engine/math.ts';
import { SECOND } from '../../engine/units.ts';
import type { SearchBrief } from '../search.ts';
import { chanceWithin, repeatsToSolution } from './time-to-solution.ts';

const JOULES_PER_KWH = 3.6e6;

/** What one search is expected to take and cost at one solver, without waits. */
export interface Expected {
  /** From its turn to its answer, microseconds. */
  time: number;
  /** Time that the solver is kept busy, microseconds. */
  busy: number;
  /** Money for that, USD. */
  money: number;
  /** Energy for that, kWh. */
  energyKwh: number;
  /** Chance that no solution comes of it. */
  failure: number;
}

/** Room for an expectation: gates keep one and have it filled, so that they allocate nothing. */
export function emptyExpected(): Expected {
  return { time: 0, busy: 0, money: 0, energyKwh: 0, failure: 0 };
}

/** Mean time of a classical worker: exp(intercept + sd² / 2) nᵇ, the mean of the scattered law. */
export function expectClassical(
  brief: SearchBrief,
  size: number,
  into: Expected = emptyExpected(),
): Expected {
  const { intercept, slope, sd } = brief.classical;
  into.busy = exp(intercept + slope * log(size) + (sd * sd) / 2) * SECOND;
  into.time = into.busy;
  into.failure = 0;
  into.money = moneyOf(brief, 0, into.busy);
  into.energyKwh = energyOf(brief, 0, into.busy);
  return into;
}

/**
 * One off-load: network, embedding, programming and as many reads as make 99 % for the typical
 * problem of this size, up to the most that may be asked for. The embedding is paid like a worker.
 */
export function expectAnnealer(
  brief: SearchBrief,
  size: number,
  embedding: number,
  into: Expected = emptyExpected(),
): Expected {
  const chance = Math.min(1, exp(brief.successIntercept + brief.successSlope * size));
  const reads = Math.min(brief.mostReads, Math.ceil(repeatsToSolution(chance)));
  const hasPlace = Number.isFinite(embedding);
  const host = hasPlace ? embedding : 0;
  into.busy = brief.programming + reads * brief.perRead;
  into.time = brief.roundTrip + embedding + into.busy;
  const fits = hasPlace && size <= brief.mostVariables;
  into.failure = fits ? 1 - chanceWithin(chance, reads) : 1;
  into.money = moneyOf(brief, 1, into.busy) + moneyOf(brief, 0, host);
  into.energyKwh = energyOf(brief, 1, into.busy) + energyOf(brief, 0, host);
  return into;
}

function moneyOf(brief: SearchBrief, solver: number, busy: number): number {
  return (brief.pricePerSecond[solver] * busy) / SECOND;
}

function energyOf(brief: SearchBrief, solver: number, busy: number): number {
  return (brief.powerW[solver] * busy) / SECOND / JOULES_PER_KWH;
}
