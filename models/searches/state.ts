import { openStream } from '../../engine/random.ts';
import { createSketch, type Sketch } from '../../engine/sketch.ts';
import type { Duration, SimTime } from '../../engine/units.ts';
import type { SearchView } from '../../policies/search.ts';
import type { SearchesSetup } from './setup.ts';

/** Off-loads whose failures a gate is told of. */
export const FAILURE_WINDOW = 32;

/** Where a search is; a row that is `free` holds none. */
export const STAGE = { free: 0, classical: 1, preparing: 2, annealer: 3 } as const;

/** One search under way. What it would take at either solver was drawn when it came. */
export interface Search {
  stage: number;
  arrivedAt: SimTime;
  size: number;
  /** Number of its common graph; -1 where it has one of its own. */
  graph: number;
  choice: number;
  isFailure: boolean;
  /** Its time on one worker, and to embed its graph. */
  classical: Duration;
  embedding: Duration;
  /** Whether a search for an embedding finds one. */
  embeds: boolean;
  /** Chance of one read, the number that decides over all of them, and the best miss of one. */
  chance: number;
  luck: number;
  miss: number;
  roundTrip: Duration;
  /** When it left for the annealer, and the time charged there; 0: it never ran. */
  askedAt: SimTime;
  access: Duration;
}

/** The annealer's line: first come first served, so its future is known when a job joins. */
export interface QpuState {
  freeAt: number;
  /** Next job of somebody else, and its time of service. */
  othersAt: number;
  othersService: number;
  readonly othersStream: Int32Array;
  /** Beginnings and ends of the times out of order that were looked at, in turn. */
  readonly outages: number[];
  readonly outageStream: Int32Array;
  /** Time worked for others, up to the last job of theirs that was taken in. */
  othersTime: number;
}

/** What was last told of the waits. */
export interface Word {
  at: SimTime;
  readonly wait: number[];
  intensity: number;
}

/** A change of the rule that overrules the gate, by places in `SEARCH_RULES`. */
export interface Switch {
  readonly at: SimTime;
  readonly from: number;
  readonly to: number;
}

/** Counts and sums since the ledger opened. */
export interface SearchCounts {
  arrived: number;
  answered: number;
  inTime: number;
  offloaded: number;
  /** Off-loads that the annealer solved; that came to nothing, by reason. */
  solved: number;
  unfit: number;
  missed: number;
  givenUp: number;
  embeddings: number;
  switches: number;
  responseSum: number;
  /** Gaps of the best reads of off-loads that ran, and how many ran. */
  gapSum: number;
  ran: number;
  /** Time on workers, for embedding and on the annealer, of work that is over. */
  workTime: number;
  embeddingTime: number;
  accessTime: number;
  heldTime: number;
}

/** Money, energy and emissions of workers, embedding and annealer, in that order. */
export interface SearchMeters {
  readonly cost: Float64Array;
  readonly energyJ: Float64Array;
  readonly operationalG: Float64Array;
}

/** All searches of a run: plain data. */
export interface SearchesState {
  readonly rows: Search[];
  readonly free: number[];
  serial: number;
  readonly bursts: Int32Array;
  readonly drawKeys: Int32Array;
  readonly freshKeys: Int32Array;
  readonly commonKeys: Int32Array;
  readonly scratch: Int32Array;
  /** Instant at which each worker is free. */
  readonly workers: Float64Array;
  readonly qpu: QpuState;
  /** By common graph: 0 never tried, 1 embedded, 2 known not to fit. */
  readonly graphs: Uint8Array;
  /** What was told last and before that. */
  readonly words: [Word, Word];
  readonly view: SearchView;
  /** The last off-loads: 1 where one failed; and how many there ever were. */
  readonly recent: Uint8Array;
  offloads: number;
  day: number;
  gate: unknown;
  standing: number;
  switches: Switch[];
  counts: SearchCounts;
  response: Sketch;
  meters: SearchMeters;
  heldSince: SimTime;
  /** Under way when the ledger opened; of them, off-loads. */
  activeAtOpen: number;
  awayAtOpen: number;
}

/** Nothing has come yet; `gate` is the memory of the gate as it begins. */
export function createSearches(setup: SearchesSetup, seed: number): SearchesState {
  const stream = (what: string) => openStream(seed, `searches/${what}`);
  const word = (): Word => ({ at: -1, wait: [0, 0], intensity: 0 });
  return {
    rows: [],
    free: [],
    serial: 0,
    bursts: stream('bursts'),
    drawKeys: stream('draws'),
    freshKeys: stream('graphs'),
    commonKeys: stream('common-graphs'),
    scratch: new Int32Array(8),
    workers: new Float64Array(setup.classical.workers),
    qpu: {
      freeAt: 0,
      othersAt: -1,
      othersService: 0,
      othersStream: stream('others'),
      outages: [],
      outageStream: stream('outages'),
      othersTime: 0,
    },
    graphs: new Uint8Array(setup.commonGraphs),
    words: [word(), word()],
    view: emptyView(),
    recent: new Uint8Array(FAILURE_WINDOW),
    offloads: 0,
    day: 0,
    gate: null,
    standing: 0,
    switches: [],
    counts: emptySearchCounts(),
    response: createSketch(),
    meters: emptyMeters(),
    heldSince: 0,
    activeAtOpen: 0,
    awayAtOpen: 0,
  };
}

/** Counts that all read 0. */
export function emptySearchCounts(): SearchCounts {
  return {
    arrived: 0,
    answered: 0,
    inTime: 0,
    offloaded: 0,
    solved: 0,
    unfit: 0,
    missed: 0,
    givenUp: 0,
    embeddings: 0,
    switches: 0,
    responseSum: 0,
    gapSum: 0,
    ran: 0,
    workTime: 0,
    embeddingTime: 0,
    accessTime: 0,
    heldTime: 0,
  };
}

/** Meters that all read 0. */
export function emptyMeters(): SearchMeters {
  const three = () => new Float64Array(3);
  return { cost: three(), energyJ: three(), operationalG: three() };
}

function emptyView(): SearchView {
  return {
    at: 0,
    size: 0,
    left: 0,
    embedding: 0,
    wait: [0, 0],
    waitAge: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    failures: 0,
    spent: [0, 0],
    intensityGPerKwh: 0,
  };
}
