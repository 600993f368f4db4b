import { openStream, STATE_WORDS, uniform } from '../../engine/random.ts';
import type { Duration, SimTime } from '../../engine/units.ts';
import { createFailOvers, type FailOvers } from './fail-over.ts';
import type { CouncilSetup } from './setup.ts';

/** A value of the first entry of a term: it changes nothing, but all before it is settled. */
export const NOTHING = -1;

/** One agreed or proposed change; its index is its place in the log, from 1. */
export interface Entry {
  readonly term: number;
  /** `NOTHING`, or region * 2, plus 1 when the region is in. */
  readonly value: number;
}

/** What a member takes itself for. `asking` is before an election: it would win one. */
export type MemberRole = 'follower' | 'asking' | 'candidate' | 'leader';

/** One member; term, vote and log outlive the loss of its region, the rest does not matter then. */
export interface Member {
  isUp: boolean;
  role: MemberRole;
  term: number;
  /** Whom it voted for in its term; -1: nobody. */
  votedFor: number;
  log: Entry[];
  commit: number;
  /** Entries that it enacted as a leader of its present term. */
  enacted: number;
  /** The leader it last heard of; -1: none. */
  leader: number;
  /** From when it counts the silence of leaders, and how long it bears it, by its own clock. */
  quietSince: SimTime;
  patience: Duration;
  /** Number of its next beat: a beat that was put off is not taken for it. */
  beat: number;
  /** When it last heard a leader; -Infinity: never since it came up. */
  ledAt: SimTime;
  /** How much faster its clock runs than true time. */
  readonly drift: number;
  readonly votes: Uint8Array;
  /** As a leader, by member: next entry to send, entries it surely has, and its answers. */
  readonly next: Float64Array;
  readonly match: Float64Array;
  /** When the last heartbeat it answered was sent; -Infinity: none in this term. */
  readonly answeredAt: Float64Array;
  /** When anything was last heard of it, and when it was last held for silent. */
  readonly heardAt: Float64Array;
  readonly silentAt: Float64Array;
}

/** What members tell each other. */
export type MessageKind = 'asks' | 'elects' | 'votes' | 'appends' | 'answers';

/** One message in the air. Fields that its kind has no use for are 0. */
export interface Message {
  readonly kind: MessageKind;
  readonly from: number;
  readonly to: number;
  readonly term: number;
  /** Index and term of the sender's last entry, or of the entry before `entries`. */
  readonly index: number;
  readonly entryTerm: number;
  readonly entries: readonly Entry[];
  readonly commit: number;
  /** When the heartbeat that this is, or answers, was sent. */
  readonly sentAt: SimTime;
  readonly isGranted: boolean;
  /** Whether a vote is for an election and not only asked for. */
  readonly isForReal: boolean;
}

/** What was counted since the run began. */
export interface MembershipCounts {
  sent: number;
  lost: number;
  elections: number;
  /** Leaders elected while the leader before was up, and regions put out while they were up. */
  falseElections: number;
  falseOuts: number;
  refusedOrders: number;
  /** Turns of loops that nobody took, for there was no manager. */
  turnsMissed: number;
}

/** The agreement as plain data. */
export interface MembershipState {
  readonly members: Member[];
  readonly air: (Message | null)[];
  readonly free: number[];
  /** A stream for each member's patience, then one for each way from member to member. */
  readonly chance: Int32Array;
  /** Chance of how long a move takes. */
  readonly moves: Int32Array;
  /** What is in force where players are sent: 1 while a region is in; and its fencing token. */
  readonly isIn: Uint8Array;
  readonly tokens: Float64Array;
  readonly counts: MembershipCounts;
  readonly failOvers: FailOvers;
}

/** All members up, nobody leads, every region is in. */
export function createMembership(setup: CouncilSetup, names: readonly string[], seed: number) {
  const many = names.length;
  const chance = openChance(names, seed);
  const drifts = openStream(seed, 'membership/drifts');
  const state: MembershipState = {
    members: names.map(() => createMember(many, (2 * uniform(drifts, 0) - 1) * setup.drift)),
    air: [],
    free: [],
    chance,
    moves: openStream(seed, 'membership/moves'),
    isIn: new Uint8Array(many).fill(1),
    tokens: new Float64Array(many),
    counts: {
      sent: 0,
      lost: 0,
      elections: 0,
      falseElections: 0,
      falseOuts: 0,
      refusedOrders: 0,
      turnsMissed: 0,
    },
    failOvers: createFailOvers(),
  };
  return state;
}

function openChance(names: readonly string[], seed: number): Int32Array {
  const many = names.length;
  const chance = new Int32Array((many + many * many) * STATE_WORDS);
  names.forEach((from, f) => {
    chance.set(openStream(seed, `membership/${from}`), f * STATE_WORDS);
    names.forEach((to, t) => {
      const way = openStream(seed, `membership/${from}/${to}`);
      chance.set(way, (many + f * many + t) * STATE_WORDS);
    });
  });
  return chance;
}

function createMember(many: number, drift: number): Member {
  return {
    isUp: true,
    role: 'follower',
    term: 0,
    votedFor: -1,
    log: [],
    commit: 0,
    enacted: 0,
    leader: -1,
    quietSince: 0,
    patience: 0,
    beat: 0,
    ledAt: Number.NEGATIVE_INFINITY,
    drift,
    votes: new Uint8Array(many),
    next: new Float64Array(many),
    match: new Float64Array(many),
    answeredAt: new Float64Array(many).fill(Number.NEGATIVE_INFINITY),
    heardAt: new Float64Array(many),
    silentAt: new Float64Array(many).fill(Number.NEGATIVE_INFINITY),
  };
}

/** Term of an entry of a log; 0 before the first. */
export function termAt(log: readonly Entry[], index: number): number {
  return index === 0 ? 0 : log[index - 1].term;
}
