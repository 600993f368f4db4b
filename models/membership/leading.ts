import { draw } from '../../engine/distributions.ts';
import { roundTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { agoOf, type Council, drawPatience, messageOf, send, wakeLater } from './council.ts';
import { markAgreed, markElected, markSuspected } from './fail-over.ts';
import { mayManage, quorumAnsweredAt } from './lease.ts';
import { quorumOf } from './setup.ts';
import { type Member, type Message, NOTHING, termAt } from './state.ts';

/** Indices of a term's entries that a token has room for. */
const TOKEN_UNIT = 1_048_576;

/** A candidate has won: it begins its term with an entry that settles all before it. */
export function beginLeading(council: Council, member: number): void {
  const { state, clock } = council;
  const self = state.members[member];
  const before = self.leader;
  state.counts.elections++;
  if (before >= 0 && before !== member && council.down[before] === 0) state.counts.falseElections++;
  self.role = 'leader';
  self.enacted = 0;
  self.quietSince = clock.now;
  state.members.forEach((_, peer) => {
    self.next[peer] = self.log.length + 1;
    self.match[peer] = 0;
    self.answeredAt[peer] = Number.NEGATIVE_INFINITY;
    // It heard of the leader before, and of nobody else: their silence counts from now.
    if (peer !== before || peer === member) self.heardAt[peer] = clock.now;
    if (!isAgreedIn(self, peer)) self.silentAt[peer] = clock.now;
  });
  self.leader = member;
  wakeLater(council, member, council.setup.heartbeat);
  propose(council, member, NOTHING);
}

/** Puts a value into the leader's log and sends it; committed once a quorum has it. */
export function propose(council: Council, member: number, value: number): void {
  const self = council.state.members[member];
  self.log.push({ term: self.term, value });
  self.match[member] = self.log.length;
  sendHeartbeats(council, member);
  advanceCommit(council, member);
}

/** A leader's beat: who is silent, is a quorum still there, and a heartbeat to everybody. */
export function lead(council: Council, member: number): void {
  const { setup, state, clock } = council;
  const self = state.members[member];
  const since = Math.max(self.quietSince, quorumAnsweredAt(council, member));
  if (agoOf(council, self, since) > setup.electionTimeout) {
    // No quorum answers (check-quorum): another may lead by now.
    self.role = 'follower';
    self.quietSince = clock.now;
    self.patience = drawPatience(council, member);
    wakeLater(council, member, self.patience);
    return;
  }
  sendHeartbeats(council, member);
  judgeRegions(council, member);
  wakeLater(council, member, setup.heartbeat);
}

function sendHeartbeats(council: Council, member: number): void {
  const { state, clock } = council;
  const { term, log, next, commit } = state.members[member];
  state.members.forEach((_, to) => {
    if (to === member) return;
    const index = next[to] - 1;
    const about = { term, index, entryTerm: termAt(log, index), commit, sentAt: clock.now };
    const entries = log.slice(index);
    send(council, messageOf({ kind: 'appends', from: member, to, ...about, entries }));
  });
}

/** An answer to a heartbeat: a member follows, and has so much of the log, or lacks the rest. */
export function hearAnswer(council: Council, { from, to, ...answer }: Message): void {
  const self = council.state.members[to];
  if (self.role !== 'leader' || answer.term !== self.term) return;
  self.answeredAt[from] = Math.max(self.answeredAt[from], answer.sentAt);
  if (answer.isGranted) {
    self.match[from] = Math.max(self.match[from], answer.index);
    self.next[from] = self.match[from] + 1;
    advanceCommit(council, to);
  } else {
    self.next[from] = Math.max(self.match[from] + 1, answer.index + 1);
  }
}

/** What a quorum has is committed, but only with an entry of the leader's own term. */
function advanceCommit(council: Council, member: number): void {
  const { setup, state } = council;
  const self = state.members[member];
  const known = setup.voters.map((voter) => self.match[voter]).sort((a, b) => b - a);
  const reached = known[quorumOf(setup) - 1];
  if (reached <= self.commit || termAt(self.log, reached) !== self.term) return;
  self.commit = reached;
  enactCommitted(council, member);
}

/** Orders players to be sent by what is agreed now; a new leader repeats all of it. */
function enactCommitted(council: Council, member: number): void {
  const { state, clock } = council;
  const self = state.members[member];
  const isFirst = self.enacted === 0;
  const from = self.enacted;
  self.enacted = self.commit;
  if (isFirst) markElected(state.failOvers, clock.now, member);
  const token = self.term * TOKEN_UNIT + self.commit;
  state.members.forEach((_, region) => {
    const isChanged = self.log
      .slice(from, self.commit)
      .some(({ value }) => value !== NOTHING && value >> 1 === region);
    if (!isFirst && !isChanged) return;
    const isIn = isAgreedIn(self, region);
    if (!isIn) markAgreed(state.failOvers, clock.now, region);
    const takes = roundTime(draw(council.setup.moveTakes, state.moves, 0));
    clock.schedule(clock.now + takes, KIND.membersMove, region * 2 + (isIn ? 1 : 0), token);
  });
}

/** Whether a region is in by a member's committed entries. */
function isAgreedIn({ log, commit }: Member, region: number): boolean {
  return isInUpTo(log, commit, region);
}

function isInUpTo(log: Member['log'], upTo: number, region: number): boolean {
  for (let index = upTo; index > 0; index--) {
    const { value } = log[index - 1];
    if (value !== NOTHING && value >> 1 === region) return (value & 1) === 1;
  }
  return true;
}

/** Proposes regions out that are silent, and in again that are not any more. */
function judgeRegions(council: Council, member: number): void {
  const { setup, state, clock } = council;
  const self = state.members[member];
  if (!mayManage(council, member)) return;
  state.members.forEach((_, region) => {
    if (region === member) self.heardAt[region] = clock.now;
    const isSilent = agoOf(council, self, self.heardAt[region]) > setup.suspectAfter;
    if (isSilent) self.silentAt[region] = clock.now;
    const isIn = isInUpTo(self.log, self.log.length, region);
    if (isIn && isSilent) {
      markSuspected(state.failOvers, clock.now, region);
      if (council.down[region] === 0) state.counts.falseOuts++;
      propose(council, member, region * 2);
    }
    const isTrusted = agoOf(council, self, self.silentAt[region]) > setup.trustAfter;
    if (!isIn && isTrusted) propose(council, member, region * 2 + 1);
  });
}
