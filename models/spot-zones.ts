import { MARKETS } from '../policies/loop.ts';
import type { RegionObservation } from '../policies/observation.ts';
import { sellsSpot } from './faults/refusal.ts';
import { STATE } from './fleet.ts';
import type { World } from './world.ts';

const SPOT = MARKETS.indexOf('spot');

/** A region's spot zones as its operator sees them: pings, and where his instances are. */
export function observeSpotZones(
  world: World,
  region: number,
): Pick<RegionObservation, 'spotZones'> {
  const { zones } = world.setup.regions[region];
  if (zones === 0) return {};
  const counts = countZones(world, region, zones);
  const spotZones = Array.from({ length: zones }, (_, zone) => ({
    sells: sellsSpot(world, region, zone),
    ready: counts[zone * 2 + 1],
    booting: counts[zone * 2],
  }));
  return { spotZones };
}

/** Booting and ready spot instances by zone, two places a zone. */
function countZones({ fleet }: World, region: number, zones: number): Int32Array {
  const counts = new Int32Array(zones * 2);
  const from = region * fleet.zonesMost;
  if (fleet.spotHeld.subarray(from, from + zones).every((held) => held === 0)) return counts;
  const row = region * fleet.rowsPerRegion;
  for (let at = row; at < row + fleet.rowsPerRegion; at++) {
    if (fleet.market[at] !== SPOT) continue;
    if (fleet.state[at] === STATE.booting) counts[fleet.zone[at] * 2]++;
    else if (fleet.state[at] === STATE.ready) counts[fleet.zone[at] * 2 + 1]++;
  }
  return counts;
}
