import { createFifo, type Fifo } from '../engine/fifo.ts';
import { openStream } from '../engine/random.ts';
import type { Simulation } from '../engine/simulation.ts';
import type { SimTime } from '../engine/units.ts';
import type { Receipt } from '../policies/contract.ts';
import type { Decision } from '../policies/decision.ts';
import type { Observation, Ring } from '../policies/observation.ts';
import { type Batches, createBatches } from './batching/batches.ts';
import { BINS, binUppers } from './bins.ts';
import { type ColdStart, createColdStart } from './cold-start/table.ts';
import { createFaultState, type FaultState } from './faults/fault.ts';
import { createFleet, type Fleet } from './fleet.ts';
import { createFlow, type Flow } from './flow/flow.ts';
import { createGateway, type GatewayState } from './gateway/state.ts';
import { createGrid, type GridState } from './grid/state.ts';
import { createInsurance, type InsuranceAccount } from './insurance/state.ts';
import { createJobs, type JobsState } from './jobs/state.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMembership, type MembershipState } from './membership/state.ts';
import { type NetworkState, openNetwork } from './network/state.ts';
import { createPipeline, type PipelineState } from './pipeline/state.ts';
import { createPlacement, type PlacementState } from './placement/state.ts';
import { type Crowd, openCrowd } from './players/crowd.ts';
import { createSessions, type Sessions } from './players/sessions.ts';
import { createLookUps, type LookUps } from './residency/state.ts';
import { createSearches, type SearchesState } from './searches/state.ts';
import type { Setup } from './setup.ts';
import { openSlo, type SloState } from './slo/windows.ts';
import { createThrong, type Throng } from './throng/throng.ts';

/** One region's station: a G/G/c queue whose c slots are its ready instances', FIFO, finite. */
export interface Station {
  readonly waiting: Fifo;
  ring: Ring;
  edgeBusy: number;
  /** Sign of the last change ordered in each market, to count reversals. */
  readonly lastDirection: number[];
  /** A request came while not one slot was ready, and none has been since. */
  isDown: boolean;
}

/** Lobbies: one per player group, first come first matched. */
export interface Lobby {
  readonly waiting: Fifo;
  /** Handle of the pending short-handed start; -1 while empty. */
  pending: number;
}

/** Matches under way: players left in each, and whether one of them quit because of latency. */
export interface Matches {
  left: number[];
  broken: number[];
  free: number[];
}

/** What telemetry counts since the last scrape that got through. */
export interface Scrapes {
  since: SimTime;
  readonly arrivals: Float64Array;
  readonly answered: Float64Array;
  readonly late: Float64Array;
  readonly revoked: Float64Array;
  /** Ledger readings at the start of the window. */
  readonly busyBefore: Float64Array;
  readonly readyBefore: Float64Array;
  readonly issued: Float64Array;
  /** Counts of hold and answer work by region * BINS + bin. */
  readonly service: Float64Array;
  readonly answerWork: Float64Array;
  /** Upper edges of the bins, microseconds: every histogram a policy sees points here. */
  readonly uppers: readonly number[];
  /** What the world looked like before anyone came. */
  opening: Observation | undefined;
  /** The last few scrapes, oldest first; their stamps are those of a clock that may be off. */
  recent: { readonly at: SimTime; readonly stamp: SimTime; readonly observation: Observation }[];
}

/** An order on its way to the cloud. */
export interface PendingOrder {
  readonly id: string;
  readonly decision: Decision;
}

/** Orders under way, the oldest first, and receipts not yet read, per loop. */
export interface Orders {
  readonly pending: PendingOrder[][];
  readonly receipts: Receipt[][];
}

/** One loop's turns so far and what its policy remembers (plain data). */
export interface LoopState {
  turn: number;
  lastAt: SimTime;
  memory: unknown;
}

/** A spill to a further ring or a return from it, with its reason. */
export interface RingChange {
  readonly at: SimTime;
  readonly region: number;
  readonly from: Ring;
  readonly to: Ring;
  readonly reason: string;
}

/** The streams of chance that are not a session's own; each is named, see `openWorld`. */
export interface Chance {
  readonly arrivals: Int32Array;
  /** Keys from which every session's own stream is seeded, four words per group. */
  readonly sessionKeys: Int32Array;
  readonly bootKeys: Int32Array;
  readonly probes: Int32Array;
  readonly loss: Int32Array;
  /** Scratch state for draws that are seeded per use. */
  readonly scratch: Int32Array;
}

/** The whole simulated cloud and its players: plain data, so it can be saved, compared, forked. */
export interface World {
  /** Stays what it is, but where a fork goes on under another: see `changeSetup`. */
  setup: Setup;
  readonly sessions: Sessions;
  /** Sessions arrived and players at play, per group. */
  readonly arrived: Int32Array;
  readonly playing: Int32Array;
  /** Handle of each group's next arrival; -1 when none will come. */
  readonly nextArrival: Float64Array;
  readonly lobbies: readonly Lobby[];
  readonly matches: Matches;
  readonly crowd: Crowd;
  readonly stations: readonly Station[];
  readonly fleet: Fleet;
  /** 1 while the zone sells spot capacity, by region and zone. */
  readonly zonesUp: readonly Uint8Array[];
  /** Cumulative routing shares, by group * regions + region; the last of a group is 1. */
  readonly routes: Float64Array;
  readonly scrapes: Scrapes;
  readonly orders: Orders;
  readonly loops: readonly LoopState[];
  readonly ringChanges: RingChange[];
  readonly faults: FaultState;
  readonly network: NetworkState;
  readonly ledger: Ledger;
  /** What insuring policies reckon with, as their reasons tell. */
  readonly insurance: InsuranceAccount;
  readonly chance: Chance;
  /** Present where a forecast is issued or a marginal intensity is given. */
  readonly grid?: GridState;
  /** Present where instances boot by stages. */
  readonly coldStart?: ColdStart;
  /** Present where players are counted, and only some of them followed. */
  readonly throng?: Throng;
  /** Present where the run is one of expectations. */
  readonly flow?: Flow;
  /** Present where the setup has jobs. */
  readonly jobs?: JobsState;
  /** Present where instances serve in batches. */
  readonly batches?: Batches;
  /** Present where the setup has burst searches. */
  readonly searches?: SearchesState;
  /** Present where the setup has a pipeline. */
  readonly pipeline?: PipelineState;
  /** Present where the setup has an objective. */
  readonly slo?: SloState;
  /** Present where frames are placed one by one. */
  readonly placement?: PlacementState;
  /** Present where requests look something up. */
  readonly lookUps?: LookUps;
  /** Present where the setup has gateways. */
  readonly gateway?: GatewayState;
  /** Present where members agree on which regions are in. */
  readonly membership?: MembershipState;
}

/** A simulation of the product's world. */
export type WorldSimulation = Simulation<World>;

/** Rows of the sessions' table before anyone comes. */
const FIRST_ROWS = 1024;

/** The world at time 0: nobody plays, nothing runs, every group is routed to its home region. */
export function openWorld(setup: Setup, memories: readonly unknown[]): World {
  const regions = setup.regions.length;
  const grid = createGrid(setup);
  const quotaMost = Math.max(...setup.regions.map((region) => region.quota));
  const zonesMost = Math.max(1, ...setup.regions.map((region) => region.zones));
  return {
    setup,
    sessions: createSessions(FIRST_ROWS),
    arrived: new Int32Array(setup.groups.length),
    playing: new Int32Array(setup.groups.length),
    nextArrival: new Float64Array(setup.groups.length).fill(-1),
    lobbies: setup.groups.map(() => ({ waiting: createFifo(), pending: -1 })),
    matches: { left: [], broken: [], free: [] },
    crowd: openCrowd(setup),
    stations: setup.regions.map(() => createStation()),
    fleet: createFleet({
      quotaMost,
      zonesMost,
      instances: setup.regions.map(({ instance }) => instance),
      isCounted: setup.detail !== undefined,
      isShared: setup.batching !== undefined,
    }),
    zonesUp: setup.regions.map((region) => new Uint8Array(region.zoneSeries.length)),
    routes: homeRoutes(setup),
    scrapes: createScrapes(regions, setup.groups.length),
    orders: { pending: setup.loopNames.map(() => []), receipts: setup.loopNames.map(() => []) },
    loops: memories.map((memory) => ({ turn: 0, lastAt: -1, memory })),
    ringChanges: [],
    faults: createFaultState(
      setup.faults.length,
      setup.regions.map((region) => region.zoneSeries.length),
      setup.groups.length,
    ),
    network: openNetwork(setup),
    ledger: createLedger(regions),
    insurance: createInsurance(),
    chance: openChance(setup),
    ...(grid === undefined ? {} : { grid }),
    ...detailOf(setup),
    ...coldStartOf(setup, quotaMost),
    ...openWorkloads(setup),
    ...batchesOf(setup, regions * quotaMost),
    ...gatewayOf(setup),
    ...placementOf(setup),
    ...membershipOf(setup),
    ...createLookUps(setup),
    ...(setup.slo === undefined ? {} : { slo: openSlo(setup.slo, setup.horizon) }),
  };
}

function coldStartOf(setup: Setup, rows: number): { readonly coldStart?: ColdStart } {
  const coldStart = createColdStart(setup, rows);
  return coldStart === undefined ? {} : { coldStart };
}

function detailOf(setup: Setup): { readonly throng?: Throng; readonly flow?: Flow } {
  const { detail } = setup;
  if (detail === undefined) return {};
  if (detail.kind === 'fluid') return { flow: createFlow(setup, detail.step) };
  return { throng: createThrong(setup, detail.oneIn, detail.step) };
}

function openWorkloads({
  jobs,
  searches,
  pipeline,
  regions,
  seed,
}: Setup): Pick<World, 'jobs' | 'searches' | 'pipeline'> {
  return {
    ...(jobs === undefined ? {} : { jobs: createJobs(jobs, regions.length, seed) }),
    ...(searches === undefined ? {} : { searches: createSearches(searches, seed) }),
    ...(pipeline === undefined ? {} : { pipeline: createPipeline(pipeline, regions, seed) }),
  };
}

function batchesOf(setup: Setup, instances: number): { readonly batches?: Batches } {
  const batches = createBatches(setup, instances);
  return batches === undefined ? {} : { batches };
}

function gatewayOf(setup: Setup): { readonly gateway?: GatewayState } {
  const gateway = createGateway(setup);
  return gateway === undefined ? {} : { gateway };
}

function placementOf(setup: Setup): { readonly placement?: PlacementState } {
  const placement = createPlacement(setup, FIRST_ROWS);
  return placement === undefined ? {} : { placement };
}

function membershipOf(setup: Setup): { readonly membership?: MembershipState } {
  const { membership, regions, seed } = setup;
  if (membership === undefined) return {};
  const names = regions.map(({ name }) => name);
  return { membership: createMembership(membership, names, seed) };
}

function createStation(): Station {
  return { waiting: createFifo(), ring: 'core', edgeBusy: 0, lastDirection: [0, 0], isDown: false };
}

function createScrapes(regions: number, groups: number): Scrapes {
  const one = () => new Float64Array(regions);
  return {
    since: 0,
    arrivals: one(),
    answered: one(),
    late: one(),
    revoked: one(),
    busyBefore: one(),
    readyBefore: one(),
    issued: new Float64Array(groups),
    service: new Float64Array(regions * BINS),
    answerWork: new Float64Array(regions * BINS),
    uppers: binUppers(),
    opening: undefined,
    recent: [],
  };
}

function homeRoutes(setup: Setup): Float64Array {
  const regions = setup.regions.length;
  const routes = new Float64Array(setup.groups.length * regions);
  setup.groups.forEach((group, g) => {
    routes.fill(1, g * regions + group.home, (g + 1) * regions);
  });
  return routes;
}

function openChance(setup: Setup): Chance {
  const streams = (kind: string, names: readonly { readonly name: string }[]) => {
    const words = new Int32Array(names.length * 4);
    names.forEach(({ name }, at) => {
      words.set(openStream(setup.seed, `${kind}/${name}`), at * 4);
    });
    return words;
  };
  return {
    arrivals: streams('arrivals', setup.groups),
    sessionKeys: streams('sessions', setup.groups),
    bootKeys: streams('boots', setup.regions),
    probes: openStream(setup.seed, 'telemetry/probes'),
    loss: openStream(setup.seed, 'telemetry/loss'),
    scratch: new Int32Array(4),
  };
}
