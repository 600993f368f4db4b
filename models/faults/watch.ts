import type { SimTime } from '../../engine/units.ts';

/** Minutes over which the level before a fault is taken (assumed). */
export const BEFORE = 10;

/** How the world gets over one fault, from its beginning on. */
export interface FaultWatch {
  /** -1 before it begins. */
  begunAt: SimTime;
  /** Minutes are counted up to this instant, and until it has recovered. */
  until: SimTime;
  /** Share of late answers before it; -1: nothing was answered before. */
  level: number;
  /** When the last minute above the level ended; `begunAt` while there was none. */
  lateUntil: SimTime;
  lateMinutes: number;
  /** Minutes in a row at the level, and above it. */
  calm: number;
  late: number;
  hasRecovered: boolean;
  /** Readings of the ledger when it began, and what was lost up to the recovery. */
  sessionsAtStart: number;
  requestsAtStart: number;
  sessionsLost: number;
  requestsLost: number;
  instancesLost: number;
}

/** The watch over all faults: late answers of the last minutes, and one entry a fault. */
export interface Recovery {
  /** Handle of the next reading; -1 while no scenario asks for one. */
  pending: number;
  /** Readings so far; the last BEFORE minutes are kept, in a ring. */
  readings: number;
  readonly heard: Float64Array;
  readonly late: Float64Array;
  /** The ledger at the last reading. */
  heardBefore: number;
  lateBefore: number;
  watches: FaultWatch[];
}

/** A watch over faults that are all to come. */
export function openRecovery(faults: number): Recovery {
  return {
    pending: -1,
    readings: 0,
    heard: new Float64Array(BEFORE),
    late: new Float64Array(BEFORE),
    heardBefore: 0,
    lateBefore: 0,
    watches: Array.from({ length: faults }, openWatch),
  };
}

/** A fault that is to come. */
export function openWatch(): FaultWatch {
  return {
    begunAt: -1,
    until: -1,
    level: -1,
    lateUntil: -1,
    lateMinutes: 0,
    calm: 0,
    late: 0,
    hasRecovered: false,
    sessionsAtStart: 0,
    requestsAtStart: 0,
    sessionsLost: 0,
    requestsLost: 0,
    instancesLost: 0,
  };
}
