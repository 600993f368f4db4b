import { type Duration, SECOND } from '../../engine/units.ts';
import { coarse } from '../coarse.ts';
import { centreAhead, spreadAround } from '../forecast.ts';
import { openKept } from '../kept.ts';
import type { Brief, RegionObservation } from '../observation.ts';
import type { LateRisk } from '../queueing/late-risk.ts';
import { openLateRisks } from './late-risks.ts';
import { type Cover, type InsuranceQuestion, insure } from './latency-insurance.ts';
import { type Situation, zoneLossChance } from './situation.ts';
import type { ThreeRingSettings } from './three-ring-settings.ts';

/** One region to be insured now. */
export interface CoverRequest {
  readonly region: number;
  readonly seen: RegionObservation;
  readonly situation: Situation;
  /** Most spot instances that may be asked for now. */
  readonly mostElastic: number;
}

/** The insurance of every region, worked out once for inputs that are the same within 3 %. */
export interface Covers {
  coverOf(request: CoverRequest): Cover;
  /** The risk of the region's players, and the mean time a request holds its slot. */
  riskOf(
    situation: Situation,
    region: number,
  ): { readonly risk: LateRisk; readonly service: Duration };
}

const KEPT_COVERS = 4096;

/** Opens the insurance; covers depend on the request only, not on what was asked before. */
export function openCovers(brief: Brief, settings: ThreeRingSettings): Covers {
  const risks = openLateRisks(brief, settings.deadTime);
  const covers = openKept<Cover>(KEPT_COVERS);
  const latest: { readonly outlook: Outlook; readonly cover: Cover }[] = [];
  const riskOf = ({ work, network }: Situation, region: number) => ({
    risk: risks.riskOf(work, network[region]),
    service: risks.lawsOf(work).service.mean,
  });
  const coverOf = (request: CoverRequest) => {
    const { situation, region } = request;
    const { risk, service } = riskOf(situation, region);
    const outlook = outlookOf(request, risk, service, settings);
    const known = latest[region];
    if (known !== undefined && isSame(known.outlook, outlook)) return known.cover;
    const riskKey = risks.keyOf(situation.work, situation.network[region]);
    const cover = covers(`${riskKey}/${keyOf(outlook)}`, () =>
      insure(questionOf(outlook, service, brief, settings)),
    );
    latest[region] = { outlook, cover };
    return cover;
  };
  return { coverOf, riskOf };
}

/** All that the insurance of one region depends on. */
interface Outlook {
  readonly region: number;
  readonly risk: LateRisk;
  /** Likely load when an order given now takes effect, erlangs, coarse. */
  readonly centre: number;
  /** What waits now adds to the load of one dead time, erlangs, coarse. */
  readonly backlog: number;
  readonly spread: readonly number[];
  readonly onDemandPrice: number;
  readonly spotPrice: number;
  /** Zones that sell spot now, as pinging (placement scores, dry-run launches) shows it. */
  readonly zones: number;
  /** Coarse. */
  readonly zoneLoss: number;
  readonly mostElastic: number;
}

function outlookOf(
  { region, seen, situation, mostElastic }: CoverRequest,
  risk: LateRisk,
  service: Duration,
  settings: ThreeRingSettings,
): Outlook {
  const demand = situation.demand[region];
  const rate = centreAhead(demand, settings.forecast.lead);
  return {
    region,
    risk,
    centre: coarse((rate * service) / SECOND),
    backlog: coarse((seen.queueLength * service) / settings.deadTime),
    spread: demand.spread,
    onDemandPrice: seen.onDemandPricePerHour,
    spotPrice: seen.spotPricePerHour,
    zones: seen.zonesUp,
    zoneLoss: coarse(zoneLossChance(situation, settings) * ZONE_LOSS_PARTS) / ZONE_LOSS_PARTS,
    mostElastic: Math.min(settings.mostElastic, mostElastic),
  };
}

/** A zone is gone for a few thousandths of the time: times this it is well above 1/64. */
const ZONE_LOSS_PARTS = 16_384;

/** Compares what changes most first; a spread is the same object until it moves. */
function isSame(a: Outlook, b: Outlook): boolean {
  return (
    a.centre === b.centre &&
    a.backlog === b.backlog &&
    a.spread === b.spread &&
    a.zoneLoss === b.zoneLoss &&
    a.zones === b.zones &&
    a.mostElastic === b.mostElastic &&
    a.spotPrice === b.spotPrice &&
    a.onDemandPrice === b.onDemandPrice &&
    a.risk === b.risk
  );
}

function keyOf(outlook: Outlook): string {
  const { region, centre, backlog, spread, onDemandPrice, spotPrice } = outlook;
  const { zones, zoneLoss, mostElastic } = outlook;
  const market = `${onDemandPrice}/${spotPrice}/${zones}/${zoneLoss}/${mostElastic}`;
  return `${region}/${centre}/${backlog}/${spread.join()}/${market}`;
}

function questionOf(
  outlook: Outlook,
  service: Duration,
  { slotsPerInstance, regions }: Brief,
  { forecast, leastCore, lateValue }: ThreeRingSettings,
): InsuranceQuestion {
  const { region, risk, centre, backlog, spread, onDemandPrice, spotPrice } = outlook;
  const { zones, zoneLoss, mostElastic } = outlook;
  const load = spreadAround(centre, spread, forecast).map(({ value, weight }) => ({
    value: value + backlog,
    weight,
  }));
  const mean = load.reduce((sum, { value, weight }) => sum + value * weight, 0);
  return {
    onDemandPrice,
    spotPrice,
    zones,
    zoneLoss,
    mostElastic,
    load,
    risk,
    slotsPerInstance,
    service,
    lateValue,
    leastCore,
    leastTotal: Math.max(leastCore, Math.ceil(mean / slotsPerInstance)),
    mostTotal: regions[region].quota,
  };
}
