import { exp, log1p } from '../../../engine/math.ts';
import { type Duration, HOUR, type SimTime } from '../../../engine/units.ts';
import { AGE_STARTS, ageBucket } from '../../ccog/spot-arbitrage/hazards.ts';
import type { SpotHazardBrief, SpotZoneObservation } from '../../observation.ts';

/** Since when a zone has sold, or not sold, without a break. */
export interface ZoneAge {
  readonly sells: boolean;
  /** When it was first seen so: the run may be older, never younger. */
  readonly since: SimTime;
}

/** The ages after one more look at a region's zones. */
export function watchAges(
  ages: readonly ZoneAge[],
  zones: readonly SpotZoneObservation[],
  observedAt: SimTime,
): readonly ZoneAge[] {
  return zones.map(({ sells }, zone) => {
    const known = ages[zone];
    return known?.sells === sells ? known : { sells, since: observedAt };
  });
}

/**
 * Chance that a zone that has sold for so long stops within the lead time: 1 - Π(1 - h(age)) over
 * the ticks of the lead, parts of a tick by the power of their share.
 */
export function lossChance({ tick, up }: SpotHazardBrief, age: Duration, lead: Duration): number {
  let logSurvival = 0;
  for (let at = age; at < age + lead; ) {
    const bucket = ageBucket(Math.floor(at / tick));
    const next = AGE_STARTS[bucket + 1];
    const end = next === undefined ? age + lead : Math.min(age + lead, next * tick);
    logSurvival += ((end - at) / tick) * log1p(-Math.min(up[bucket], LIKELY));
    at = end;
  }
  return 1 - exp(logSurvival);
}

/** Hazards are no surer than this: a certain one has no logarithm. */
const LIKELY = 1 - 1e-12;

/** What a hedge costs and averts. */
export interface Stake {
  readonly lead: Duration;
  readonly onDemandPricePerHour: number;
  /** USD lost when one instance's capacity is missing for the lead time. */
  readonly outageLoss: number;
}

/**
 * Chance of loss above which a zone is revocation-prone: what on-demand beside the spot costs for
 * the lead time over what an outage loses; 1, which no chance is above, where it is never worth it.
 */
export function proneAbove({ lead, onDemandPricePerHour, outageLoss }: Stake): number {
  const premium = (onDemandPricePerHour * lead) / HOUR;
  return premium < outageLoss ? premium / outageLoss : 1;
}
