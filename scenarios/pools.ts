import { type Duration, SECOND } from '../engine/units.ts';
import { type CurvePoint, compileCurve, STRAIGHT, WHOLE } from '../models/accounts/power-curve.ts';
import type { InstanceSetup } from '../models/devices/instance.ts';
import { type PaceTable, tablePaces } from '../models/devices/pace.ts';
import type { PriceSeries, Series, TraceBundle } from '../traces/series.ts';
import { scalePrices } from './catalogue/prices.ts';
import type { GroupScenario, RegionScenario, Scenario } from './scenario.ts';

/** What one instance of a region is: its pool's own type, or the one of `serving`. */
export function compileInstance(scenario: Scenario, { pool }: RegionScenario): InstanceSetup {
  const type = pool ?? scenario.serving;
  const whole = scenario.serving.batching === undefined ? undefined : WHOLE;
  const curve = scenario.accounts?.curve ?? type.powerCurve ?? whole ?? STRAIGHT;
  return {
    slots: type.slots,
    idleW: type.idleW,
    maxW: type.maxW,
    ...(isStraight(curve) && whole === undefined ? {} : { dynamicUw: compileCurve(curve, type) }),
    embodiedGPerSecond: (type.embodiedKg * 1000 * SECOND) / type.life,
    bootExtra: pool?.bootExtra ?? 0,
    atStart: pool?.atStart ?? scenario.atStart,
  };
}

function isStraight(curve: readonly CurvePoint[]): boolean {
  return curve.every(([use, share]) => use === share);
}

/** Prices of a region's instances: recorded ones, or those of its pool's own type, which stand. */
export function pricesOf(
  { serving }: Scenario,
  { name, place, pool }: RegionScenario,
  { prices }: TraceBundle,
): PriceSeries {
  if (pool?.prices !== undefined) {
    const { onDemand, spot } = pool.prices;
    return { onDemand: standing('on-demand', onDemand), spot: standing('spot', spot) };
  }
  return scalePrices(prices[place ?? name], serving.priceFactor);
}

function standing(name: string, price: number): Series {
  return { name, unit: 'USD/h', times: [0], values: [price], span: SECOND, end: 'hold' };
}

/** The region in whose building a region or pool stands, by place in the scenario. */
export function placeOf({ regions }: Scenario, { name, place }: RegionScenario): number {
  return regions.findIndex((region) => region.name === (place ?? name));
}

/** The pool at which a group of players begins: the first of its home that can do its work. */
export function homeOf(scenario: Scenario, home: string, workClass: string | undefined): number {
  const paces = scenario.paces?.find(({ name }) => name === workClass)?.byRegion;
  return scenario.regions.findIndex(({ name, place }, at) => {
    return (place ?? name) === home && (paces === undefined || paces[at] !== null);
  });
}

/** How fast each pool does each kind of work; nothing where all do one kind alike. */
export function compilePaces({ paces }: Scenario): { readonly paces?: PaceTable } {
  return paces === undefined ? {} : { paces: tablePaces(paces.map(({ byRegion }) => byRegion)) };
}

/** Place of a group's kind of work among the kinds; nothing for the first. */
export function workClassOf(
  { paces }: Scenario,
  { workClass }: GroupScenario,
): { readonly workClass?: number } {
  const kind = paces?.findIndex(({ name }) => name === workClass) ?? -1;
  return kind <= 0 ? {} : { workClass: kind };
}

/** Mean time a request of a group holds a slot at its first pool; `plain` for the first kind. */
export function holdOf(
  { paces }: Scenario,
  { workClass }: GroupScenario,
  home: number,
  plain: () => Duration,
): Duration {
  const own = paces?.slice(1).find(({ name }) => name === workClass);
  return own === undefined ? plain() : SECOND * (own.byRegion[home]?.early ?? 0);
}
