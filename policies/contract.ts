import type { Duration, SimTime } from '../engine/units.ts';

/** What became of an order, told to the policy that gave it at a later turn. */
export interface Receipt {
  /** The order's id: `loop/turn/index`, the same in every replay. */
  readonly order: string;
  readonly at: SimTime;
  readonly outcome: 'done' | 'partial' | 'refused';
  /** How much took effect, in the decision's own unit (instances; 1 for a switch). */
  readonly granted: number;
  /** Why less than all was granted; empty when the outcome is `done`. */
  readonly reason: string;
}

/** All that a policy may know at one turn. */
export interface Turn<Observation, Memory> {
  readonly at: SimTime;
  /** When the observation was true: never later than `at`. */
  readonly observedAt: SimTime;
  readonly observation: Observation;
  /** Fates of earlier orders learnt since the last turn. */
  readonly receipts: readonly Receipt[];
  readonly memory: Memory;
}

/** Why a verdict was reached: the rule that fired and the numbers it weighed. */
export interface Because {
  readonly rule: string;
  readonly facts: Readonly<Record<string, number>>;
}

/** Something a shield did not let pass: the rule it stands for, and what happened, in words. */
export interface Intervention {
  readonly rule: string;
  readonly detail: string;
}

/** What a policy answers at one turn. */
export interface Verdict<Decision, Memory> {
  readonly decisions: readonly Decision[];
  readonly memory: Memory;
  readonly because: Because;
  /** Given by a shield only: what it did at this turn, none in a quiet one. */
  readonly interventions?: readonly Intervention[];
}

/**
 * A loop policy: periodic, pure, lives with dead time. `decide` may not await, read a clock, draw
 * ambient randomness or keep anything outside the memory it returns; memory is plain data.
 */
export interface Policy<Observation, Decision, Memory> {
  /** For example `ecim-g/three-ring`. */
  readonly id: string;
  readonly wakes: { readonly every: Duration };
  begin(): Memory;
  decide(turn: Turn<Observation, Memory>): Verdict<Decision, Memory>;
}

/** A decision with its deterministic, idempotent id. */
export interface Order<Decision> {
  readonly id: string;
  readonly at: SimTime;
  readonly decision: Decision;
}

/** Where a loop looks: late, sampled, lossy. */
export interface Telemetry<Observation> {
  observe(at: SimTime): { readonly observedAt: SimTime; readonly observation: Observation };
}

/** Where a loop acts: orders become delayed, refusable effects and, later, receipts. */
export interface Actuator<Decision> {
  enact(order: Order<Decision>): void;
  /** Receipts that became known in (since, now]. */
  receipts(since: SimTime): readonly Receipt[];
}
