import { type Catalogue, entryOf } from '../catalogue/catalogue.ts';
import { type InstanceType, instanceOf } from '../catalogue/instances.ts';
import { decodingPower } from '../catalogue/power.ts';
import type { PoolScenario } from '../pool-scenario.ts';
import type { RegionScenario } from '../scenario.ts';
import type { Sections } from './sections.ts';

type Written = Sections['pools'][string];
type Serving = Sections['serving'];

/** What pools need to know beside their own section. */
export interface PoolContext {
  readonly regions: readonly RegionScenario[];
  readonly serving: Serving;
  readonly machines: Catalogue;
}

/** Pools as further regions, in the order of the file; those with problems are left out. */
export function poolsOf(
  written: Sections['pools'],
  context: PoolContext,
): readonly RegionScenario[] {
  return Object.entries(written).flatMap(([name, one]) => {
    const place = context.regions.find((region) => region.name === one.place);
    const type = instanceOf(context.machines, one.instance ?? context.serving.instance);
    if (place === undefined || type === undefined) return [];
    const prices = pricesOf(one, type, context);
    const zones = one.zones ?? (prices !== undefined && prices.spot < 0 ? 0 : place.zones);
    const { quota } = one;
    const pool = poolOf(one, type, context);
    const priced = prices === undefined ? {} : { prices: standing(prices) };
    return {
      ...place,
      name,
      place: place.name,
      quota,
      zones,
      edgeSlots: 0,
      pool: { ...pool, ...priced },
    };
  });
}

/** Prices of a pool's own type, the file's before the catalogue's; a spot price below 0: none. */
function pricesOf(
  written: Written,
  { price, spotPrice = -1 }: InstanceType,
  { serving }: PoolContext,
) {
  const isOwn = written.instance !== undefined && written.instance !== serving.instance;
  const isPriced = written.price !== undefined || written['spot price'] !== undefined;
  if (!isOwn && !isPriced) return undefined;
  return { onDemand: written.price ?? price, spot: written['spot price'] ?? spotPrice };
}

/** Where nothing is sold on spot, its price is only there to be shown. */
function standing({ onDemand, spot }: { readonly onDemand: number; readonly spot: number }) {
  return { onDemand, spot: spot < 0 ? onDemand : spot };
}

function poolOf(
  written: Written,
  type: InstanceType,
  { serving, machines }: PoolContext,
): PoolScenario {
  const isArray = entryOf(machines, 'fpga', type.device) !== undefined;
  const slots = isArray ? 1 : (written.slots ?? serving.slots);
  // A card works as a whole, whichever of its slots are busy; only a law says nothing of a card.
  const isCard = !isArray && (serving.service.kind !== 'law' || slots > 1);
  const power = isCard ? decodingPower(type, slots) : { maxW: type.maxW };
  const atStart = written['at start'];
  return {
    instance: written.instance ?? serving.instance,
    device: type.device,
    slots,
    idleW: type.idleW,
    ...power,
    embodiedKg: type.embodiedKg,
    life: type.life,
    bootExtra: type.loading,
    ...(atStart === undefined ? {} : { atStart }),
  };
}
