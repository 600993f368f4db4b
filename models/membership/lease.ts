import type { SimTime } from '../../engine/units.ts';
import { agoOf, type Council } from './council.ts';
import { quorumOf } from './setup.ts';

/**
 * When the last heartbeat was sent that a quorum has answered; a leader's own answer is of now.
 * -Infinity before the first.
 */
export function quorumAnsweredAt(council: Council, leader: number): SimTime {
  const { setup, state, clock } = council;
  const { answeredAt } = state.members[leader];
  const times = setup.voters.map((voter) => (voter === leader ? clock.now : answeredAt[voter]));
  times.sort((a, b) => b - a);
  return times[quorumOf(setup) - 1];
}

/** Whether a member leads and may act on its own word: nobody else can have been elected yet. */
export function hasLease(council: Council, member: number): boolean {
  const self = council.state.members[member];
  if (self.role !== 'leader' || council.down[member] === 1 || !self.isUp) return false;
  return agoOf(council, self, quorumAnsweredAt(council, member)) < council.setup.lease;
}

/** Whether it may manage: it has the lease, and knows all that was agreed before its term. */
export function mayManage(council: Council, member: number): boolean {
  const { term, log, commit } = council.state.members[member];
  return hasLease(council, member) && commit > 0 && log[commit - 1].term === term;
}
