import { badArgument } from './errors.ts';
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

/**
 * A meter that starts at this instant (0 unless told) and level (0 unless told), both finite.
 *
 * @throws EngineError `bad-argument` for an instant or a level that is not finite.
 */
export function createMeter(now: SimTime = 0, level = 0): Meter {
  checkFinite('now', now);
  checkFinite('level', level);
  return { startedAt: now, changedAt: now, level, area: 0, peak: level };
}

/**
 * The level is this from now on, a finite number. Refuses an instant before the last change.
 *
 * @throws EngineError `bad-argument` for a level that is not finite, or an instant before the last
 * change.
 */
export function setLevel(meter: Meter, now: SimTime, level: number): void {
  checkFinite('level', level);
  meter.area = areaOf(meter, now);
  meter.changedAt = now;
  meter.level = level;
  if (level > meter.peak) meter.peak = level;
}

/**
 * Integral of the level from the start to now, in level × microseconds.
 *
 * @throws EngineError `bad-argument` for an instant before the last change.
 */
export function areaOf(meter: Meter, now: SimTime): number {
  if (!(now >= meter.changedAt && now < Infinity)) {
    throw badArgument('now', now, `an instant from the last change, ${meter.changedAt}, on`);
  }
  return meter.area + meter.level * (now - meter.changedAt);
}

/**
 * Time-weighted mean level from the start to now; NaN when no time has passed.
 *
 * @throws EngineError `bad-argument` for an instant before the last change.
 */
export function averageOf(meter: Meter, now: SimTime): number {
  return areaOf(meter, now) / (now - meter.startedAt);
}

function checkFinite(name: string, x: number): void {
  if (!Number.isFinite(x)) throw badArgument(name, x, 'a finite number');
}
