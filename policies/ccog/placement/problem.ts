import type { Duration } from '../../../engine/units.ts';

/** What a gram and a millisecond are worth, on top of money. */
export interface PlacementWeights {
  /** Alpha: USD per instance and hour that 100 g/kWh count as. */
  readonly carbon: number;
  /** Beta: USD per instance and hour that 100 ms of round trip count as. */
  readonly latency: number;
}

/** Which region serves whom, at one instant; lists follow the brief's groups and regions. */
export interface PlacementProblem {
  /** Erlangs by group. */
  readonly loads: readonly number[];
  /** Round trip by group and region, microseconds; Infinity: it cannot be served there. */
  readonly rtt: readonly (readonly number[])[];
  /** Erlangs each region has room for at an acceptable risk. */
  readonly room: readonly number[];
  /** Erlangs one instance stands for at that risk. */
  readonly perInstance: number;
  /** USD per instance and hour. */
  readonly price: readonly number[];
  /** Expected intensity, g/kWh. */
  readonly intensity: readonly number[];
  /** Longest round trip allowed; a group without such a link uses its shortest. */
  readonly cap: Duration;
  /** Shares in force by group; empty: none. */
  readonly before: readonly (readonly number[])[];
}

/** Shares by group and region; each group's add up to 1. */
export type Shares = readonly (readonly number[])[];

/** What an allocation amounts to. */
export interface PlacementTotals {
  /** USD per instance and hour, load-weighted. */
  readonly price: number;
  /** g/kWh, load-weighted. */
  readonly intensity: number;
  /** Round trip, microseconds, load-weighted. */
  readonly rtt: number;
  /** Share of the load beyond the room of its region. */
  readonly overflow: number;
}

/** Whether a group may be served in a region: within the cap, or by its shortest link. */
export function isUsable({ rtt, cap }: PlacementProblem, group: number, region: number): boolean {
  const trip = rtt[group][region];
  if (trip === Infinity) return false;
  return trip <= cap || rtt[group].every((other) => other >= trip);
}

/** Erlangs by region under these shares. */
export function loadsByRegion({ loads, room }: PlacementProblem, shares: Shares): number[] {
  return room.map((_, region) =>
    loads.reduce((sum, load, group) => sum + load * shares[group][region], 0),
  );
}

/** Sums of an allocation; zeros where there is no load. */
export function totalsOf(problem: PlacementProblem, shares: Shares): PlacementTotals {
  const { loads, rtt, room, price, intensity } = problem;
  const byRegion = loadsByRegion(problem, shares);
  const total = byRegion.reduce((sum, load) => sum + load, 0);
  if (total <= 0) return { price: 0, intensity: 0, rtt: 0, overflow: 0 };
  const mean = (values: readonly number[]) => {
    return byRegion.reduce((sum, load, region) => sum + load * values[region], 0) / total;
  };
  let trips = 0;
  let beyond = 0;
  byRegion.forEach((load, region) => {
    beyond += Math.max(0, load - room[region]);
    loads.forEach((one, group) => {
      const share = shares[group][region];
      if (share > 0) trips += one * share * rtt[group][region];
    });
  });
  return {
    price: mean(price),
    intensity: mean(intensity),
    rtt: trips / total,
    overflow: beyond / total,
  };
}
