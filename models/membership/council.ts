import { STATE_WORDS, uniform } from '../../engine/random.ts';
import { type Duration, roundTime, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { type CouncilSetup, quorumOf } from './setup.ts';
import type { Member, MembershipState, Message } from './state.ts';

/** What the agreement needs of whoever runs it: the time, and a way to be called later. */
export interface Clockwork {
  readonly now: SimTime;
  schedule(at: SimTime, kind: number, a?: number, b?: number): number;
}

/** The agreement and what can go wrong around it, at one event. */
export interface Council {
  readonly setup: CouncilSetup;
  readonly state: MembershipState;
  /** 1 while nothing runs in a region. */
  readonly down: Uint8Array;
  /** Above 0 while the link between two regions is cut, by from * members + to. */
  readonly cuts: Int32Array;
  readonly clock: Clockwork;
}

/** True time that a length of time by a member's clock takes. */
function trueTime({ drift }: Member, local: Duration): Duration {
  return roundTime(local / (1 + drift));
}

/** Wakes a member after a length of time by its clock; the beat that was to come is put off. */
export function wakeLater({ state, clock }: Council, member: number, local: Duration): void {
  const self = state.members[member];
  self.beat++;
  clock.schedule(clock.now + trueTime(self, local) + 1, KIND.memberWakes, member, self.beat);
}

/** How long ago an instant was by a member's clock. */
export function agoOf(council: Council, { drift }: Member, at: SimTime): Duration {
  return (council.clock.now - at) * (1 + drift);
}

/**
 * Sends a message over the direct way: half a round trip, with a factor drawn for it. Each way has
 * a stream of its own. It is lost by chance, over a cut link, and where nobody runs to hear it.
 */
export function send(council: Council, message: Message): void {
  const { setup, state, clock, cuts } = council;
  const many = state.members.length;
  const way = message.from * many + message.to;
  const at = (many + way) * STATE_WORDS;
  const isLost = uniform(state.chance, at) < setup.loss;
  const factor = setup.jitter[Math.floor(uniform(state.chance, at) * setup.jitter.length)];
  state.counts.sent++;
  if (isLost || cuts[way] > 0) {
    state.counts.lost++;
    return;
  }
  const row = state.free.pop() ?? state.air.length;
  state.air[row] = message;
  const delay = roundTime((setup.between[way] * factor) / 2);
  clock.schedule(clock.now + delay, KIND.memberHears, row);
}

/** A message with the fields that its kind needs. */
export function messageOf(
  given: Pick<Message, 'kind' | 'from' | 'to' | 'term'> & Partial<Message>,
): Message {
  return {
    index: 0,
    entryTerm: 0,
    entries: [],
    commit: 0,
    sentAt: 0,
    isGranted: false,
    isForReal: false,
    ...given,
  };
}

/** Draws how long a voter bears silence this time: one to two election time-outs. */
export function drawPatience({ setup, state }: Council, member: number): Duration {
  const share = uniform(state.chance, member * STATE_WORDS);
  return roundTime(setup.electionTimeout * (1 + share));
}

/** Whether these votes elect. */
export function hasQuorum({ setup }: Council, votes: Uint8Array): boolean {
  const given = setup.voters.filter((voter) => votes[voter] === 1).length;
  return given >= quorumOf(setup);
}
