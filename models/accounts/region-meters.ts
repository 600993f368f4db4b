// Everything that is summed up over time; the rest of the meters are levels in force.
const BY_REGION = [
  'busySlotTime',
  'readySlotTime',
  'instanceTime',
  'edgeBusyTime',
  'costOnDemand',
  'costSpot',
  'costEdge',
  'energyJ',
  'operationalG',
  'coveredTime',
  'idleJ',
  'idleG',
  'answers',
  'sessions',
  'away',
  'networkJ',
  'networkG',
] as const;
const BY_MARKET = ['billedTime', 'restTime', 'restCost'] as const;

/** An integral that is kept by region. */
export type RegionMeter = (typeof BY_REGION)[number];
/** An integral that is kept by region * 2 + market. */
export type MarketMeter = (typeof BY_MARKET)[number];

/**
 * Integrals by region since time 0: money in USD, times in microseconds × instances or slots,
 * `answers`, `sessions` (by home region) and `away` (requests that left it) as counts. Instance
 * time is kept by market too; `restTime` is what instances gone early are billed for beyond their
 * life, `coveredTime` on-demand time that a reservation pays.
 */
type Integrals = { readonly [K in RegionMeter | MarketMeter]: Float64Array };

/** Per-region integrals; prices and intensities are those in force. */
export interface RegionMeters extends Integrals {
  /** When each region's levels were last integrated; busy slots, which change most, apart. */
  readonly since: Float64Array;
  readonly busySince: Float64Array;
  /** Busy slot time whose energy has been charged. */
  readonly busyCharged: Float64Array;
  /** Dynamic power of devices on a curve over time, microwatts × microseconds; and what of it. */
  readonly drawn: Float64Array;
  readonly drawnCharged: Float64Array;
  readonly intensity: Float64Array;
  /** Prices in force, USD per hour, by region * 2 + market. */
  readonly price: Float64Array;
}

/** Meters that all read 0. */
export function createMeters(regions: number): RegionMeters {
  const one = () => new Float64Array(regions);
  const two = () => new Float64Array(regions * 2);
  return {
    since: one(),
    busySince: one(),
    busyCharged: one(),
    drawn: one(),
    drawnCharged: one(),
    intensity: one(),
    price: two(),
    busySlotTime: one(),
    readySlotTime: one(),
    instanceTime: one(),
    edgeBusyTime: one(),
    costOnDemand: one(),
    costSpot: one(),
    costEdge: one(),
    energyJ: one(),
    operationalG: one(),
    coveredTime: one(),
    idleJ: one(),
    idleG: one(),
    answers: one(),
    sessions: one(),
    away: one(),
    networkJ: one(),
    networkG: one(),
    billedTime: two(),
    restTime: two(),
    restCost: two(),
  };
}

/** Takes a reading: every integral of `from` is written into `into`. */
export function copyMeters(into: RegionMeters, from: RegionMeters): void {
  for (const meter of BY_REGION) into[meter].set(from[meter]);
  for (const meter of BY_MARKET) into[meter].set(from[meter]);
}
