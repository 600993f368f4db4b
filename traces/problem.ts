/** One fault of a trace file or of the request for it: where, what was found, what was wanted. */
export interface TraceProblem {
  /** Role the data were wanted for, where a scenario asked. */
  readonly role?: string;
  readonly file: string;
  /** Line of the file, counted from 1; 0 when the whole file is meant. */
  readonly row: number;
  readonly found: string;
  readonly wanted: string;
}

/** Outcome of opening recorded data: the value with notes on assumptions made, or every problem. */
export type Opened<T> =
  | { readonly ok: true; readonly value: T; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problems: readonly TraceProblem[] };

/** An importer's answer: the contract value and what a reader must know about it. */
export interface Imported<T> {
  readonly value: T;
  readonly notes: readonly string[];
}

/** Text of one file, already unpacked, and the name its problems are reported under. */
export interface TraceText {
  readonly name: string;
  readonly text: string;
}

/** Throws an Error whose `problem` property is the given problem. */
export function refuse(problem: TraceProblem): never {
  const { file, row, found, wanted } = problem;
  const error = new Error(`${file}:${row} found ${found}, wanted ${wanted}`);
  throw Object.assign(error, { problem });
}

/** The problem a caught error carries; undefined when it is not a refusal but our own bug. */
export function problemOf(error: unknown): TraceProblem | undefined {
  if (!(error instanceof Error) || !('problem' in error)) return undefined;
  return isProblem(error.problem) ? error.problem : undefined;
}

function isProblem(value: unknown): value is TraceProblem {
  return typeof value === 'object' && value !== null && 'wanted' in value && 'row' in value;
}

/** At most 60 characters of untrusted text, quoted, control characters made visible. */
export function shown(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return JSON.stringify(short);
}

/**
 * The candidate with the fewest single-letter edits from the text, a mere beginning or ending
 * counted as one; empty when none is near enough to have been meant.
 */
export function nearest(given: string, candidates: readonly string[]): string {
  const text = given.slice(0, 80);
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const isLonger = text !== '' && candidate.includes(text);
    const edits = isLonger ? 1 : editsBetween(text.toLowerCase(), candidate.toLowerCase());
    const isNear = edits <= Math.max(2, Math.ceil(candidate.length / 2));
    if (isNear && edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** `, nearest x` to end a sentence with; nothing when no candidate is near. */
export function nearestHint(text: string, candidates: readonly string[]): string {
  const near = nearest(text, candidates);
  return near === '' ? '' : `, nearest ${near}`;
}

function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, above[j] + 1, row[j - 1] + 1));
    }
    above = row;
  }
  return above[b.length];
}
