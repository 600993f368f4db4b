import type { Law } from '../../engine/distributions.ts';
import type { Duration } from '../../engine/units.ts';

/**
 * How the regions of a studio agree on which of them are in. One member stands in every region;
 * some of them vote, the others only listen. Durations are by a member's own clock.
 */
export interface MembershipSetup {
  /** Members that vote, by place of their region, ascending. */
  readonly voters: readonly number[];
  /** Time between two heartbeats of a leader. */
  readonly heartbeat: Duration;
  /** A voter that hears nothing for one to two of these asks to be elected. */
  readonly electionTimeout: Duration;
  /** A leader acts so long after the sending of the last heartbeat that a quorum answered. */
  readonly lease: Duration;
  /** Largest rate by which a member's clock is fast or slow; each has a rate of its own. */
  readonly drift: number;
  /** Messages between members that are lost, as a share. */
  readonly loss: number;
  /** A leader holds a region for lost that has been silent so long. */
  readonly suspectAfter: Duration;
  /** It takes one back that has been heard without such a silence for so long. */
  readonly trustAfter: Duration;
  /** From an agreement to players being sent accordingly: names, caches and sessions. */
  readonly moveTakes: Law;
}

/** What the agreement rests on: its setup and the ways between its members. */
export interface CouncilSetup extends MembershipSetup {
  /** Base round trips between members, by from * members + to. */
  readonly between: Float64Array;
  /** Recorded factors on a round trip; one is drawn for every message. */
  readonly jitter: Float64Array;
}

/** Votes that elect a leader or commit an entry: more than half of the voters. */
export function quorumOf({ voters }: Pick<MembershipSetup, 'voters'>): number {
  return Math.floor(voters.length / 2) + 1;
}
