import type { SimTime } from '../../engine/units.ts';
import { openRecovery, type Recovery } from './watch.ts';

/** What can go wrong, in the words of scenario files; its number is its place here. */
export const FAULTS = [
  'region lost',
  'zone lost',
  'capacity short',
  'revocation storm',
  'brown-out',
  'partition',
  'mass disconnect',
  'telemetry lost',
  'telemetry poisoned',
  'feed outage',
  'clock skew',
] as const;

/** One of them. */
export type FaultKind = (typeof FAULTS)[number];

/** The recorded feeds whose readings can stop. */
export type Feed = 'prices' | 'carbon';

/**
 * One fault over [from, until): nobody who decides is told of it. Region, zone and group are places
 * in the setup's lists, or -1 for all of them.
 */
export interface FaultSetup {
  readonly name: string;
  readonly kind: FaultKind;
  readonly from: SimTime;
  readonly until: SimTime;
  readonly region: number;
  readonly zone: number;
  readonly group: number;
  /** A partition's other end, where it cuts the backbone between two regions; else -1. */
  readonly farRegion: number;
  /** What is lost, revoked or disconnected, as a share of what there is. */
  readonly share: number;
  /** On service times (brown-out) or on counts (poisoned telemetry). */
  readonly factor: number;
  /** What is added to the stamps of observations, microseconds; negative: the clock is behind. */
  readonly skew: number;
  readonly feed: Feed;
}

/** What the faults of the present instant amount to: read wherever the world may fail. */
export interface FaultState {
  /** 1 while the fault of that place in the setup is under way. */
  active: Uint8Array;
  /** Handles of each fault's beginning and end; -1 for none to come. */
  pending: Float64Array;
  /** How the world gets over each of them. */
  readonly recovery: Recovery;
  /** 1 while nothing runs or launches in a region. */
  readonly regionLost: Uint8Array;
  /** 1 while no instance can be had in a region beside those that run. */
  readonly capacityShort: Uint8Array;
  /** 1 while nothing runs or launches in a zone, by region and zone. */
  readonly zoneLost: readonly Uint8Array[];
  /** 1 while a region's zones sell no spot capacity because of a storm of revocations. */
  readonly isStormy: Uint8Array;
  /** Factor on the service times of a region. */
  readonly slowness: Float64Array;
  /** The factor each session's service began with; empty until the first brown-out. */
  slowServices: Float64Array;
  /** 1 while a group cannot reach a region, by group * regions + region. */
  readonly cut: Uint8Array;
  /** Factor on what telemetry counts in a region; 0 while its counts are lost. */
  readonly countFactor: Float64Array;
  scrapesLost: boolean;
  pricesFrozen: boolean;
  carbonFrozen: boolean;
  /** Prices by region * 2 + market, and intensities, as they were when their feed went out. */
  readonly lastPrices: Float64Array;
  readonly lastIntensities: Float64Array;
  skew: number;
}

/** A world in which nothing is wrong. */
export function createFaultState(
  faults: number,
  zones: readonly number[],
  groups: number,
): FaultState {
  const regions = zones.length;
  return {
    active: new Uint8Array(faults),
    pending: new Float64Array(faults * 2).fill(-1),
    recovery: openRecovery(faults),
    regionLost: new Uint8Array(regions),
    capacityShort: new Uint8Array(regions),
    zoneLost: zones.map((count) => new Uint8Array(count)),
    isStormy: new Uint8Array(regions),
    slowness: new Float64Array(regions).fill(1),
    slowServices: new Float64Array(0),
    cut: new Uint8Array(groups * regions),
    countFactor: new Float64Array(regions).fill(1),
    scrapesLost: false,
    pricesFrozen: false,
    carbonFrozen: false,
    lastPrices: new Float64Array(regions * 2),
    lastIntensities: new Float64Array(regions),
    skew: 0,
  };
}
