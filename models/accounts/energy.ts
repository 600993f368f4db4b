import { SECOND } from '../../engine/units.ts';
import type { Fleet } from '../fleet.ts';
import type { Setup } from '../setup.ts';
import type { RegionMeters } from './region-meters.ts';

const JOULES_PER_KWH = 3.6e6;
const UW_PER_W = 1e6;

/** Time of a stretch, microseconds: of instances, of busy slots on them and at the edge. */
export interface Used {
  readonly region: number;
  readonly instances: number;
  readonly busyTime: number;
  readonly edgeTime: number;
}

/**
 * Charges facility energy and its emissions: idle power of every instance hour, power above it by
 * the busy slots, the edge's, times PUE. What unused slots draw at idle is counted apart as well.
 */
export function chargeEnergy(setup: Setup, meters: RegionMeters, used: Used): void {
  const { region, instances, busyTime } = used;
  const { pue } = setup.regions[region];
  const device = setup.idleW * instances + dynamicOf(setup, meters, used);
  const joules = ((device + setup.edgePowerPerSlotW * used.edgeTime) * pue) / SECOND;
  const unused = Math.max(0, instances - busyTime / setup.slots);
  const idle = (setup.idleW * unused * pue) / SECOND;
  const perJoule = meters.intensity[region] / JOULES_PER_KWH;
  meters.energyJ[region] += joules;
  meters.operationalG[region] += (joules / JOULES_PER_KWH) * meters.intensity[region];
  meters.idleJ[region] += idle;
  meters.idleG[region] += idle * perJoule;
}

/** Power above idle over time, W × microseconds. */
function dynamicOf(setup: Setup, meters: RegionMeters, { region, busyTime }: Used): number {
  if (setup.accounts?.dynamicUw === undefined) {
    return ((setup.maxW - setup.idleW) / setup.slots) * busyTime;
  }
  const drawn = meters.drawn[region] - meters.drawnCharged[region];
  meters.drawnCharged[region] = meters.drawn[region];
  return drawn / UW_PER_W;
}

/**
 * Power above idle of a region's instances now, microwatts. Where slots are only counted nobody
 * knows which instance is how busy: all ready ones are taken to be busy alike.
 */
export function drawOf(fleet: Fleet, region: number): number {
  if (!fleet.isCounted) return fleet.drawnUw[region];
  const busy = fleet.busySlots[region];
  if (busy === 0) return 0;
  const slots = Math.max(fleet.readySlots[region], Math.ceil(busy / fleet.slots) * fleet.slots);
  return (slots / fleet.slots) * between(fleet.dynamicUw, (busy / slots) * fleet.slots);
}

function between(values: Float64Array, at: number): number {
  const below = Math.min(values.length - 2, Math.floor(at));
  return values[below] + (at - below) * (values[below + 1] - values[below]);
}
