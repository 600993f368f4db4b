import { openStream } from '../../engine/random.ts';
import type { Duration } from '../../engine/units.ts';
import type { Setup } from '../setup.ts';
import { createPeople, type People, planEnds } from '../throng/people.ts';
import { binShares, quantilesOf, tabulateWork, type WorkTable } from '../throng/work-table.ts';
import { type Diffusion, openDiffusion } from './diffusion.ts';
import type { Outcomes } from './reply.ts';
import { type Found, openFound, WAIT_BINS } from './waits.ts';

/** Cells of planned ends: not shorter, and not more of them in a run. */
const CELL = 60_000_000;
const MOST_CELLS = 10_080;

/** How a request was served: by the full model, by the smaller one, at the edge. */
export const MANNERS = 3;

/** One region of a fluid run. */
export interface FlowStation {
  readonly diffusion: Diffusion;
  readonly found: Found;
  /** Requests that wait in vain: their players will have given up before their turn. */
  vain: number;
  /** Busy slots of draining instances, and what rounding owes the counts of busy slots. */
  drainingBusy: number;
  owed: number;
  /** Answers counted already whose requests are still in the mean. */
  overdrawn: number;
  /** How far the busy slots that are seen stand from their mean, in standard deviations. */
  mood: number;
  waiting: number;
}

/** A run of expectations: no player and no request has a row of its own. */
export interface Flow {
  readonly step: Duration;
  readonly people: People;
  readonly stations: readonly FlowStation[];
  readonly work: WorkTable;
  /** Shares of the telemetry's bins: holds and answers of the full model, then of the smaller. */
  readonly bins: readonly Float64Array[];
  /** Variance of a service over its squared mean. */
  readonly scv: number;
  readonly thinking: Float64Array;
  readonly asked: Float64Array;
  /** Share of an evenly begun cell of sessions that has left by the end of each later cell. */
  readonly leaving: Float64Array;
  /** By (group * regions + region) * MANNERS + manner; made when they are first needed. */
  readonly outcomes: (Outcomes | undefined)[];
  /** Requests answered after each wait, by the same place * WAIT_BINS + bin. */
  readonly answered: Float64Array;
  /** Arrivals per microsecond and group in the present cell. */
  readonly arriving: Float64Array;
  /** Cell of planned ends up to which sessions have been planned. */
  planned: number;
  /** Lobbies closed: sessions started over players of a match. */
  matches: number;
  responseSum: number;
  readonly toDrain: number[];
  /** Chance of what telemetry sees, four words per region and per group and region. */
  readonly noise: Int32Array;
}

/** A flow in which nobody plays. */
export function createFlow(setup: Setup, step: Duration): Flow {
  const groups = setup.groups.length;
  const regions = setup.regions.length;
  const cell = Math.max(CELL, Math.ceil(setup.horizon / MOST_CELLS));
  const people = createPeople({ groups, regions, horizon: setup.horizon, cell });
  setup.groups.forEach((group, g) => {
    people.rtt.set(group.rtt, g * regions);
  });
  const work = tabulateWork(setup.work);
  const pairs = groups * regions;
  return {
    step,
    people,
    stations: setup.regions.map(() => openStation()),
    work,
    bins: [1, setup.lowWork].flatMap((factor) => [
      binShares(work.hold, factor),
      binShares(work.answer, factor),
    ]),
    scv: scvOf(work),
    thinking: new Float64Array(groups),
    asked: new Float64Array(pairs),
    leaving: leavingShares(setup, people),
    outcomes: Array.from({ length: pairs * MANNERS }, () => undefined),
    answered: new Float64Array(pairs * MANNERS * WAIT_BINS),
    arriving: new Float64Array(groups),
    planned: 0,
    matches: 0,
    responseSum: 0,
    toDrain: [],
    noise: openNoise(setup),
  };
}

function openNoise({ seed, groups, regions }: Setup): Int32Array {
  const words = new Int32Array((groups.length + 1) * regions.length * 4);
  for (let at = 0; at < words.length / 4; at++) {
    words.set(openStream(seed, `flow/noise/${at}`), at * 4);
  }
  return words;
}

function openStation(): FlowStation {
  return {
    diffusion: openDiffusion(),
    found: openFound(),
    vain: 0,
    drainingBusy: 0,
    owed: 0,
    overdrawn: 0,
    mood: 0,
    waiting: 0,
  };
}

function scvOf({ hold, meanHold }: WorkTable): number {
  const squares = hold.reduce((sum, one) => sum + one * one, 0) / hold.length;
  return squares / (meanHold * meanHold) - 1;
}

/** M_t/G/infinity: of sessions begun evenly over a cell, the share that leaves in each cell on. */
function leavingShares({ session }: Setup, { cell, cells }: People): Float64Array {
  const lengths = quantilesOf(session, 4096);
  const gone = new Float64Array(cells + 1);
  const each = 1 / lengths.length;
  for (const length of lengths) {
    const place = Math.floor(length / cell);
    const within = length / cell - place;
    // Begun evenly over a cell, a length ends in this cell or in the next one.
    if (place < cells) gone[place] += each * (1 - within);
    if (place + 1 < cells) gone[place + 1] += each * within;
  }
  return gone;
}

/** Plans the ends of the sessions that begin in one cell; `many` begin in all of it. */
export function planCell(flow: Flow, group: number, cell: number, many: number): void {
  const { people, leaving } = flow;
  for (let later = 0; cell + later < people.cells; later++) {
    if (leaving[later] > 0) planEnds(people, group, cell + later, many * leaving[later]);
  }
}
