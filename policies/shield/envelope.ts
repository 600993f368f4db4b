import type { Duration } from '../../engine/units.ts';
import type { Intervention } from '../contract.ts';
import type { Decision, ScaleDecision } from '../decision.ts';
import type { Brief, Observation } from '../observation.ts';
import type { ShieldLimits } from './limits.ts';
import {
  busyInstances,
  keyOf,
  regionInstances,
  type Standing,
  standAfter,
  standingInstances,
} from './standing.ts';

/** What decisions are held against. */
export interface Envelope {
  readonly brief: Brief;
  readonly limits: ShieldLimits;
  readonly observation: Observation;
  /** Age of the observation. */
  readonly age: Duration;
  /** Whether each region was told whole. */
  readonly isWhole: readonly boolean[];
}

/** Decisions that may pass, each in its place, and what stands after them. */
export interface Passed {
  readonly decisions: readonly Decision[];
  readonly standing: Standing;
  readonly interventions: readonly Intervention[];
}

/**
 * Lets decisions pass as far as the envelope allows. What a limit a turn has cut short is gone on
 * with at later turns, behind the policy's own decisions, until it is reached or asked otherwise.
 */
export function passDecisions(
  decisions: readonly Decision[],
  before: Standing,
  envelope: Envelope,
): Passed {
  const interventions: Intervention[] = [];
  const own = new Set(decisions.map(keyOf));
  const rest = Object.keys(before.asked).flatMap((key) => {
    const order = before.orders[key];
    if (own.has(key) || order?.kind !== 'scale') return [];
    return [{ ...order, instances: before.asked[key] }];
  });
  let standing: Standing = { ...before, asked: {} };
  const passed = [...decisions, ...rest].map((decision): Decision => {
    const cut = passOne(decision, standing, envelope);
    const isOwn = own.has(keyOf(decision));
    if (isOwn) interventions.push(...cut.interventions);
    const asked = cut.isCut && decision.kind === 'scale' ? decision.instances : undefined;
    standing = standAfter(standing, cut.decision);
    standing = { ...standing, asked: askedAfter(standing, keyOf(decision), asked) };
    return cut.decision;
  });
  return { decisions: passed, standing, interventions };
}

function askedAfter({ asked }: Standing, key: string, instances: number | undefined) {
  const { [key]: _, ...others } = asked;
  return instances === undefined ? others : { ...others, [key]: instances };
}

interface Cut {
  readonly decision: Decision;
  /** Whether the rest is to be gone on with: a limit a turn, not one of state, has cut it. */
  readonly isCut: boolean;
  readonly interventions: readonly Intervention[];
}

function passOne(decision: Decision, standing: Standing, envelope: Envelope): Cut {
  if (decision.kind === 'warm') {
    const quota = envelope.brief.regions[decision.region].quota;
    if (decision.instances <= quota) return { decision, isCut: false, interventions: [] };
    const detail = `warm pool: ${decision.instances} asked, quota ${quota}`;
    const interventions = [{ rule: 'quota', detail }];
    return { decision: { ...decision, instances: quota }, isCut: false, interventions };
  }
  if (decision.kind !== 'scale') return { decision, isCut: false, interventions: [] };
  const stands = standingInstances(standing, decision, envelope.observation);
  if (decision.instances === stands) return { decision, isCut: false, interventions: [] };
  return decision.instances > stands
    ? passGrowth(decision, { stands, standing, envelope })
    : passShrinkage(decision, { stands, standing, envelope });
}

interface Bounds {
  readonly stands: number;
  readonly standing: Standing;
  readonly envelope: Envelope;
}

function passGrowth(decision: ScaleDecision, { stands, standing, envelope }: Bounds): Cut {
  const { brief, limits, observation } = envelope;
  const { quota } = brief.regions[decision.region];
  const others = regionInstances(standing, decision.region, observation) - stands;
  const room = Math.max(stands, quota - Math.max(0, others));
  const step = Math.max(Math.floor(limits.growthShare * stands), limits.growthCount);
  const most = Math.min(room, stands + step);
  if (decision.instances <= most) return { decision, isCut: false, interventions: [] };
  const rule = most === room ? 'quota' : 'most growth';
  return cutTo(decision, most, { rule, stands, goesOn: rule !== 'quota' });
}

function passShrinkage(decision: ScaleDecision, { stands, standing, envelope }: Bounds): Cut {
  const { brief, limits, observation, age, isWhole } = envelope;
  const { region } = decision;
  const bar = { stands, goesOn: false };
  if (age > limits.oldest) return cutTo(decision, stands, { ...bar, rule: 'old observation' });
  if (!isWhole[region]) return cutTo(decision, stands, { ...bar, rule: 'unfit telemetry' });
  const step = Math.max(Math.floor(limits.shrinkageShare * stands), limits.shrinkageCount);
  const slots = brief.regions[region].pool?.slots ?? brief.slotsPerInstance;
  const busy = busyInstances(observation, region, slots);
  const others = regionInstances(standing, region, observation) - stands;
  const needed = Math.min(stands, Math.max(0, Math.ceil(limits.floor * busy) - others));
  const least = Math.max(stands - step, needed);
  if (decision.instances >= least) return { decision, isCut: false, interventions: [] };
  const rule = least === needed ? 'floor of the load' : 'most shrinkage';
  return cutTo(decision, least, { rule, stands, goesOn: rule === 'most shrinkage' });
}

interface Reason {
  readonly rule: string;
  readonly stands: number;
  readonly goesOn: boolean;
}

function cutTo(decision: ScaleDecision, instances: number, { rule, stands, goesOn }: Reason): Cut {
  const { region, market, instances: asked } = decision;
  const amounts = `${asked} asked, ${stands} stand, ${instances} passed`;
  const detail = `region ${region}, ${market}: ${amounts}`;
  const interventions = [{ rule, detail }];
  return { decision: { ...decision, instances }, isCut: goesOn, interventions };
}
