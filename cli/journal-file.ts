import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type {
  JournalFault,
  JournalHead,
  JournalLine,
  JournalTurn,
} from '../policies/journal/lines.ts';
import { readJournal, type TextLine } from '../policies/journal/read.ts';
import type { Observation } from '../policies/observation.ts';
import { shortPath, wordFault } from '../traces/open-files.ts';

const NEWLINE = 10;

/** The lines of a file's bytes; the last is not whole where its end is missing. */
export function* linesOf(bytes: Uint8Array): Generator<TextLine> {
  const decoder = new TextDecoder('utf-8');
  let number = 1;
  for (let from = 0; from < bytes.length; number++) {
    const end = bytes.indexOf(NEWLINE, from);
    const text = decoder.decode(bytes.subarray(from, end < 0 ? bytes.length : end));
    yield { number, text, isWhole: end >= 0 };
    from = end < 0 ? bytes.length : end + 1;
  }
}

/** A turn of a journal and what it saw. */
export interface JournalStep {
  readonly turn: JournalTurn;
  readonly observation: Observation;
}

/** A journal that begins well; its turns are read as they are asked for. */
export interface OpenedJournal {
  readonly path: string;
  readonly head: JournalHead;
  readonly steps: Generator<JournalStep>;
  /** What came after the last turn: told once the steps are through. */
  readonly ending: JournalEnding;
}

/** How a journal ends. */
export interface JournalEnding {
  /** Its last line is the one that closes it. */
  isClosed: boolean;
  fault: JournalFault | undefined;
}

/** Opens the journal at a path, or says in words why it cannot be read. */
export function openJournal(path: string): OpenedJournal | { readonly refusal: string } {
  const read = readBytes(path);
  if (typeof read === 'string') return { refusal: `${shortPath(path)} ${read}` };
  const lines = readJournal(linesOf(read));
  const first = lines.next();
  if (first.done === true) return { refusal: `${shortPath(path)} is empty; wanted a journal` };
  if (first.value.line === 'fault') return { refusal: wordJournalFault(path, first.value) };
  if (first.value.line !== 'head') return { refusal: `${shortPath(path)} has no head` };
  const ending: JournalEnding = { isClosed: false, fault: undefined };
  return { path, head: first.value, steps: stepsOf(lines, ending), ending };
}

function* stepsOf(
  lines: Iterable<JournalLine | JournalFault>,
  ending: JournalEnding,
): Generator<JournalStep> {
  let observation: Observation | undefined;
  for (const line of lines) {
    if (line.line === 'fault') ending.fault = line;
    if (line.line === 'end') ending.isClosed = true;
    if (line.line === 'seen') observation = line.observation;
    if (line.line === 'turn' && observation !== undefined) yield { turn: line, observation };
  }
}

/** Names a damaged line: `a.journal, line 7: its seal does not fit …`. */
function wordJournalFault(path: string, { number, what }: JournalFault): string {
  return `${shortPath(path)}, line ${number}: ${what}`;
}

/**
 * Whether a journal was read to its end: undefined when it was closed; a note where the last line
 * is torn or the end is missing; a refusal where it is damaged before its end.
 */
export function judgeEnding({
  path,
  ending,
}: OpenedJournal): { readonly note: string } | { readonly refusal: string } | undefined {
  const { fault, isClosed } = ending;
  if (fault !== undefined && !fault.isTorn) return { refusal: wordJournalFault(path, fault) };
  if (fault !== undefined) {
    return { note: `line ${fault.number} is torn: ${fault.what}; it is left out` };
  }
  if (isClosed) return undefined;
  return { note: 'it was never closed: it was cut, or is still being written' };
}

/** The journals that a path names: itself, or all of a folder by name. */
export function listJournals(path: string): readonly string[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.journal'));
  return names.sort().map((name) => join(path, name));
}

function readBytes(path: string): Uint8Array | string {
  try {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined) return 'is not there; wanted a file of "run --journal"';
    if (!facts.isFile()) return 'is no file; wanted one that "run --journal" wrote';
    return readFileSync(path);
  } catch (problem) {
    return `cannot be read: ${wordFault(problem)}`;
  }
}
