import type { World } from '../world.ts';

/** Place of spot in the policies' list of markets. */
const SPOT = 1;

/**
 * Why nothing can be launched in a region while a fault is under way there; empty when a launch may
 * be tried. Instances that boot by stages ask for each offering's capacity themselves.
 */
export function refuseFaulty(world: World, region: number, market: number): string {
  const { faults, setup } = world;
  const { name } = setup.regions[region];
  if (faults.regionLost[region] === 1) return `${name} is lost`;
  if (setup.boot.kind === 'stages' && market !== SPOT) return '';
  if (faults.capacityShort[region] === 1) return `insufficient capacity in ${name}`;
  if (market !== SPOT && hasLostAll(world, region)) return `every zone of ${name} is lost`;
  return '';
}

/** Why nothing can be launched in the zone that an order names; empty where it names none. */
export function refuseZone(
  world: World,
  cell: { readonly region: number; readonly market: number; readonly zone?: number | undefined },
): string {
  const { region, market, zone } = cell;
  if (zone === undefined) return '';
  const { name, zones } = world.setup.regions[region];
  if (zone >= zones) return `${name} has ${zones} zones, counted from 0`;
  if (world.setup.boot.kind === 'stages' && market !== SPOT) return 'zones go with the offerings';
  const isOpen =
    market === SPOT ? sellsSpot(world, region, zone) : !lacksCapacity(world, region, zone);
  return isOpen ? '' : `insufficient capacity in zone ${zone} of ${name}`;
}

/** Whether the cloud has nothing more to give in a zone because of a fault. */
export function lacksCapacity({ faults }: World, region: number, zone: number): boolean {
  if (faults.regionLost[region] === 1 || faults.capacityShort[region] === 1) return true;
  return isZoneLost(faults.zoneLost[region], zone);
}

/** Whether a zone sells spot capacity: its recording says so, and no fault is in the way. */
export function sellsSpot(world: World, region: number, zone: number): boolean {
  if (world.zonesUp[region][zone] === 0 || lacksCapacity(world, region, zone)) return false;
  return world.faults.isStormy[region] === 0;
}

/** The zone for a new on-demand instance: the one that holds fewest, lost ones left out. */
export function pickKeptZone({ fleet, faults }: World, region: number): number {
  const lost = faults.zoneLost[region];
  let best = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (let zone = 0; zone < lost.length; zone++) {
    const held = fleet.keptHeld[region * fleet.zonesMost + zone];
    if (lost[zone] === 1 || held >= fewest) continue;
    best = zone;
    fewest = held;
  }
  return best;
}

function hasLostAll({ faults }: World, region: number): boolean {
  const lost = faults.zoneLost[region];
  return lost.length > 0 && lost.every((one) => one === 1);
}

/** A region without zones of its own has one that cannot be lost. */
function isZoneLost(lost: Uint8Array, zone: number): boolean {
  return zone < lost.length && lost[zone] === 1;
}
