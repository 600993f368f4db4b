import { openKept } from '../../kept.ts';
import { solveLinear } from '../../linear/simplex.ts';
import { conflictOf } from './conflict.ts';
import { type ShadowPrice, shadowPrices } from './prices.ts';
import { costOf, hourOf, kilogramsOf, type Mix, type MixProblem } from './problem.ts';
import { draftMix, SOFT } from './program.ts';
import { type RealMix, searchMixes } from './search.ts';
import { wholeMix } from './whole.ts';

/** A mix with everything that can be said about it. */
export interface MixPlan {
  readonly mix: Mix;
  /** USD and kilograms of CO2e per hour. */
  readonly cost: number;
  readonly kilograms: number;
  /** No mix at all costs less, carbon at its price included: perfect sharing, no whole numbers. */
  readonly bound: number;
  /** Share of the priced cost by which the mix may be above the best there is. */
  readonly gap: number;
  readonly prices: readonly ShadowPrice[];
  /** What had to give way, in words, and the conflict that made it; empty: nothing. */
  readonly relaxed: string;
  /** Requests per second that no pool serves. */
  readonly unserved: number;
}

/**
 * Plans a mix. Where nothing keeps every rule, rules give way in the order of `SOFT`, each by as
 * little as can be. Undefined where even that finds nothing.
 */
export function planMix(problem: MixProblem): MixPlan | undefined {
  for (let soft = 0; soft <= SOFT.length; soft += 1) {
    const found = searchMixes(problem, soft).flatMap((real) => {
      const { short, ...mix } = wholeMix(problem, real);
      // Quotas may be too tight for whole instances: then a rule has to give way all the same.
      if (short > NONE && soft < SOFT.length) return [];
      return [{ real, mix, priced: pricedOf(problem, mix) + missedOf(real) + MISSED * short }];
    });
    if (found.length > 0) return describe(problem, cheapestOf(found), soft);
  }
  return undefined;
}

/** USD per hour that a request per second without room counts as; less than `NONE` is none. */
const MISSED = 1e6;
const NONE = 1e-6;

/** A mix in real numbers, what whole numbers made of it, and what that costs. */
interface Found {
  readonly real: RealMix;
  readonly mix: Mix;
  readonly priced: number;
}

/** The earlier of equals. */
function cheapestOf(found: readonly Found[]): Found {
  return found.reduce((best, one) => (one.priced < best.priced - 1e-9 ? one : best));
}

/** What giving way counts as: a mix that misses less is always preferred. */
function missedOf({ drafted, optimum }: RealMix): number {
  const columns = [drafted.overKg, drafted.overCost, ...drafted.unserved];
  return columns.reduce((sum, at) => {
    return sum + (at < 0 ? 0 : drafted.program.columns[at].cost * optimum.values[at]);
  }, 0);
}

function describe(problem: MixProblem, { real, mix }: Found, soft: number): MixPlan {
  const { drafted, optimum } = real;
  const unserved = drafted.unserved.reduce((sum, at) => sum + (at < 0 ? 0 : optimum.values[at]), 0);
  const bound = soft === 0 ? boundOf(problem) : 0;
  const priced = pricedOf(problem, mix);
  return {
    mix,
    cost: costOf(problem, mix.holdings),
    kilograms: kilogramsOf(problem, mix),
    bound,
    gap: priced > 0 && soft === 0 ? Math.max(0, 1 - bound / priced) : 0,
    prices: soft === 0 ? shadowPrices(problem, real) : [],
    relaxed: soft === 0 ? '' : wordRelaxed(problem, real),
    unserved,
  };
}

/** USD per hour with carbon at its price: what is minimised. */
function pricedOf(problem: MixProblem, mix: Mix): number {
  const { settings, pools } = problem;
  const instances = mix.holdings.reduce((sum, { onDemand, spot }, p) => {
    const pool = pools[p];
    return sum + onDemand * hourOf(settings, pool, false) + spot * hourOf(settings, pool, true);
  }, 0);
  const idle = kilogramsOf(problem, { holdings: mix.holdings, rates: mix.rates.map(() => 0) });
  return instances + settings.carbonPrice * (kilogramsOf(problem, mix) - idle);
}

/** Least cost if every slot could be busy all the time and instances came in parts. */
function boundOf(problem: MixProblem): number {
  const { pools, links } = problem;
  const whole = pools.map(({ slots }) => ({ base: 0, slope: slots }));
  const network = pools.map(() => 0);
  const isUsed = links.map(({ over }) => over <= 0);
  const drafted = draftMix(problem, { whole, lost: whole, isUsed, soft: 0, network });
  const found = solveLinear(drafted.program);
  // Columns carry up to a few millionths of tie-breaking on top of their price.
  return found.status === 'optimal' ? found.objective * (1 - 1e-5) : 0;
}

function wordRelaxed(problem: MixProblem, real: RealMix): string {
  const { drafted, optimum } = real;
  const at = (column: number) => (column < 0 ? 0 : optimum.values[column]);
  const given: string[] = [];
  const { overKg, overCost, unserved, flow } = drafted;
  if (at(overKg) > 1e-6) given.push(`carbon limit up by ${rounded(at(overKg))} kg/h`);
  if (at(overCost) > 1e-6) given.push(`cost limit up by ${rounded(at(overCost))} USD/h`);
  problem.groups.forEach(({ name }, g) => {
    const over = problem.links.reduce((most, link, l) => {
      return link.group === g && at(flow[l]) > 1e-6 ? Math.max(most, link.over) : most;
    }, 0);
    if (over > 0) given.push(`budget of ${name} up by ${rounded(over / 1000)} ms`);
  });
  problem.groups.forEach(({ name }, g) => {
    const left = at(unserved[g]);
    if (left > 1e-6) given.push(`${rounded(left)} requests/s of ${name} unserved`);
  });
  const conflict = conflictOf(problem);
  const why = conflict.length === 0 ? 'whole pools cannot share perfectly' : conflict.join(', ');
  return `conflict: ${why}; least bad: ${given.join(', ')}`;
}

/** Three significant digits. */
function rounded(value: number): string {
  let step = 1;
  while (step * 1000 <= value) step *= 10;
  while (step > 1e-6 && step * 100 > value) step /= 10;
  return String(Number((Math.round(value / step) * step).toFixed(6)));
}

const KEPT_PLANS = 256;

/** Plans worked out once for each key. */
export function openPlans(): (key: string, problem: MixProblem) => MixPlan | undefined {
  const kept = openKept<MixPlan | undefined>(KEPT_PLANS);
  return (key, problem) => kept(key, () => planMix(problem));
}
