import { type Duration, HOUR, MINUTE, type SimTime } from '../../../engine/units.ts';
import { type Kept, openKept } from '../../kept.ts';
import type { IntensityCurve } from './curve.ts';
import { greenest } from './curve.ts';
import type { CarbonQuestion } from './job-loop.ts';
import { actionAt, planSlots, type SlotPlan } from './slot-plan.ts';

const UNITS_PER_SLOT = 3;
/** Slots of a quarter of an hour for two days; longer times have longer slots. */
const SLOT_LEAST = 15 * MINUTE;
const SLOTS_AIM = 192;
const KEPT_PLANS = 32;

interface Planned {
  readonly plan: SlotPlan | undefined;
  readonly from: SimTime;
  readonly slot: Duration;
}

/** Opens the rule that follows the cheapest slots, planned anew each hour and at each forecast. */
export function openSlotRule(): (question: CarbonQuestion) => number | undefined {
  const plans = openKept<Planned>(KEPT_PLANS);
  return (question) => {
    const { job, one, need, at, curve } = question;
    const planned = findPlan(plans, question);
    const { plan, from, slot } = planned;
    const runs = job.state === 'waiting' ? 0 : 1 + one.regions.indexOf(job.region);
    const work = Math.max(1, Math.ceil((need.work * UNITS_PER_SLOT) / slot));
    const state = { slot: Math.floor((at - from) / slot), work, runs };
    const action = plan === undefined ? undefined : actionAt(plan, UNITS_PER_SLOT, state);
    if (action === undefined) return runs > 0 ? job.region : greenest(curve, one.regions, at);
    return action === 0 ? undefined : one.regions[action - 1];
  };
}

function findPlan(plans: Kept<Planned>, { job, one, need, at, curve }: CarbonQuestion): Planned {
  const from = Math.floor(at / HOUR) * HOUR;
  const until = job.deadlineAt - need.changeover;
  const changeover = need.changeover + one.checkpointTakes;
  const key = `${curve.key}/${from}/${until}/${changeover}/${one.regions.join()}`;
  return plans(key, () => plan(curve, { from, until, changeover, regions: one.regions }));
}

interface Span {
  readonly from: SimTime;
  readonly until: SimTime;
  readonly changeover: Duration;
  readonly regions: readonly number[];
}

function plan(curve: IntensityCurve, { from, until, changeover, regions }: Span): Planned {
  const slot = SLOT_LEAST * Math.max(1, Math.ceil((until - from) / (SLOTS_AIM * SLOT_LEAST)));
  const slots = Math.floor((until - from) / slot);
  if (slots < 1) return { plan: undefined, from, slot };
  const intensity = regions.map((region) => {
    return Float64Array.from({ length: slots }, (_, i) => curve.at(region, from + i * slot));
  });
  const units = Math.max(1, Math.ceil((changeover * UNITS_PER_SLOT) / slot));
  const problem = { unitsPerSlot: UNITS_PER_SLOT, changeover: units, intensity };
  return { plan: planSlots(problem), from, slot };
}
