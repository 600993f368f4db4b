import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

const GRAMS_PER_KG = 1_000;
const BYTES_PER_GB = 1e9;

type Total = (totals: RunTotals) => number;

function divideBy(none: string, of: Total): Divisor {
  return { divides: true, of, none };
}

function given(none: string, of: Total): Divisor {
  return { divides: false, of, none };
}

const sent = given('no traffic is accounted', (t) => t.bytesOut + t.bytesBetween);

const reserved: readonly Kpi[] = [
  {
    id: 'reserved-cost',
    title: 'reserved: cost',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: 'price × reserved instances × time, held or not; in the cost',
    numerator: (t) => t.costReserved,
    denominator: given('nothing is reserved', (t) => t.reservedSeconds),
    isPart: true,
  },
  {
    id: 'reserved-use',
    title: 'reserved: in use',
    unit: '%',
    scale: 0.01,
    direction: 'max',
    formula: 'on-demand instance time that reservations paid ÷ reserved instance time',
    numerator: (t) => t.coveredSeconds,
    denominator: divideBy('nothing is reserved', (t) => t.reservedSeconds),
    isPart: true,
  },
  {
    id: 'committed-cost',
    title: 'reserved: still to pay',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: 'what reservations with a term cost after the horizon; not in the cost',
    numerator: (t) => t.costCommitted,
    denominator: given('no reservation outlasts the horizon', (t) => t.costCommitted),
    isPart: true,
  },
];

const carried: readonly Kpi[] = [
  {
    id: 'traffic-cost',
    title: 'traffic: cost',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: 'bytes out to players and between regions × price by region and tier; in the cost',
    numerator: (t) => t.costTraffic,
    denominator: sent,
    isPart: true,
  },
  {
    id: 'traffic',
    title: 'traffic: sent',
    unit: 'GB',
    scale: BYTES_PER_GB,
    direction: 'none',
    formula: 'bytes out to players and between regions',
    numerator: (t) => t.bytesOut + t.bytesBetween,
    denominator: sent,
    isPart: true,
  },
  {
    id: 'network-emissions',
    title: 'emissions of networks',
    unit: 'kgCO2e',
    scale: GRAMS_PER_KG,
    direction: 'min',
    formula: 'bytes × energy per GB × intensity at the sender: a doubtful figure, never added',
    numerator: (t) => t.networkG,
    denominator: given('no energy of networks is given', (t) => t.networkJ),
    isPart: true,
  },
  {
    id: 'storage-cost',
    title: 'storage: cost',
    unit: 'USD',
    scale: 1,
    direction: 'min',
    formula: 'GB-months of images, models and volumes of instances × price; in the cost',
    numerator: (t) => t.costStorage,
    denominator: given('no storage is accounted', (t) => t.costStorage),
    isPart: true,
  },
];

const climate: readonly Kpi[] = [
  {
    id: 'idle-energy',
    title: 'energy of unused slots',
    unit: '%',
    scale: 0.01,
    direction: 'min',
    formula: 'idle power × instance time not in use × PUE ÷ energy: part of it, not beside it',
    numerator: (t) => t.idleJ,
    denominator: divideBy('no energy was used', (t) => t.energyJ),
  },
  {
    id: 'idle-emissions',
    title: 'emissions of unused slots',
    unit: 'kgCO2e',
    scale: GRAMS_PER_KG,
    direction: 'min',
    formula: 'energy of unused slots × average intensity: part of the operational emissions',
    numerator: (t) => t.idleG,
  },
  {
    id: 'emissions-per-job',
    title: 'jobs: emissions per job',
    unit: 'kgCO2e',
    scale: GRAMS_PER_KG,
    direction: 'min',
    formula: '(operational + embodied of jobs) ÷ jobs finished: SCI = (O + M) / R',
    numerator: (t) => t.jobOperationalG + t.jobEmbodiedG,
    denominator: divideBy('no job was finished', (t) => t.jobsFinished),
    isPart: true,
  },
];

/** Reservations, traffic, storage, what unused capacity drew, and the SCI of a training job. */
export const accountKpis: readonly Kpi[] = [...reserved, ...carried, ...climate];
