import type { Drop } from '../import/outage-events.ts';

/** How a player count moves over the day and the week, each with a mean of 1. */
export interface Cycles {
  /** By hour of the day. */
  readonly daily: readonly number[];
  /** By day of the week, Monday first. */
  readonly weekly: readonly number[];
}

/**
 * Cycles of a game's player count, from the level before each recorded drop over the median of its
 * year; the week's from what the day's leave over. Hours are those of the recording's clock.
 */
export function fitCycles(drops: readonly Drop[]): Cycles {
  const levels = levelsOf(drops);
  const daily = scaled(meansBy(levels, 24, ({ hour }) => hour));
  const rest = levels.map((one) => ({ ...one, level: one.level / daily[one.hour] }));
  return { daily, weekly: scaled(meansBy(rest, 7, ({ weekday }) => weekday)) };
}

/** A level of the player count, relative to its year, and when it was seen. */
export interface Level {
  readonly level: number;
  readonly hour: number;
  readonly weekday: number;
}

/** Player counts just before the drops, relative to the median of their year. */
export function levelsOf(drops: readonly Drop[]): readonly Level[] {
  const years = new Map<number, number[]>();
  for (const { year, players } of drops) {
    if (year === undefined || players === undefined) continue;
    const list = years.get(year) ?? [];
    list.push(players);
    years.set(year, list);
  }
  const medians = new Map([...years].map(([year, list]) => [year, medianOf(list)]));
  return drops.flatMap(({ year, hour, weekday, players }) => {
    const usual = year === undefined ? undefined : medians.get(year);
    if (usual === undefined || players === undefined) return [];
    if (hour === undefined || weekday === undefined) return [];
    return [{ level: players / usual, hour, weekday }];
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function meansBy(levels: readonly Level[], cells: number, of: (level: Level) => number): number[] {
  const sums = new Array<number>(cells).fill(0);
  const counts = new Array<number>(cells).fill(0);
  for (const one of levels) {
    sums[of(one)] += one.level;
    counts[of(one)]++;
  }
  return sums.map((sum, cell) => (counts[cell] === 0 ? 1 : sum / counts[cell]));
}

function scaled(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value / mean);
}
