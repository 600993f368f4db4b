import { digestText } from '../../engine/digest.ts';
import { JOURNAL_FORMAT, type JournalFault, type JournalHead, type JournalLine } from './lines.ts';
import { decodeValue, type Edges } from './value.ts';

/** One line of text: its number from 1, and whether its end was there. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
  readonly isWhole: boolean;
}

const SEALED = /^(.*),"seal":"([0-9a-f]{16})"\}$/s;

/**
 * Reads a journal line by line. The first line that is damaged, missing, repeated or out of order
 * is told as a fault, and nothing after it.
 */
export function* readJournal(lines: Iterable<TextLine>): Generator<JournalLine | JournalFault> {
  const edges: Edges = [];
  let seal = '';
  let isFirst = true;
  for (const { number, text, isWhole } of lines) {
    const fault = (what: string, isTorn = false): JournalFault => {
      return { line: 'fault', number, what, isTorn };
    };
    if (!isWhole) return yield fault('its end is missing', true);
    const [, body, own] = SEALED.exec(text) ?? [];
    if (body === undefined) return yield fault(isFirst ? NO_JOURNAL : 'it bears no seal');
    if (digestText(`${seal}${body}}`) !== own) return yield fault(wordSeal(body, own, isFirst));
    seal = own;
    const line = parseLine(`${body}}`, edges);
    if (typeof line === 'string') return yield fault(line);
    if (isFirst !== (line.line === 'head')) return yield fault(NO_JOURNAL);
    isFirst = false;
    yield line;
  }
}

const NO_JOURNAL = 'no journal begins like this; wanted a file that "run --journal" wrote';

function wordSeal(body: string, own: string, isFirst: boolean): string {
  const isAlone = digestText(`${body}}`) === own;
  if (isAlone && !isFirst) return 'a journal begins within another one';
  return 'its seal does not fit: it was changed, or a line before it is missing or out of order';
}

function parseLine(text: string, edges: Edges): JournalLine | string {
  try {
    const value = decodeValue(JSON.parse(text), edges);
    if (isHead(value) && value.format !== JOURNAL_FORMAT) {
      return `it is of format ${value.format}; this playtwin reads format ${JOURNAL_FORMAT}`;
    }
    return isLine(value) ? value : 'it is no line of a journal';
  } catch {
    return 'it is no JSON';
  }
}

/** A line bore its own seal: what was written as one of its kind is one, whole. */
function isLine(value: unknown): value is JournalLine {
  if (isHead(value)) return Array.isArray(value.loops) && Array.isArray(value.brief.regions);
  if (typeof value !== 'object' || value === null || !('line' in value)) return false;
  if (value.line === 'seen') return 'number' in value && 'observation' in value;
  if (value.line === 'end') return 'at' in value && 'turns' in value;
  return value.line === 'turn' && 'loop' in value && 'decisions' in value && 'receipts' in value;
}

function isHead(value: unknown): value is JournalHead {
  if (typeof value !== 'object' || value === null || !('line' in value)) return false;
  return value.line === 'head' && 'loops' in value && 'brief' in value && 'format' in value;
}
