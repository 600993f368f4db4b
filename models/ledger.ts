import { createSketch, quantileOf, recordValue, type Sketch } from '../engine/sketch.ts';
import { HOUR, SECOND, type SimTime } from '../engine/units.ts';
import type { Fleet } from './fleet.ts';
import type { Setup } from './setup.ts';
import type { World } from './world.ts';

const JOULES_PER_KWH = 3.6e6;

/** Counts of what happened since the ledger opened, one number a kind. */
export interface Counts {
  sessionsArrived: number;
  sessionsAbandoned: number;
  sessionsStarted: number;
  sessionsCompleted: number;
  sessionsQuit: number;
  matchesEnded: number;
  matchesCompleted: number;
  requestsIssued: number;
  requestsAnswered: number;
  requestsRejected: number;
  requestsLate: number;
  answeredByEdge: number;
  answeredLowFidelity: number;
  requestsInterrupted: number;
  spills: number;
  returns: number;
  revocations: number;
  ordersGiven: number;
  ordersRefused: number;
  reversals: number;
}

/**
 * The exact account of a run: integrals are closed off whenever a level or a rate changes, so
 * energy is ∫ power, emissions ∫ power × intensity and money ∫ instances × price with no sampling.
 */
export interface Ledger {
  openedAt: SimTime;
  counts: Counts;
  readonly response: Sketch;
  responseSum: number;
  waitSum: number;
  lobbySum: number;
  /** Sessions and requests under way when the ledger opened: they close the conservation sums. */
  playingAtOpen: number;
  lobbyAtOpen: number;
  inFlightAtOpen: number;
  playing: number;
  playingPeak: number;
  inFlight: number;
  playerTime: number;
  playingSince: SimTime;
  /** Regions with requests waiting and no ready slot. */
  regionsDown: number;
  downTime: number;
  downSince: SimTime;
  readonly region: RegionMeters;
  /** Readings when the ledger opened: totals are what came after. */
  readonly atOpen: RegionMeters;
}

/** Per-region integrals; prices and intensities are those in force. */
export interface RegionMeters {
  /** When each region's levels were last integrated; busy slots, which change most, apart. */
  readonly since: Float64Array;
  readonly busySince: Float64Array;
  readonly busySlotTime: Float64Array;
  /** Busy slot time whose energy has been charged. */
  readonly busyCharged: Float64Array;
  readonly readySlotTime: Float64Array;
  readonly instanceTime: Float64Array;
  readonly edgeBusyTime: Float64Array;
  readonly costOnDemand: Float64Array;
  readonly costSpot: Float64Array;
  readonly costEdge: Float64Array;
  readonly energyJ: Float64Array;
  readonly operationalG: Float64Array;
  readonly intensity: Float64Array;
  /** Prices in force, USD per hour, by region * 2 + market. */
  readonly price: Float64Array;
}

/** A ledger that opens at time 0 with nothing in it. */
export function createLedger(regions: number): Ledger {
  return {
    openedAt: 0,
    counts: emptyCounts(),
    response: createSketch(),
    responseSum: 0,
    waitSum: 0,
    lobbySum: 0,
    playingAtOpen: 0,
    lobbyAtOpen: 0,
    inFlightAtOpen: 0,
    playing: 0,
    playingPeak: 0,
    inFlight: 0,
    playerTime: 0,
    playingSince: 0,
    regionsDown: 0,
    downTime: 0,
    downSince: 0,
    region: createMeters(regions),
    atOpen: createMeters(regions),
  };
}

function createMeters(regions: number): RegionMeters {
  const one = () => new Float64Array(regions);
  return {
    since: one(),
    busySince: one(),
    busySlotTime: one(),
    busyCharged: one(),
    readySlotTime: one(),
    instanceTime: one(),
    edgeBusyTime: one(),
    costOnDemand: one(),
    costSpot: one(),
    costEdge: one(),
    energyJ: one(),
    operationalG: one(),
    intensity: one(),
    price: new Float64Array(regions * 2),
  };
}

function emptyCounts(): Counts {
  return {
    sessionsArrived: 0,
    sessionsAbandoned: 0,
    sessionsStarted: 0,
    sessionsCompleted: 0,
    sessionsQuit: 0,
    matchesEnded: 0,
    matchesCompleted: 0,
    requestsIssued: 0,
    requestsAnswered: 0,
    requestsRejected: 0,
    requestsLate: 0,
    answeredByEdge: 0,
    answeredLowFidelity: 0,
    requestsInterrupted: 0,
    spills: 0,
    returns: 0,
    revocations: 0,
    ordersGiven: 0,
    ordersRefused: 0,
    reversals: 0,
  };
}

/** Starts the account afresh at the end of the warm-up; what is under way is carried over. */
export function openLedger(ledger: Ledger, now: SimTime, inLobby: number): void {
  ledger.openedAt = now;
  ledger.counts = emptyCounts();
  Object.assign(ledger.response, createSketch());
  ledger.responseSum = 0;
  ledger.waitSum = 0;
  ledger.lobbySum = 0;
  ledger.playingAtOpen = ledger.playing;
  ledger.lobbyAtOpen = inLobby;
  ledger.inFlightAtOpen = ledger.inFlight;
  ledger.playingPeak = ledger.playing;
  ledger.playerTime = 0;
  ledger.playingSince = now;
  ledger.downTime = 0;
  ledger.downSince = now;
  copyMeters(ledger.atOpen, ledger.region);
}

function copyMeters(into: RegionMeters, from: RegionMeters): void {
  into.busySlotTime.set(from.busySlotTime);
  into.readySlotTime.set(from.readySlotTime);
  into.instanceTime.set(from.instanceTime);
  into.edgeBusyTime.set(from.edgeBusyTime);
  into.costOnDemand.set(from.costOnDemand);
  into.costSpot.set(from.costSpot);
  into.costEdge.set(from.costEdge);
  into.energyJ.set(from.energyJ);
  into.operationalG.set(from.operationalG);
}

/** Records one answered request. */
export function recordAnswer(ledger: Ledger, response: number, late: boolean): void {
  ledger.counts.requestsAnswered++;
  if (late) ledger.counts.requestsLate++;
  ledger.responseSum += response;
  recordValue(ledger.response, response);
}

/** Moves the number of players at play, integrating the time spent at the old level. */
export function changePlaying(ledger: Ledger, now: SimTime, by: number): void {
  ledger.playerTime += ledger.playing * (now - ledger.playingSince);
  ledger.playingSince = now;
  ledger.playing += by;
  if (ledger.playing > ledger.playingPeak) ledger.playingPeak = ledger.playing;
}

/** Moves the number of regions that hold waiting requests and have no ready slot. */
export function changeRegionsDown(ledger: Ledger, now: SimTime, by: number): void {
  if (ledger.regionsDown > 0) ledger.downTime += now - ledger.downSince;
  ledger.downSince = now;
  ledger.regionsDown += by;
}

/** Integrates a region's busy slots; call before every change of their number. */
export function integrateBusy(ledger: Ledger, fleet: Fleet, region: number, now: SimTime): void {
  const meters = ledger.region;
  meters.busySlotTime[region] += fleet.busySlots[region] * (now - meters.busySince[region]);
  meters.busySince[region] = now;
}

/**
 * Closes off a region's integrals at `now`: call before any change of its ready, billed or edge
 * counts, its prices or its intensity. Power is idle + (max - idle) × busy share, times PUE.
 */
export function integrateRegion(world: World, region: number, now: SimTime): void {
  const { ledger, fleet, setup } = world;
  const meters = ledger.region;
  integrateBusy(ledger, fleet, region, now);
  const span = now - meters.since[region];
  if (span === 0) return;
  meters.since[region] = now;
  const busyTime = meters.busySlotTime[region] - meters.busyCharged[region];
  meters.busyCharged[region] = meters.busySlotTime[region];
  const edgeTime = world.stations[region].edgeBusy * span;
  const onDemandTime = fleet.billed[region * 2] * span;
  const spotTime = fleet.billed[region * 2 + 1] * span;
  meters.readySlotTime[region] += fleet.readySlots[region] * span;
  meters.instanceTime[region] += onDemandTime + spotTime;
  meters.edgeBusyTime[region] += edgeTime;
  meters.costOnDemand[region] += (onDemandTime / HOUR) * meters.price[region * 2];
  meters.costSpot[region] += (spotTime / HOUR) * meters.price[region * 2 + 1];
  meters.costEdge[region] += (edgeTime / HOUR) * setup.edgePricePerSlotHour;
  const joules = energyOf(setup, region, { instances: onDemandTime + spotTime, busyTime, edgeTime });
  meters.energyJ[region] += joules;
  meters.operationalG[region] += (joules / JOULES_PER_KWH) * meters.intensity[region];
}

/** Facility energy, joules: idle draw of every instance hour, dynamic draw of every busy one. */
export function energyOf(
  setup: Setup,
  region: number,
  time: { readonly instances: number; readonly busyTime: number; readonly edgeTime: number },
): number {
  const dynamic = ((setup.maxW - setup.idleW) / setup.slots) * time.busyTime;
  const device = setup.idleW * time.instances + dynamic;
  const edge = setup.edgePowerPerSlotW * time.edgeTime;
  return (device * setup.regions[region].pue + edge) / SECOND;
}

/** Bills the rest of the least billed span when an instance goes early. */
export function billLeast(ledger: Ledger, cell: number, missing: number): void {
  if (missing <= 0) return;
  const cost = (missing / HOUR) * ledger.region.price[cell];
  const meter = cell % 2 === 0 ? ledger.region.costOnDemand : ledger.region.costSpot;
  meter[Math.floor(cell / 2)] += cost;
}

/** Quantile of the response time, microseconds; undefined before the first answer. */
export function responseQuantile(ledger: Ledger, q: number): number {
  return ledger.response.count === 0 ? Number.NaN : quantileOf(ledger.response, q);
}
