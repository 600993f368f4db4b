import { type Duration, HOUR } from '../../engine/units.ts';
import type { StagedBoot } from './setup.ts';
import { type BootMeters, type ColdStart, TIME_PARTS } from './table.ts';

/** What the charges touch of the region's account; by region * 2 + market, or by region. */
export interface PriceMeters {
  readonly price: Float64Array;
  readonly costOnDemand: Float64Array;
  readonly costSpot: Float64Array;
}

/** One stretch of time in one region in which no level and no price changed. */
export interface Stretch {
  readonly region: number;
  readonly span: Duration;
}

/**
 * Closes the integrals of boots and pools over one stretch: time and money by stage, what families
 * cost beyond the region's price, and stopped instances in the pool.
 */
export function chargeBoots(
  table: ColdStart,
  boot: StagedBoot,
  { region, span }: Stretch,
  account: PriceMeters,
): void {
  const { families } = boot;
  for (let market = 0; market < 2; market++) {
    const paid = (span / HOUR) * account.price[region * 2 + market];
    const cost = market === 0 ? account.costOnDemand : account.costSpot;
    for (let family = 0; family < families.length; family++) {
      const cell = (region * 2 + market) * families.length + family;
      const { price } = families[family];
      cost[region] += table.billed[cell] * (price - 1) * paid;
      chargeStages(table, boot, cell, { region, span, paid: paid * price });
    }
  }
  const parkedTime = table.parked[region] * span;
  table.meters.parkedTime[region] += parkedTime;
  table.meters.parkedCost[region] += (parkedTime / HOUR) * (boot.pool?.pricePerHour ?? 0);
}

function chargeStages(
  { levels, meters }: ColdStart,
  { stages }: StagedBoot,
  cell: number,
  { region, span, paid }: Stretch & { readonly paid: number },
): void {
  for (let stage = 0; stage < stages.length; stage++) {
    const parts = levels[cell * stages.length + stage];
    if (parts === 0) continue;
    const share = parts / TIME_PARTS;
    meters.stageTime[region * stages.length + stage] += share * span;
    meters.stageCost[region * stages.length + stage] += share * paid;
  }
}

/**
 * Puts an instance's time on the stages that run now, in equal parts; call when the region's
 * integrals are closed. `cell` is (region * 2 + market) * families + family.
 */
export function moveLevels(
  { levels }: ColdStart,
  stages: number,
  cell: number,
  change: { readonly from: number; readonly to: number },
): void {
  addLevels(levels, cell * stages, change.from, -1);
  addLevels(levels, cell * stages, change.to, 1);
}

function addLevels(levels: Int32Array, at: number, mask: number, sign: number): void {
  const parts = TIME_PARTS / Math.max(1, countBits(mask));
  for (let stage = 0; mask >> stage !== 0; stage++) {
    if (((mask >> stage) & 1) === 1) levels[at + stage] += sign * parts;
  }
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** One integral since the account opened, summed over all regions and stages. */
export function sumBoots(table: ColdStart, meter: keyof BootMeters): number {
  return table.meters[meter].reduce((sum, value, at) => sum + value - table.atOpen[meter][at], 0);
}
