/**
 * The closed list of what the engine refuses or finds broken. Every error names the culprit: the
 * argument, its value and its bound; the event, its instant and its number.
 */

/** Every code an engine error can carry, with what it means: the list is closed. */
export const ERROR_MEANINGS = {
  'bad-argument': 'An argument is out of its bounds.',
  'in-the-past': 'An event was scheduled, or a run was asked to end, before the present instant.',
  'unknown-kind': 'An event was scheduled of a kind that the rules do not declare.',
  'not-held': 'Something was released that had not been seized.',
  'broken-handler': 'A handler or a process threw; `cause` is what it threw.',
  'endless-instant': 'One instant never ended: too many events happened without time moving.',
  'mid-event': 'A handler called run, step, save or fork, which belong between two events.',
  'not-plain': 'State holds something that is not plain data, so it cannot be saved or forked.',
  'other-rules': 'A save comes from other rules, or from another version of them.',
  'no-room': 'There is no room left: too many events wait in the agenda.',
} as const;

/** Why the engine refused or broke; `ERROR_MEANINGS` says each in a sentence. */
export type ErrorCode = keyof typeof ERROR_MEANINGS;

/** An error of the engine; `cause` is what a handler or process threw. */
export class EngineError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'EngineError';
    this.code = code;
  }
}

/** The error for an argument: its name, what was found, what was wanted. */
export function badArgument(name: string, found: unknown, wanted: string): EngineError {
  return new EngineError('bad-argument', `${name} is ${String(found)}; wanted ${wanted}`);
}

/** Refuses what is not a whole number between two bounds, both of them allowed. */
export function checkWhole(name: string, found: number, least: number, most: number): void {
  if (Number.isSafeInteger(found) && found >= least && found <= most) return;
  const isOpen = most >= Number.MAX_SAFE_INTEGER;
  const bounds = isOpen ? `at least ${least}` : `${least} to ${most}`;
  throw badArgument(name, found, `a whole number, ${bounds}`);
}
