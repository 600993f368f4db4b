import type { Duration, SimTime } from '../../engine/units.ts';
import type { Because, Intervention, Receipt } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { Brief, Observation } from '../observation.ts';
import type { LoopChoice } from '../open-loop.ts';

/** Raised when the lines below mean something else than before. */
export const JOURNAL_FORMAT = 1;

/** One loop of a journal: its policy as chosen, and where it stood at the first turn recorded. */
export interface JournalLoop extends LoopChoice {
  /** First part of every order's id. */
  readonly name: string;
  /** Number of the first turn recorded. */
  readonly turn: number;
  /** Memory before it, a text of `encodePlain`; absent: the policy began there. */
  readonly memory?: string;
}

/** The first line: all that it takes to make the policies again. */
export interface JournalHead {
  readonly line: 'head';
  readonly format: number;
  /** Version and build that wrote it. */
  readonly playtwin: string;
  /** Name of the scenario or deployment. */
  readonly scenario: string;
  /** Digest of what the scenario compiled to; absent where nothing was compiled. */
  readonly setup?: string;
  /** Unix seconds of time 0. */
  readonly epoch: number;
  /** Absent where nothing was drawn: live. */
  readonly seed?: number;
  readonly contender: string;
  readonly replication: number;
  readonly brief: Brief;
  readonly loops: readonly JournalLoop[];
}

/** An observation, written before the first turn that saw it; later turns name it. */
export interface JournalSeen {
  readonly line: 'seen';
  /** Counts from 0. */
  readonly number: number;
  readonly observation: Observation;
}

/** One turn: what it was told, and its verdict, before any order went out. */
export interface JournalTurn {
  readonly line: 'turn';
  readonly loop: string;
  readonly turn: number;
  readonly at: SimTime;
  readonly observedAt: SimTime;
  /** Number of the observation. */
  readonly seen: number;
  readonly receipts: readonly Receipt[];
  readonly decisions: readonly Decision[];
  readonly because: Because;
  readonly interventions?: readonly Intervention[];
  /** Fingerprint of the memory after the turn. */
  readonly memory: string;
}

/** The last line of a journal that was closed. */
export interface JournalEnd {
  readonly line: 'end';
  readonly at: SimTime;
  readonly turns: number;
}

/** A line of a journal, its seal taken off. */
export type JournalLine = JournalHead | JournalSeen | JournalTurn | JournalEnd;

/** What a line of text could not be read as. */
export interface JournalFault {
  readonly line: 'fault';
  /** Counts from 1. */
  readonly number: number;
  readonly what: string;
  /** The last line, cut in the middle: what a crash leaves behind. All before it is whole. */
  readonly isTorn: boolean;
}

/** How far ahead of its turn an observation was true. */
export function ageOf(turn: JournalTurn): Duration {
  return turn.at - turn.observedAt;
}
