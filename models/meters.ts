import type { SimTime } from '../engine/units.ts';
import { chargeEnergy, drawOf } from './accounts/energy.ts';
import { chargeMoney } from './accounts/money.ts';
import type { RegionMeters } from './accounts/region-meters.ts';
import { chargeNetwork } from './accounts/traffic.ts';
import { chargeBoots } from './cold-start/charges.ts';
import type { ColdStart } from './cold-start/table.ts';
import type { Fleet } from './fleet.ts';
import type { Setup } from './setup.ts';

/** What the meters read of a world. */
interface Metered {
  readonly setup: Setup;
  readonly fleet: Fleet;
  readonly stations: readonly { readonly edgeBusy: number }[];
  readonly ledger: { readonly region: RegionMeters };
  readonly coldStart?: ColdStart;
}

/** Integrates a region's busy slots; call before every change of their number. */
export function integrateBusy(world: Metered, region: number, now: SimTime): void {
  const { fleet } = world;
  const meters = world.ledger.region;
  const span = now - meters.busySince[region];
  meters.busySlotTime[region] += fleet.busySlots[region] * span;
  if (fleet.dynamicUw.length > 0) meters.drawn[region] += drawOf(fleet, region) * span;
  meters.busySince[region] = now;
}

/**
 * Closes off a region's integrals at `now`: call before any change of its ready, billed or edge
 * counts, its prices or its intensity. Money is charged first, then energy and emissions.
 */
export function integrateRegion(world: Metered, region: number, now: SimTime): void {
  const { ledger, fleet, setup, coldStart } = world;
  const meters = ledger.region;
  integrateBusy(world, region, now);
  chargeNetwork(setup, meters, region);
  const from = meters.since[region];
  const span = now - from;
  if (span === 0) return;
  meters.since[region] = now;
  const busyTime = meters.busySlotTime[region] - meters.busyCharged[region];
  meters.busyCharged[region] = meters.busySlotTime[region];
  const edge = world.stations[region].edgeBusy;
  const onDemand = fleet.billed[region * 2];
  const spot = fleet.billed[region * 2 + 1];
  const instances = onDemand * span + spot * span;
  meters.readySlotTime[region] += fleet.readySlots[region] * span;
  meters.instanceTime[region] += instances;
  chargeMoney(setup, meters, { region, from, span, onDemand, spot, edge });
  if (coldStart !== undefined && setup.boot.kind === 'stages') {
    chargeBoots(coldStart, setup.boot, { region, span }, meters);
  }
  chargeEnergy(setup, meters, { region, instances, busyTime, edgeTime: edge * span });
}
