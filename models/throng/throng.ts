import { below, openStream } from '../../engine/random.ts';
import type { Duration } from '../../engine/units.ts';
import type { Setup } from '../setup.ts';
import { createPeople, type People } from './people.ts';
import { createThrongStation, type ThrongStation } from './station.ts';
import { binShares, tabulateWork } from './work-table.ts';

/** Shortest cell of planned ends, and the most cells a run may have. */
const CELL = 1_000_000;
const MOST_CELLS = 100_000;

/**
 * The players of a sampled run: all of them as counts, which shape every queue, and one match in
 * `oneIn` followed in full, whose players are the witnesses of what the counts amount to.
 */
export interface Throng {
  readonly oneIn: number;
  readonly step: Duration;
  /** Steps taken; the next one covers (steps, steps + 1) of them. */
  steps: number;
  readonly people: People;
  readonly stations: readonly ThrongStation[];
  /** Lengths of service, in steps, of equal chance. */
  readonly holds: Float64Array;
  /** Shares of the telemetry's bins: holds and answers of the full model, then of the smaller. */
  readonly bins: readonly Float64Array[];
  /** Players who think, per group, as the step found them. */
  readonly thinking: Float64Array;
  /** Requests of the step by group * regions + region. */
  readonly asked: Float64Array;
  /** Matches begun per group, and which of every `oneIn` is followed. */
  readonly matches: Int32Array;
  readonly follows: Int32Array;
  /** 1 for each match under way that is followed, 0 for one whose players only count. */
  readonly isFollowed: number[];
  /** Witnesses at play. */
  witnesses: number;
  /** Place in line of each session row that waits: -1 before it has one, -2 for begun again. */
  places: Float64Array;
  /** Instances that drain and whose services have not been told apart yet. */
  readonly toDrain: number[];
  readonly chance: {
    /** Four words per group and region. */
    readonly requests: Int32Array;
    /** Four words per region. */
    readonly services: Int32Array;
    readonly witnesses: Int32Array;
    readonly shown: Int32Array;
  };
}

/** A throng in which nobody plays. */
export function createThrong(setup: Setup, oneIn: number, step: Duration): Throng {
  const groups = setup.groups.length;
  const regions = setup.regions.length;
  const cell = Math.max(CELL, Math.ceil(setup.horizon / MOST_CELLS));
  const work = tabulateWork(setup.work);
  const holds = work.hold.map((hold) => hold / step);
  const longest = Math.ceil(holds.reduce((most, hold) => Math.max(most, hold), 0));
  const follow = openStream(setup.seed, 'throng/follows');
  return {
    oneIn,
    step,
    steps: 0,
    people: createPeople({ groups, regions, horizon: setup.horizon, cell }),
    stations: setup.regions.map(() => createThrongStation(longest, setup.giveUp, step)),
    holds,
    bins: [1, setup.lowWork].flatMap((factor) => [
      binShares(work.hold, factor),
      binShares(work.answer, factor),
    ]),
    thinking: new Float64Array(groups),
    asked: new Float64Array(groups * regions),
    matches: new Int32Array(groups),
    follows: Int32Array.from(setup.groups, () => below(follow, 0, oneIn)),
    isFollowed: [],
    witnesses: 0,
    places: new Float64Array(1024).fill(-1),
    toDrain: [],
    chance: {
      requests: streamsOf(setup, pairsOf(setup)),
      services: streamsOf(
        setup,
        setup.regions.map(({ name }) => `throng/services/${name}`),
      ),
      witnesses: openStream(setup.seed, 'throng/witnesses'),
      shown: openStream(setup.seed, 'throng/shown'),
    },
  };
}

function pairsOf({ groups, regions }: Setup): string[] {
  return groups.flatMap((group) =>
    regions.map((region) => `throng/requests/${group.name}/${region.name}`),
  );
}

function streamsOf({ seed }: Setup, paths: readonly string[]): Int32Array {
  const words = new Int32Array(paths.length * 4);
  paths.forEach((path, at) => {
    words.set(openStream(seed, path), at * 4);
  });
  return words;
}
