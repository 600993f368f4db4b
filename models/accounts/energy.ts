import { pow } from '../../engine/power.ts';
import { SECOND } from '../../engine/units.ts';
import type { InstanceSetup } from '../devices/instance.ts';
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
  const { pue, instance } = setup.regions[region];
  const device = instance.idleW * instances + dynamicOf(instance, meters, used);
  const joules = ((device + setup.edgePowerPerSlotW * used.edgeTime) * pue) / SECOND;
  const unused = Math.max(0, instances - busyTime / instance.slots);
  const idle = (instance.idleW * unused * pue) / SECOND;
  const perJoule = meters.intensity[region] / JOULES_PER_KWH;
  meters.energyJ[region] += joules;
  meters.operationalG[region] += (joules / JOULES_PER_KWH) * meters.intensity[region];
  meters.idleJ[region] += idle;
  meters.idleG[region] += idle * perJoule;
}

/** Power above idle over time, W × microseconds. */
function dynamicOf(
  { dynamicUw, idleW, maxW, slots }: InstanceSetup,
  meters: RegionMeters,
  { region, busyTime }: Used,
): number {
  if (dynamicUw === undefined) {
    return ((maxW - idleW) / slots) * busyTime;
  }
  const drawn = meters.drawn[region] - meters.drawnCharged[region];
  meters.drawnCharged[region] = meters.drawn[region];
  return drawn / UW_PER_W;
}

/**
 * Power above idle of a region's instances now, microwatts. Where slots are only counted nobody
 * knows which instance is how busy: each slot is taken to be as likely busy as any other.
 */
export function drawOf(fleet: Fleet, region: number): number {
  if (!fleet.isCounted) return fleet.drawnUw[region];
  const busy = fleet.busySlots[region];
  if (busy === 0) return 0;
  const each = fleet.slotsOf[region];
  const slots = Math.max(fleet.readySlots[region], Math.ceil(busy / each) * each);
  return (slots / each) * expectedDraw(curveOf(fleet, region), busy / slots);
}

/** The curve of a region's instances, by busy slots. */
function curveOf({ dynamicUw, slots, slotsOf }: Fleet, region: number): Float64Array {
  const from = region * (slots + 1);
  return dynamicUw.subarray(from, from + slotsOf[region] + 1);
}

/** Mean of the curve over a binomial number of busy slots, begun where it cannot underflow. */
function expectedDraw(curve: Float64Array, use: number): number {
  const slots = curve.length - 1;
  const isLow = use <= 0.5;
  const rest = isLow ? 1 - use : use;
  let chance = pow(rest, slots);
  let sum = 0;
  for (let k = 0; k <= slots; k++) {
    sum += chance * curve[isLow ? k : slots - k];
    chance *= ((slots - k) / (k + 1)) * ((1 - rest) / rest);
  }
  return sum;
}
