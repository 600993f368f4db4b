import { integrateRegion } from '../../models/meters.ts';
import type { WorldSimulation } from '../../models/world.ts';

/** Invariants 6 and 7 at an instant: no count, time, energy, emission or cost is below zero. */
export function brokenSigns({ world, now }: WorldSimulation): string[] {
  const { ledger, setup } = world;
  setup.regions.forEach((_, region) => {
    integrateRegion(world, region, now);
  });
  const broken = Object.entries(ledger.counts).flatMap(([name, count]) => {
    return count >= 0 ? [] : [`${name} is ${count}`];
  });
  const { busySlotTime, readySlotTime, instanceTime, edgeBusyTime } = ledger.region;
  const { costOnDemand, costSpot, costEdge, energyJ, operationalG } = ledger.region;
  const times = { busySlotTime, readySlotTime, instanceTime, edgeBusyTime };
  const sums = { ...times, costOnDemand, costSpot, costEdge, energyJ, operationalG };
  for (const [name, meter] of Object.entries(sums)) {
    meter.forEach((value, region) => {
      if (!(value >= 0)) broken.push(`${name} of region ${region} is ${value}`);
    });
  }
  if (!(ledger.playing >= -1e-6)) broken.push(`${ledger.playing} at play`);
  if (!(ledger.inFlight >= -1e-6)) broken.push(`${ledger.inFlight} in flight`);
  if (!(ledger.regionsDown >= 0)) broken.push(`${ledger.regionsDown} regions down`);
  return broken;
}
