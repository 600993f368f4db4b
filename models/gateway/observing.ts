import type { SimTime } from '../../engine/units.ts';
import type { GatewayObservation } from '../../policies/observation.ts';
import { seenCount } from '../faults/seen.ts';
import { STATE } from '../fleet.ts';
import type { World } from '../world.ts';
import { isIn } from './choosing.ts';

/** What telemetry tells of a region's gateways: nothing where there are none. */
export function observeGateway(
  world: World,
  region: number,
  now: SimTime,
): { readonly gateway?: GatewayObservation } {
  const { gateway, setup } = world;
  if (gateway === undefined) return {};
  const groups = setup.groups.length;
  let out = 0;
  for (let group = 0; group < groups; group++) {
    if (!isIn(gateway, group * setup.regions.length + region, now)) out++;
  }
  return {
    gateway: {
      inside: seenCount(world, region, gateway.inside[region]),
      queueLength: seenCount(world, region, gateway.queues[region].size),
      shed: seenCount(world, region, gateway.shedSeen[region]),
      outShare: out / groups,
      byZone: heldByZone(world, region),
    },
  };
}

function heldByZone({ fleet, setup }: World, region: number): number[] {
  const held = new Array<number>(setup.regions[region].zones).fill(0);
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    const isHeld = fleet.state[row] === STATE.booting || fleet.state[row] === STATE.ready;
    if (isHeld && fleet.zone[row] < held.length) held[fleet.zone[row]]++;
  }
  return held;
}

/** Telemetry begins another window. */
export function resetGatewayWindow({ gateway }: World): void {
  gateway?.shedSeen.fill(0);
}
