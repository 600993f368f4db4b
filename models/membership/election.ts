import { agoOf, type Council, drawPatience, hasQuorum, messageOf, send } from './council.ts';
import { markAsking } from './fail-over.ts';
import { beginLeading } from './leading.ts';
import { quorumAnsweredAt } from './lease.ts';
import { type Member, type Message, termAt } from './state.ts';

/** A voter has heard no leader for long: it asks whether it would be elected (pre-vote). */
export function askForVotes(council: Council, member: number): void {
  const self = council.state.members[member];
  self.role = 'asking';
  callForVotes(council, member, self.term + 1);
  markAsking(council.state.failOvers, council.clock.now, self.leader);
  countVotes(council, member);
}

function standForElection(council: Council, member: number): void {
  const self = council.state.members[member];
  self.role = 'candidate';
  self.term++;
  callForVotes(council, member, self.term);
  self.votedFor = member;
  countVotes(council, member);
}

function callForVotes(council: Council, member: number, term: number): void {
  const { setup, state, clock } = council;
  const self = state.members[member];
  self.votes.fill(0);
  self.votes[member] = 1;
  self.quietSince = clock.now;
  self.patience = drawPatience(council, member);
  const kind = self.role === 'asking' ? 'asks' : 'elects';
  const index = self.log.length;
  const entryTerm = termAt(self.log, index);
  for (const to of setup.voters) {
    if (to === member) continue;
    send(council, messageOf({ kind, from: member, to, term, index, entryTerm }));
  }
}

function countVotes(council: Council, member: number): void {
  const self = council.state.members[member];
  if (!hasQuorum(council, self.votes)) return;
  if (self.role === 'asking') standForElection(council, member);
  else if (self.role === 'candidate') beginLeading(council, member);
}

/** Would it vote for the sender? Nothing changes by the question. */
export function answerAsking(council: Council, { from, to, ...asked }: Message): void {
  const self = council.state.members[to];
  const isFree = !isLed(council, to) && asked.term > self.term;
  const isGranted = isFree && isUpToDate(self, asked);
  const term = isGranted ? asked.term : self.term;
  send(council, messageOf({ kind: 'votes', from: to, to: from, term, isGranted }));
}

/** Votes, once a term and for a log that is not behind its own; deaf while it has a leader. */
export function answerElection(council: Council, { from, to, ...asked }: Message): void {
  if (isLed(council, to)) return;
  const self = council.state.members[to];
  if (asked.term > self.term) follow(council, to, asked.term);
  const isSame = asked.term === self.term && (self.votedFor === -1 || self.votedFor === from);
  const isGranted = isSame && self.role !== 'leader' && isUpToDate(self, asked);
  if (isGranted) {
    self.votedFor = from;
    self.role = 'follower';
    self.quietSince = council.clock.now;
  }
  const { term } = self;
  send(council, messageOf({ kind: 'votes', from: to, to: from, term, isGranted, isForReal: true }));
}

/** A vote, or a refusal that may tell of a later term. */
export function hearVote(council: Council, { from, to, ...vote }: Message): void {
  const self = council.state.members[to];
  if (!vote.isGranted) {
    if (vote.term > self.term) follow(council, to, vote.term);
    return;
  }
  const isOfNow = vote.isForReal
    ? self.role === 'candidate' && vote.term === self.term
    : self.role === 'asking' && vote.term === self.term + 1;
  if (!isOfNow) return;
  self.votes[from] = 1;
  countVotes(council, to);
}

/** Becomes a follower in a term that is not before its own. */
export function follow(council: Council, member: number, term: number): void {
  const self = council.state.members[member];
  if (term > self.term) {
    self.term = term;
    self.votedFor = -1;
  }
  if (self.role === 'leader') {
    self.quietSince = council.clock.now;
    self.patience = drawPatience(council, member);
  }
  self.role = 'follower';
}

/** Whether it heard a leader, or led with a quorum behind it, within the election time-out. */
function isLed(council: Council, member: number): boolean {
  const self = council.state.members[member];
  const at = self.role === 'leader' ? quorumAnsweredAt(council, member) : self.ledAt;
  return agoOf(council, self, at) < council.setup.electionTimeout;
}

function isUpToDate(
  { log }: Member,
  { index, entryTerm }: Pick<Message, 'index' | 'entryTerm'>,
): boolean {
  const own = termAt(log, log.length);
  return entryTerm > own || (entryTerm === own && index >= log.length);
}
