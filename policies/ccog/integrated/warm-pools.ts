import type { WarmDecision } from '../../decision.ts';
import type { Brief, Observation } from '../../observation.ts';

/**
 * What warm pools should hold: as many instances as a region is about to need beyond what it has
 * ready, and one for a surprise. Nothing where the scenario has no pools.
 */
export function warmOrders(
  wanted: readonly number[],
  { regions }: Observation,
  brief: Brief,
): readonly WarmDecision[] {
  return regions.flatMap(({ warm, ready }, region) => {
    if (warm === undefined) return [];
    const held = ready['on-demand'] + ready.spot;
    const rise = 1 + Math.max(0, wanted[region] - held);
    const instances = Math.min(rise, Math.max(0, brief.regions[region].quota - held));
    return instances === warm ? [] : [{ kind: 'warm', region, instances }];
  });
}
