import { digestText } from '../../engine/digest.ts';
import { encodePlain } from '../../engine/save.ts';
import type { SimTime } from '../../engine/units.ts';
import type { Turn, Verdict } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { LoopPolicy } from '../listing.ts';
import type { Observation } from '../observation.ts';
import { JOURNAL_FORMAT, type JournalHead, type JournalLine, type JournalTurn } from './lines.ts';
import { type Edges, encodeValue } from './value.ts';

/** What one turn of a recorded loop came to. */
export type TurnRecord = Omit<JournalTurn, 'line' | 'seen'> & { readonly observation: Observation };

/** Where a journal stands: what the next line depends on. */
export interface JournalWriter {
  /** Seal of the line before, which the next line's seal covers. */
  seal: string;
  /** Observations and turns written. */
  seen: number;
  turns: number;
  at: SimTime;
  /** The newest observation and its text: the loops of one scrape see the same. */
  newest: Observation | undefined;
  newestText: string;
  readonly edges: Edges;
}

const OPENING = { seal: '', seen: 0, turns: 0, at: 0, newest: undefined, newestText: '' };

/** Begins a journal; `append` is given each line with its end, in order. */
export function beginJournal(
  head: Omit<JournalHead, 'line' | 'format'>,
  append: (line: string) => void,
): JournalWriter {
  const writer: JournalWriter = { ...OPENING, edges: [] };
  append(sealLine(writer, { line: 'head', format: JOURNAL_FORMAT, ...head }));
  return writer;
}

/** Writes one turn, and first what it saw where that is new. */
export function writeTurn(
  writer: JournalWriter,
  { observation, ...turn }: TurnRecord,
  append: (line: string) => void,
): void {
  if (observation !== writer.newest || writer.seen === 0) writeSeen(writer, observation, append);
  append(sealLine(writer, { line: 'turn', ...turn, seen: writer.seen - 1 }));
  writer.turns++;
  writer.at = turn.at;
}

function writeSeen(
  writer: JournalWriter,
  observation: Observation,
  append: (line: string) => void,
): void {
  const known = writer.edges.length;
  const text = encodeValue(observation, writer.edges);
  writer.newest = observation;
  if (text === writer.newestText && writer.seen > 0) return;
  const line = `{"line":"seen","number":${writer.seen},"observation":${text}}`;
  append(sealText(writer, line));
  writer.seen++;
  writer.newestText = writer.edges.length > known ? encodeValue(observation, writer.edges) : text;
}

/** Closes a journal: one without this line was cut, or is still being written. */
export function endJournal(writer: JournalWriter, append: (line: string) => void): void {
  append(sealLine(writer, { line: 'end', at: writer.at, turns: writer.turns }));
}

function sealLine(writer: JournalWriter, line: JournalLine): string {
  return sealText(writer, encodeValue(line, writer.edges));
}

function sealText(writer: JournalWriter, text: string): string {
  writer.seal = digestText(`${writer.seal}${text}`);
  return `${text.slice(0, -1)},"seal":"${writer.seal}"}\n`;
}

/** The same policy, each of whose turns is told before any of its orders goes out. */
export function recordLoop(
  policy: LoopPolicy,
  onTurn: (record: Omit<TurnRecord, 'loop' | 'turn'>) => void,
): LoopPolicy {
  return {
    id: policy.id,
    wakes: policy.wakes,
    begin: () => policy.begin(),
    decide(turn) {
      const verdict = policy.decide(turn);
      onTurn(recordOf(turn, verdict));
      return verdict;
    },
  };
}

function recordOf(
  { at, observedAt, observation, receipts }: Turn<Observation, unknown>,
  verdict: Verdict<Decision, unknown>,
): Omit<TurnRecord, 'loop' | 'turn'> {
  const { decisions, because, interventions } = verdict;
  const shielded = interventions === undefined ? {} : { interventions };
  const told = { at, observedAt, observation, receipts, decisions, because };
  return { ...told, ...shielded, memory: memoryDigest(verdict.memory) };
}

/** Fingerprint of a policy's memory. */
export function memoryDigest(memory: unknown): string {
  return digestText(encodePlain(memory));
}
