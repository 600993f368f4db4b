import { type Duration, MILLISECOND } from '../../../engine/units.ts';
import { openKept } from '../../kept.ts';
import type { Brief } from '../../observation.ts';
import { slotsOf } from '../../pools.ts';
import { type LateRisk, openLateRisk } from '../../queueing/late-risk.ts';
import { plannedLaw, type WorkLaw, workLawOf } from '../../queueing/work-law.ts';
import type { WorkKnowledge } from '../work-knowledge.ts';
import type { MixCapacity } from './problem.ts';

const KEPT_TABLES = 256;
/** Round trips are rounded up to this, so that tables can be kept. */
const NETWORK_STEP = 2 * MILLISECOND;

/** Mean time of one pool's requests by the plan: over the kinds of work that it can do. */
function plannedService(brief: Brief, pool: number): Duration {
  const told = brief.regions[pool].pool;
  if (told === undefined) return brief.plannedService;
  const asked = new Set(brief.groups.map(({ workClass = 0 }) => workClass));
  const means = told.service.flatMap((mean, kind) =>
    mean === undefined || !asked.has(kind) ? [] : [mean],
  );
  return means.length === 0
    ? brief.plannedService
    : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

/** Law of the time that a pool's requests hold a slot: measured, or planned until it is. */
export function serviceLaw(brief: Brief, pool: number, { fixed }: WorkKnowledge): WorkLaw {
  const measured = fixed === undefined ? undefined : workLawOf(fixed.service);
  return measured ?? plannedLaw(plannedService(brief, pool));
}

/** Opens the curves: most load with a curable late share within the target, tables kept. */
export function openCapacities(
  brief: Brief,
  lateTarget: number,
): (works: readonly WorkKnowledge[]) => MixCapacity {
  const tables = openKept<LateRisk>(KEPT_TABLES);
  return (works) => ({
    admissible(pool, network, instances) {
      const slots = slotsOf(brief, pool) * Math.max(0, Math.floor(instances));
      if (slots === 0) return 0;
      const steps = Math.ceil(network / NETWORK_STEP);
      const risk = tables(`${pool}/${works[pool].key}/${steps}`, () => {
        const service = serviceLaw(brief, pool, works[pool]);
        const { fixed } = works[pool];
        const answer = (fixed === undefined ? undefined : workLawOf(fixed.answer)) ?? service;
        const budget = brief.budget - steps * NETWORK_STEP;
        return openLateRisk({ service, answer, budget, exposure: brief.bootP95 });
      });
      return risk.admissibleLoad(slots, lateTarget);
    },
  });
}
