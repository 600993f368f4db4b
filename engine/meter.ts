import type { SimTime } from './units.ts';

/** A level that changes in steps (people in line, watts) and its integral over time; plain data. */
export interface Meter {
  readonly startedAt: SimTime;
  changedAt: SimTime;
  level: number;
  /** Integral of the level up to the last change, in level × microseconds. */
  area: number;
  /** Highest level seen. */
  peak: number;
}

/** A meter that starts at this instant (0 unless told) and level (0 unless told). */
export function createMeter(now: SimTime = 0, level = 0): Meter {
  return { startedAt: now, changedAt: now, level, area: 0, peak: level };
}

/** The level is this from now on. Refuses an instant before the last change. */
export function setLevel(meter: Meter, now: SimTime, level: number): void {
  meter.area = areaOf(meter, now);
  meter.changedAt = now;
  meter.level = level;
  if (level > meter.peak) meter.peak = level;
}

/** Integral of the level from the start to now, in level × microseconds. */
export function areaOf(meter: Meter, now: SimTime): number {
  if (now < meter.changedAt) {
    throw new Error(`a meter was read at ${now}, before its last change at ${meter.changedAt}`);
  }
  return meter.area + meter.level * (now - meter.changedAt);
}

/** Time-weighted mean level from the start to now; NaN when no time has passed. */
export function averageOf(meter: Meter, now: SimTime): number {
  return areaOf(meter, now) / (now - meter.startedAt);
}
