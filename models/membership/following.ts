import { agoOf, type Council, drawPatience, messageOf, send, wakeLater } from './council.ts';
import { answerAsking, answerElection, askForVotes, follow, hearVote } from './election.ts';
import { hearAnswer, lead } from './leading.ts';
import { type Member, type Message, termAt } from './state.ts';

/** Every member begins to listen. */
export function startMembers(council: Council): void {
  council.state.members.forEach((_, member) => {
    wait(council, member);
  });
}

/** A member's beat: a leader leads, a voter that heard nobody for long asks to be elected. */
export function wakeMember(council: Council, member: number, beat: number): void {
  const { setup, state, down } = council;
  const self = state.members[member];
  if (beat !== self.beat) return;
  if (down[member] === 1) {
    self.isUp = false;
    wakeLater(council, member, setup.heartbeat);
  } else if (!self.isUp) {
    revive(council, self);
    wait(council, member);
  } else if (self.role === 'leader') {
    lead(council, member);
  } else {
    listen(council, member);
  }
}

function listen(council: Council, member: number): void {
  const { setup, state } = council;
  const self = state.members[member];
  const left = self.patience - agoOf(council, self, self.quietSince);
  if (left > 0 || !setup.voters.includes(member)) {
    wakeLater(council, member, left > 0 ? left : setup.electionTimeout);
    return;
  }
  const { beat } = self;
  askForVotes(council, member);
  // One voter alone leads at once, and beats already.
  if (self.beat === beat) wakeLater(council, member, self.patience);
}

function wait(council: Council, member: number): void {
  const { state, clock } = council;
  const self = state.members[member];
  self.quietSince = clock.now;
  self.patience = drawPatience(council, member);
  wakeLater(council, member, self.patience);
}

/** It comes up with term, vote and log, and as deaf as if it had just heard a leader. */
function revive(council: Council, self: Member): void {
  self.isUp = true;
  self.role = 'follower';
  self.leader = -1;
  self.ledAt = council.clock.now;
}

/** A message arrives, if anybody is there to hear it. */
export function hearMessage(council: Council, row: number): void {
  const { state, down, clock } = council;
  const message = state.air[row];
  state.air[row] = null;
  state.free.push(row);
  if (message === null || message === undefined) throw new Error(`no message in row ${row}`);
  const self = state.members[message.to];
  if (down[message.to] === 1 || !self.isUp) {
    state.counts.lost++;
    return;
  }
  self.heardAt[message.from] = clock.now;
  hear(council, message);
}

function hear(council: Council, message: Message): void {
  switch (message.kind) {
    case 'asks':
      answerAsking(council, message);
      return;
    case 'elects':
      answerElection(council, message);
      return;
    case 'votes':
      hearVote(council, message);
      return;
    case 'appends':
      append(council, message);
      return;
    case 'answers':
      if (message.term > council.state.members[message.to].term) {
        follow(council, message.to, message.term);
      } else {
        hearAnswer(council, message);
      }
  }
}

/** A leader's heartbeat, with what its log has more; an older term's is told of the later one. */
function append(council: Council, message: Message): void {
  const { from, to, term, sentAt } = message;
  const self = council.state.members[to];
  const answer = { kind: 'answers', from: to, to: from, sentAt } as const;
  if (term < self.term) {
    send(council, messageOf({ ...answer, term: self.term }));
    return;
  }
  const { now } = council.clock;
  follow(council, to, term);
  Object.assign(self, { leader: from, ledAt: now, quietSince: now });
  const isGranted = hasBefore(self, message);
  if (isGranted) keep(self, message);
  // Without the entry before: what it may have at most, so that the leader goes back to there.
  const index = isGranted
    ? message.index + message.entries.length
    : Math.min(self.log.length, message.index - 1);
  send(council, messageOf({ ...answer, term, index, isGranted }));
}

function hasBefore({ log }: Member, { index, entryTerm }: Message): boolean {
  return index <= log.length && termAt(log, index) === entryTerm;
}

/** Takes the entries in; what differs from them, and all after it, goes. */
function keep(self: Member, { index, entries, commit }: Message): void {
  entries.forEach((entry, at) => {
    const place = index + at;
    if (self.log[place]?.term === entry.term) return;
    self.log.length = place;
    self.log.push(entry);
  });
  self.commit = Math.max(self.commit, Math.min(commit, index + entries.length));
}
