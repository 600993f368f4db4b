import { HOUR } from '../../engine/units.ts';
import type { LoadPoint } from '../forecast.ts';
import { squareRootBeta, squareRootStart } from '../queueing/erlang.ts';
import type { LateRisk } from '../queueing/late-risk.ts';

/** What one region has to be insured against, and at what prices. */
export interface InsuranceQuestion {
  /** Predictive law of the load when an order given now takes effect, erlangs. */
  readonly load: readonly LoadPoint[];
  readonly risk: LateRisk;
  readonly slotsPerInstance: number;
  /** Mean time a request holds its slot, microseconds. */
  readonly service: number;
  /** USD per instance and hour. */
  readonly onDemandPrice: number;
  readonly spotPrice: number;
  /** USD lost by one late answer. */
  readonly lateValue: number;
  /**
   * Zones that sell spot capacity now; elastic instances are spread evenly over them. An operator
   * learns it by pinging (spot placement scores, dry-run launches), not from metrics.
   */
  readonly zones: number;
  /** Chance that a given zone is gone and not yet replaced, 0..1; zones fail independently. */
  readonly zoneLoss: number;
  readonly leastCore: number;
  /** Fewest instances of both kinds together. */
  readonly leastTotal: number;
  readonly mostElastic: number;
  /** Most instances of both kinds together; it wins over the least ones. */
  readonly mostTotal: number;
}

/** So many reserved and so many elastic instances. */
export interface Holding {
  readonly core: number;
  readonly elastic: number;
}

/** What to hold, and the insurance it amounts to, USD per hour. */
export interface Cover extends Holding {
  /** Price of all that is held. */
  readonly reserve: number;
  /** Loss by late answers that remains and that capacity could cure. */
  readonly expectedLoss: number;
  /** Loss by late answers that no capacity could cure. */
  readonly floorLoss: number;
  /** Price of what is held beyond the capacity for the mean load. */
  readonly premium: number;
  /** Loss that the capacity for the mean load alone would leave, less what remains. */
  readonly payout: number;
  /** Payout over premium; absent where no premium is paid. */
  readonly lossRatio?: number;
  /** Quantile of the load a newsvendor would cover if the loss were linear in the shortage. */
  readonly newsvendorQuantile: number;
}

/**
 * The holding with the least reserve price plus expected loss: integer pattern search from the
 * square-root starts of every load point and from `warm`, then an exhaustive look around.
 */
export function insure(question: InsuranceQuestion, warm?: Holding): Cover {
  const price = openPricing(question);
  const starts = startsOf(question);
  if (warm !== undefined) starts.push(warm);
  let best = cheapest(starts, price);
  for (const step of [8, 4, 2]) best = descend(best, step, price);
  return describe(question, price, lookAround(best, price, Math.max(2, question.zones)));
}

/** Prices of holdings for one question, remembered while the search runs; USD per hour. */
interface Pricing {
  lossOf(instances: number): number;
  expectedLoss(core: number, elastic: number): number;
  /** Reserve plus expected loss; Infinity where the holding is not allowed. */
  totalOf(core: number, elastic: number): number;
}

function openPricing(question: InsuranceQuestion): Pricing {
  const losses: number[] = [];
  const { zones, onDemandPrice, spotPrice } = question;
  const lost = zonesLost(zones, question.zoneLoss);
  const lossOf = (instances: number) => (losses[instances] ??= lossPerHour(question, instances));
  const expectedLoss = (core: number, elastic: number) => {
    let loss = 0;
    for (let gone = 0; gone <= zones; gone += 1) {
      const share = zones === 0 ? 0 : 1 - gone / zones;
      loss += lost[gone] * lossOf(core + Math.floor(elastic * share + 1e-9));
    }
    return loss;
  };
  const totalOf = (core: number, elastic: number) =>
    isAllowed(question, core, elastic)
      ? core * onDemandPrice + elastic * spotPrice + expectedLoss(core, elastic)
      : Infinity;
  return { lossOf, expectedLoss, totalOf };
}

function isAllowed(question: InsuranceQuestion, core: number, elastic: number): boolean {
  const { leastCore, leastTotal, mostTotal } = question;
  const total = core + elastic;
  if (core < Math.min(leastCore, mostTotal) || elastic < 0) return false;
  return (
    elastic <= elasticLimit(question) &&
    total <= mostTotal &&
    total >= Math.min(leastTotal, mostTotal)
  );
}

function elasticLimit({ zones, mostElastic }: InsuranceQuestion): number {
  return zones === 0 ? 0 : mostElastic;
}

/** USD per hour lost to lateness that so many instances leave curable. */
function lossPerHour(question: InsuranceQuestion, instances: number): number {
  const { load, risk, slotsPerInstance, service, lateValue } = question;
  let late = 0;
  for (let i = 0; i < load.length; i += 1) {
    const { value, weight } = load[i];
    const excess = risk.shareAt(instances * slotsPerInstance, value) - risk.floor;
    late += weight * (value / service) * Math.max(0, excess);
  }
  return late * HOUR * lateValue;
}

/** USD per hour lost to lateness that capacity does not cure. */
function floorPerHour({ load, risk, service, lateValue }: InsuranceQuestion): number {
  const mean = load.reduce((sum, { value, weight }) => sum + value * weight, 0);
  return (mean / service) * risk.floor * HOUR * lateValue;
}

/** Chances that 0, 1, .. all zones are gone: binomial. */
function zonesLost(zones: number, chance: number): number[] {
  let law = [1];
  for (let zone = 0; zone < zones; zone += 1) {
    const next = [...law.map((p) => p * (1 - chance)), 0];
    law.forEach((p, gone) => {
      next[gone + 1] += p * chance;
    });
    law = next;
  }
  return law;
}

/** One arrival in ten waits: where the search starts, not where it ends. */
const START_BETA = squareRootBeta(0.1);

function startsOf(question: InsuranceQuestion): Holding[] {
  const { load, slotsPerInstance, leastTotal, leastCore } = question;
  const starts = [nearestAllowed(question, Math.max(leastCore, leastTotal), 0)];
  const totals = load.map(({ value }) =>
    Math.ceil(squareRootStart(value, START_BETA) / slotsPerInstance),
  );
  totals.forEach((total, i) => {
    if (totals.indexOf(total) < i) return;
    starts.push(
      nearestAllowed(question, total, 0),
      nearestAllowed(question, leastCore, total - leastCore),
      nearestAllowed(question, leastCore, total),
    );
  });
  return starts;
}

/** The nearest allowed holding. */
function nearestAllowed(question: InsuranceQuestion, core: number, elastic: number): Holding {
  const { leastCore, leastTotal, mostTotal } = question;
  const kept = Math.min(mostTotal, Math.max(leastCore, core));
  const spread = Math.max(0, Math.min(elastic, elasticLimit(question), mostTotal - kept));
  const missing = Math.min(leastTotal, mostTotal) - kept - spread;
  return { core: kept + Math.max(0, missing), elastic: spread };
}

const DIRECTIONS: readonly Holding[] = [
  { core: 0, elastic: -1 },
  { core: -1, elastic: 0 },
  { core: -1, elastic: 1 },
  { core: 1, elastic: -1 },
  { core: 0, elastic: 1 },
  { core: 1, elastic: 0 },
];

/** A holding and its total price. */
interface Priced extends Holding {
  readonly total: number;
}

/** The other holding where it is cheaper by more than rounding, else the one kept. */
function cheaper(kept: Priced, core: number, elastic: number, price: Pricing): Priced {
  const total = price.totalOf(core, elastic);
  return total < kept.total - 1e-9 ? { core, elastic, total } : kept;
}

function cheapest(holdings: readonly Holding[], price: Pricing): Priced {
  const [first, ...others] = holdings;
  let best: Priced = { ...first, total: price.totalOf(first.core, first.elastic) };
  for (const { core, elastic } of others) best = cheaper(best, core, elastic, price);
  return best;
}

function descend(start: Priced, step: number, price: Pricing): Priced {
  let best = start;
  for (;;) {
    const from = best;
    for (const { core, elastic } of DIRECTIONS) {
      best = cheaper(best, from.core + step * core, from.elastic + step * elastic, price);
    }
    if (best === from) return best;
  }
}

/** Moves to the best holding within the radius until there is none better. */
function lookAround(start: Priced, price: Pricing, radius: number): Priced {
  let best = start;
  for (;;) {
    const from = best;
    for (let core = -radius; core <= radius; core += 1) {
      for (let elastic = -radius; elastic <= radius; elastic += 1) {
        best = cheaper(best, from.core + core, from.elastic + elastic, price);
      }
    }
    if (best === from) return best;
  }
}

function describe(question: InsuranceQuestion, price: Pricing, { core, elastic }: Holding): Cover {
  const held = core + elastic;
  const expectedLoss = price.expectedLoss(core, elastic);
  const reserve = core * question.onDemandPrice + elastic * question.spotPrice;
  const mean = question.load.reduce((sum, { value, weight }) => sum + value * weight, 0);
  const bare = Math.min(held, Math.ceil(mean / question.slotsPerInstance));
  const premium = held > 0 ? reserve * (1 - bare / held) : 0;
  const payout = Math.max(0, price.lossOf(bare) - expectedLoss);
  const floorLoss = floorPerHour(question);
  const cover = { core, elastic, reserve, expectedLoss, floorLoss, premium, payout };
  const newsvendorQuantile = quantileWorth(question);
  if (premium <= 0) return { ...cover, newsvendorQuantile };
  return { ...cover, lossRatio: payout / premium, newsvendorQuantile };
}

function quantileWorth(question: InsuranceQuestion): number {
  const { onDemandPrice, spotPrice, slotsPerInstance, service, lateValue } = question;
  const canUseSpot = elasticLimit(question) > 0;
  const price = canUseSpot ? Math.min(onDemandPrice, spotPrice) : onDemandPrice;
  const lossPerInstance = ((slotsPerInstance * HOUR) / service) * lateValue;
  return lossPerInstance > price ? 1 - price / lossPerInstance : 0;
}
