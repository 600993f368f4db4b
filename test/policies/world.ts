import type { Actuator, Order, Receipt, Telemetry } from '../../policies/contract.ts';
import type { Decision } from '../../policies/decision.ts';
import type {
  Brief,
  GroupObservation,
  Observation,
  RegionObservation,
} from '../../policies/observation.ts';

/** Two regions and two groups; every option has a default, so each one given is meaningful. */
export function briefOf(options: Partial<Brief> = {}): Brief {
  return {
    regions: [regionBrief('west', 0), regionBrief('east', 90)],
    groups: [
      { name: 'players-west', latitude: 50, longitude: 5, plannedPeakRate: 40 },
      { name: 'players-east', latitude: 50, longitude: 80, plannedPeakRate: 20 },
    ],
    budget: 1_500_000,
    slotsPerInstance: 8,
    plannedService: 500_000,
    bootMean: 120_000_000,
    bootP95: 180_000_000,
    lowFidelityWork: 0.5,
    scrapeEvery: 30_000_000,
    ...options,
  };
}

function regionBrief(name: string, longitude: number) {
  return { name, latitude: 50, longitude, quota: 40, zones: 3, edgeSlots: 16 };
}

const EMPTY = { upper: [], count: [] };

/** A region at rest with four on-demand instances. */
export function regionSeen(options: Partial<RegionObservation> = {}): RegionObservation {
  return {
    arrivals: 0,
    answered: 0,
    late: 0,
    busySlotSeconds: 0,
    readySlotSeconds: 960,
    queueLength: 0,
    inService: 0,
    ready: { 'on-demand': 4, spot: 0 },
    booting: { 'on-demand': 0, spot: 0 },
    draining: 0,
    revoked: 0,
    zonesUp: 3,
    service: EMPTY,
    answerWork: EMPTY,
    onDemandPricePerHour: 1.2,
    spotPricePerHour: 0.4,
    intensityGPerKwh: 300,
    ring: 'core',
    ...options,
  };
}

/** A group that asks for nothing, 20 ms from west and 120 ms from east. */
export function groupSeen(options: Partial<GroupObservation> = {}): GroupObservation {
  return { requests: 0, playing: 0, rttProbes: [[20_000], [120_000]], ...options };
}

/** One scrape of two regions and two groups. */
export function seen(options: Partial<Observation> = {}): Observation {
  return {
    window: 30_000_000,
    regions: [regionSeen(), regionSeen()],
    groups: [groupSeen(), groupSeen({ rttProbes: [[120_000], [20_000]] })],
    ...options,
  };
}

/** Telemetry that shows the same scrape again and again, `age` microseconds late. */
export function showing(observation: Observation, age = 0): Telemetry<Observation> {
  return { observe: (at) => ({ observedAt: at - age, observation }) };
}

/** An actuator that writes down what it is told. */
export function recording(receipts: readonly Receipt[] = []) {
  const orders: Order<Decision>[] = [];
  const asked: number[] = [];
  const actuator: Actuator<Decision> = {
    enact: (order) => orders.push(order),
    receipts: (since) => {
      asked.push(since);
      return receipts;
    },
  };
  return { actuator, orders, asked };
}
