import type { SimTime } from '../../engine/units.ts';
import type { Because, Intervention, Receipt, Turn, Verdict } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { LoopPolicy } from '../listing.ts';
import { complaintAboutDecisions } from '../loop.ts';
import type { Brief, Observation } from '../observation.ts';
import { type Envelope, passDecisions } from './envelope.ts';
import { clockFault, type Mended, mendObservation, shapeFault } from './fitness.ts';
import type { ShieldLimits } from './limits.ts';
import { KEPT_ORDERS, type Sent, translateReceipts } from './receipts.ts';
import { NOTHING_STANDS, type Standing } from './standing.ts';

interface Memory {
  /** Turns taken, and those of them in which the policy was asked and answered. */
  readonly turns: number;
  readonly ownTurns: number;
  readonly at: SimTime;
  readonly observedAt: SimTime;
  /** The last observation of which every part was fit or mended. */
  readonly fit: Observation | undefined;
  readonly standing: Standing;
  readonly sent: readonly Sent[];
  /** Receipts of turns in which the policy was not asked. */
  readonly unheard: readonly Receipt[];
  readonly own: unknown;
}

interface Shielded {
  readonly policy: LoopPolicy;
  readonly limits: ShieldLimits;
  readonly brief: Brief;
}

type ShieldTurn = Turn<Observation, Memory>;
type ShieldVerdict = Verdict<Decision, Memory>;

/**
 * Stands before a policy and lets nothing pass that is outside its envelope. A policy that throws
 * or answers rubbish is not heard: what was ordered stands, and is ordered again where machines
 * may be missing. Unfit parts of an observation are replaced by their last fit ones. While nothing
 * is amiss the verdicts are the policy's own, bit for bit.
 */
export function shieldPolicy(policy: LoopPolicy, limits: ShieldLimits, brief: Brief): LoopPolicy {
  const shielded = { policy, limits, brief };
  return {
    id: policy.id,
    wakes: policy.wakes,
    begin: () => beginShield(policy),
    decide(turn) {
      const { memory } = turn;
      if (!isMemory(memory))
        throw new Error(`${policy.id}: a shield was given no memory of its own`);
      return decideShielded(shielded, { ...turn, memory });
    },
  };
}

function beginShield(policy: LoopPolicy): Memory {
  return {
    turns: 0,
    ownTurns: 0,
    at: -1,
    observedAt: -1,
    fit: undefined,
    standing: NOTHING_STANDS,
    sent: [],
    unheard: [],
    own: policy.begin(),
  };
}

function isMemory(memory: unknown): memory is Memory {
  return typeof memory === 'object' && memory !== null && 'standing' in memory && 'own' in memory;
}

function decideShielded(shielded: Shielded, turn: ShieldTurn): ShieldVerdict {
  const { memory, observation } = turn;
  const clock = clockFault(memory, turn);
  if (clock !== undefined) return holdStill(turn, { rule: 'clock', detail: clock });
  const shape = shapeFault(observation, shielded.brief);
  if (shape !== undefined) return holdStill(turn, { rule: 'missing telemetry', detail: shape });
  const mended = mendObservation(observation, memory.fit, shielded.brief);
  if (mended === undefined) {
    const detail = 'a part was never fit, nothing is known to go on with';
    return holdStill(turn, { rule: 'unfit telemetry', detail });
  }
  return askPolicy(shielded, turn, mended);
}

/** Nothing is ordered: what is in force stays. At the next turn the clock is believed again. */
function holdStill(turn: ShieldTurn, intervention: Intervention): ShieldVerdict {
  const { memory } = turn;
  const because = { rule: `shield holds: ${intervention.rule}`, facts: { interventions: 1 } };
  const after = {
    ...memory,
    turns: memory.turns + 1,
    at: Number.isFinite(turn.at) ? turn.at : memory.at,
    observedAt: turn.observedAt <= turn.at ? turn.observedAt : memory.observedAt,
    unheard: [...memory.unheard, ...turn.receipts].slice(-KEPT_ORDERS),
  };
  return { decisions: [], memory: after, because, interventions: [intervention] };
}

function askPolicy(shielded: Shielded, turn: ShieldTurn, mended: Mended): ShieldVerdict {
  const { policy, brief, limits } = shielded;
  const { at, observedAt, memory } = turn;
  const { observation, isWhole } = mended;
  const told = translateReceipts([...memory.unheard, ...turn.receipts], memory.sent);
  const strangers = told.unknown.map((order) => ({ rule: 'unknown receipt', detail: order }));
  const before = [...mended.interventions, ...strangers];
  const own = { at, observedAt, observation, receipts: told.receipts, memory: memory.own };
  const answer = hear(policy, own);
  const envelope = { brief, limits, observation, age: at - observedAt, isWhole };
  const seen = { ...memory, at, observedAt, fit: observation, unheard: [] };
  if ('fault' in answer) return fallBack(seen, envelope, [...before, answer.fault]);
  return letPass(seen, envelope, answer, before);
}

type Answer = Verdict<Decision, unknown>;

/** What the policy answers, or why it cannot be heard. */
function hear(
  policy: LoopPolicy,
  turn: Turn<Observation, unknown>,
): Answer | { readonly fault: Intervention } {
  try {
    const answer = policy.decide(turn);
    const complaint = complaintAboutDecisions(answer, turn.observation);
    if (complaint === undefined) return answer;
    const { field, found, wanted } = complaint;
    return {
      fault: { rule: 'no valid verdict', detail: `${field} is ${found}, wanted ${wanted}` },
    };
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return { fault: { rule: 'the policy threw', detail } };
  }
}

/** Orders again what stands in capacity: machines that went meanwhile come back. */
function fallBack(
  memory: Memory,
  envelope: Envelope,
  interventions: readonly Intervention[],
): ShieldVerdict {
  const decisions = Object.values(memory.standing.orders);
  const last = interventions[interventions.length - 1];
  const rule = `shield falls back on what stands: ${last.rule}`;
  const facts = { interventions: interventions.length, ageUs: envelope.age };
  const sent = decisions.map((_, index) => ({ turn: memory.turns, index, ownTurn: -1 }));
  const after = { ...memory, turns: memory.turns + 1, sent: remember(memory, sent) };
  return { decisions, memory: after, because: { rule, facts }, interventions };
}

function letPass(
  memory: Memory,
  envelope: Envelope,
  answer: Answer,
  before: readonly Intervention[],
): ShieldVerdict {
  const passed = passDecisions(answer.decisions, memory.standing, envelope);
  const because = fitBecause(answer.because);
  const interventions = [...before, ...because.interventions, ...passed.interventions];
  const { turns, ownTurns } = memory;
  const sent = passed.decisions.map((_, index) => {
    return { turn: turns, index, ownTurn: index < answer.decisions.length ? ownTurns : -1 };
  });
  const after: Memory = {
    ...memory,
    turns: turns + 1,
    ownTurns: ownTurns + 1,
    standing: passed.standing,
    sent: remember(memory, sent),
    own: answer.memory,
  };
  const { rule, facts } = because;
  const told =
    interventions.length === 0
      ? { rule, facts }
      : { rule: `${rule}; shield`, facts: { ...facts, interventions: interventions.length } };
  return { decisions: passed.decisions, memory: after, because: told, interventions };
}

function remember({ sent }: Memory, more: readonly Sent[]): readonly Sent[] {
  return more.length === 0 ? sent : [...sent, ...more].slice(-KEPT_ORDERS);
}

/** The policy's reasons without the numbers that are none. */
function fitBecause(
  because: Because,
): Because & { readonly interventions: readonly Intervention[] } {
  const rule = typeof because?.rule === 'string' ? because.rule : 'no rule given';
  const entries = Object.entries(because?.facts ?? {});
  const fit = entries.filter(([, value]) => Number.isFinite(value));
  const interventions = entries
    .filter(([, value]) => !Number.isFinite(value))
    .map(([name, value]) => ({ rule: 'unfit fact', detail: `${name} is ${value}` }));
  return { rule, facts: Object.fromEntries(fit), interventions };
}
