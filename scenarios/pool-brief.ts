import { meanOf } from '../engine/distributions.ts';
import { type Duration, SECOND } from '../engine/units.ts';
import type { Pace } from '../models/devices/pace.ts';
import type { Setup, WorkSetup } from '../models/setup.ts';
import type { Brief } from '../policies/observation.ts';
import type { PoolBrief } from '../policies/pool-brief.ts';
import type { Scenario } from './scenario.ts';

/** What a policy is told of a region's instances; nothing where all regions are alike. */
export function briefPool(
  { regions, serving, paces }: Scenario,
  setup: Setup,
  at: number,
): { readonly pool?: PoolBrief } {
  if (paces === undefined) return {};
  const { pool } = regions[at];
  const { place, instance, pue } = setup.regions[at];
  const { instance: type, device } = pool ?? serving;
  return {
    pool: {
      instance: type,
      device: device ?? type,
      place,
      slots: instance.slots,
      service: paces.map(({ byRegion }, kind) => meanServiceOf(setup.work, kind, byRegion[at])),
      power: { idleW: instance.idleW, fullW: instance.maxW, pue },
      ...briefPrices(pool?.prices),
    },
  };
}

function briefPrices(prices: { readonly onDemand: number; readonly spot: number } | undefined) {
  if (prices === undefined) return {};
  return { prices: { onDemandPerHour: prices.onDemand, spotPerHour: prices.spot } };
}

/** Names of the kinds of work; nothing where there is one. */
export function briefClasses({ paces }: Scenario): Pick<Brief, 'workClasses'> {
  return paces === undefined ? {} : { workClasses: paces.map(({ name }) => name) };
}

/** Mean time a request of a kind holds a slot at a pace; kinds after the first are sized at 1 s. */
function meanServiceOf(work: WorkSetup, kind: number, pace: Pace | null): Duration | undefined {
  if (pace === null) return undefined;
  if (kind > 0) return Math.round(SECOND * pace.early);
  if (work.kind === 'law') return Math.round(meanOf(work.law) * pace.early);
  const mean = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const answer = work.first + work.prefill * mean(work.context);
  return Math.round(answer * pace.early + work.decode * mean(work.generated) * pace.late);
}
