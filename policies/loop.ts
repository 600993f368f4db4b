import type { SimTime } from '../engine/units.ts';
import type {
  Actuator,
  Because,
  Intervention,
  Order,
  Policy,
  Telemetry,
  Verdict,
} from './contract.ts';
import type {
  Decision,
  JobDecision,
  RouteDecision,
  ScaleDecision,
  WarmDecision,
} from './decision.ts';
import type { Market, Observation, Ring } from './observation.ts';

/** All that one turn of a loop needs. */
export interface TurnRequest<Memory> {
  /** Name of the loop, the first part of every order's id. */
  readonly loop: string;
  readonly policy: Policy<Observation, Decision, Memory>;
  readonly telemetry: Telemetry<Observation>;
  readonly actuator: Actuator<Decision>;
  readonly at: SimTime;
  /** Number of this turn, from 0. */
  readonly turn: number;
  /** What the turn before gave back; `policy.begin()` at turn 0. */
  readonly memory: Memory;
  /** When receipts were last gathered: those that became known in (since, at] are told now. */
  readonly since: SimTime;
}

/** What one turn of a loop came to. */
export interface TurnTaken<Memory> {
  readonly memory: Memory;
  readonly orders: readonly Order<Decision>[];
  readonly because: Because;
  readonly observedAt: SimTime;
  /** Present where a shield stands before the policy. */
  readonly interventions?: readonly Intervention[];
}

/** The markets in the order they are bought: the kept one first. */
export const MARKETS: readonly Market[] = ['on-demand', 'spot'];

/** The rings from the calm one to the last resort. */
export const RINGS: readonly Ring[] = ['core', 'elastic', 'edge', 'fidelity'];

/**
 * Takes one turn: observe, gather receipts, decide, check, enact. The same function serves the
 * simulation and a live deployment. A policy that breaks its contract throws an error named
 * `Broken policy` before any of its orders is enacted.
 */
export function takeTurn<Memory>(request: TurnRequest<Memory>): TurnTaken<Memory> {
  const { at, policy, telemetry, actuator, memory } = request;
  const { observedAt, observation } = telemetry.observe(at);
  if (!(observedAt <= at)) {
    throw new Error(`telemetry observed at ${observedAt}, after the turn at ${at}`);
  }
  const receipts = actuator.receipts(request.since);
  const verdict = policy.decide({ at, observedAt, observation, receipts, memory });
  checkVerdict(request, observation, verdict);
  const orders = verdict.decisions.map((decision, index) => orderOf(request, decision, index));
  for (const order of orders) actuator.enact(order);
  const { because, interventions } = verdict;
  const shielded = interventions === undefined ? {} : { interventions };
  return { memory: verdict.memory, orders, because, observedAt, ...shielded };
}

function orderOf<Memory>(
  { loop, turn, at }: TurnRequest<Memory>,
  decision: Decision,
  index: number,
): Order<Decision> {
  return { id: `${loop}/${turn}/${index}`, at, decision };
}

/** What of a verdict breaks the contract: which field, what it holds and what it must. */
export interface Complaint {
  readonly field: string;
  readonly found: unknown;
  readonly wanted: string;
}

function checkVerdict<Memory>(
  { policy, turn }: TurnRequest<Memory>,
  observation: Observation,
  verdict: Verdict<Decision, Memory>,
): void {
  const complaint =
    complaintAboutDecisions(verdict, observation) ?? complaintAboutBecause(verdict.because);
  if (complaint === undefined) return;
  const { field, found, wanted } = complaint;
  const broken = new Error(
    `${policy.id}, turn ${turn}: ${field} is ${String(found)}, wanted ${wanted}`,
  );
  broken.name = 'Broken policy';
  throw broken;
}

/** The first thing wrong with what a verdict decides, given what was observed. */
export function complaintAboutDecisions<Memory>(
  verdict: Verdict<Decision, Memory>,
  observation: Observation,
): Complaint | undefined {
  const decisions = verdict?.decisions;
  if (!Array.isArray(decisions)) return complain('decisions', decisions, 'a list');
  for (let i = 0; i < verdict.decisions.length; i += 1) {
    const complaint = complaintAboutDecision(verdict.decisions[i], observation);
    if (complaint !== undefined) {
      return complain(`decisions[${i}].${complaint.field}`, complaint.found, complaint.wanted);
    }
  }
  return undefined;
}

function complaintAboutBecause(because: Because): Complaint | undefined {
  if (typeof because?.rule !== 'string') {
    return complain('because.rule', because?.rule, 'the name of a rule');
  }
  for (const [name, value] of Object.entries(because.facts)) {
    if (!Number.isFinite(value)) return complain(`because.facts.${name}`, value, 'a finite number');
  }
  return undefined;
}

function complaintAboutDecision(
  decision: Decision,
  observation: Observation,
): Complaint | undefined {
  switch (decision?.kind) {
    case 'scale':
      return complaintAboutScale(decision, observation);
    case 'route':
      return complaintAboutRoute(decision, observation);
    case 'ring':
      if (!RINGS.includes(decision.ring)) return complain('ring', decision.ring, RINGS.join(', '));
      return complaintAboutIndex('region', decision.region, observation.regions.length);
    case 'job':
      return complaintAboutJob(decision, observation);
    case 'warm':
      return complaintAboutWarm(decision, observation);
    default:
      return complain('kind', Object(decision).kind, 'scale, route, ring, job or warm');
  }
}

function complaintAboutScale(
  { region, zone = 0, market, instances }: ScaleDecision,
  { regions }: Observation,
): Complaint | undefined {
  if (!Number.isSafeInteger(zone) || zone < 0) return complain('zone', zone, 'a whole number >= 0');
  if (!MARKETS.includes(market)) return complain('market', market, MARKETS.join(', '));
  if (!Number.isSafeInteger(instances) || instances < 0) {
    return complain('instances', instances, 'a whole number >= 0');
  }
  return complaintAboutIndex('region', region, regions.length);
}

function complaintAboutWarm(
  { region, instances }: WarmDecision,
  { regions }: Observation,
): Complaint | undefined {
  if (!Number.isSafeInteger(instances) || instances < 0) {
    return complain('instances', instances, 'a whole number >= 0');
  }
  return complaintAboutIndex('region', region, regions.length);
}

function complaintAboutJob(
  { job, action, market, region }: JobDecision,
  { jobs = [], regions }: Observation,
): Complaint | undefined {
  if (!['run', 'pause'].includes(action)) return complain('action', action, 'run, pause');
  if (!MARKETS.includes(market)) return complain('market', market, MARKETS.join(', '));
  if (!jobs.some((one) => one.job === job)) return complain('job', job, 'a job that is observed');
  return complaintAboutIndex('region', region, regions.length);
}

function complaintAboutRoute(
  { group, weights }: RouteDecision,
  { regions, groups }: Observation,
): Complaint | undefined {
  if (weights.length !== regions.length) {
    return complain('weights', `${weights.length} long`, `${regions.length} long`);
  }
  for (let region = 0; region < weights.length; region += 1) {
    const weight = weights[region];
    if (!(weight >= 0 && weight < Infinity)) {
      return complain(`weights[${region}]`, weight, 'a finite number >= 0');
    }
  }
  if (weights.every((weight) => weight === 0)) {
    return complain('weights', 'all zero', 'one above 0');
  }
  return complaintAboutIndex('group', group, groups.length);
}

function complaintAboutIndex(field: string, found: number, count: number): Complaint | undefined {
  if (Number.isInteger(found) && found >= 0 && found < count) return undefined;
  return complain(field, found, `a whole number from 0 to ${count - 1}`);
}

function complain(field: string, found: unknown, wanted: string): Complaint {
  return { field, found, wanted };
}
