import type { SimTime } from '../../../engine/units.ts';
import type { Observation } from '../../observation.ts';

/** Whether a region sold spot capacity when last seen, and since when it has been so. */
export interface MarketAge {
  readonly isUp: boolean;
  /** When it was first seen so: the run may be older, never younger. */
  readonly since: SimTime;
}

/** The ages after one more observation. */
export function watchMarkets(
  ages: readonly MarketAge[],
  { regions }: Observation,
  observedAt: SimTime,
): readonly MarketAge[] {
  return regions.map(({ zonesUp }, region) => {
    const isUp = zonesUp > 0;
    const known = ages[region];
    return known?.isUp === isUp ? known : { isUp, since: observedAt };
  });
}
