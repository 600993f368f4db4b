import { badArgument, EngineError } from '../errors.ts';
import { Interrupt } from './interrupt.ts';

/** For a process that yielded what is neither a delay nor a handle that it may wait for. */
export function badYield(place: string, found: number): EngineError {
  const wanted = 'a delay in microseconds from 0, or a handle of its own whose wait has not begun';
  return badArgument(`what ${place} yielded`, found, wanted);
}

/** For more steps at one instant than a model can mean. */
export function endlessInstant(place: string, most: number): EngineError {
  const advice = 'let time pass in its loop, or raise mostAtOnce';
  const what = `more than ${most} steps of processes at one instant`;
  return new EngineError('endless-instant', `${what}; the last was of ${place}: ${advice}`);
}

/** For a process that threw; the simulation adds the event and how to reproduce it. */
export function thrownBy(place: string, thrown: unknown): EngineError {
  return new EngineError('broken-handler', `${place} threw: ${describe(thrown)}`, thrown);
}

function describe(thrown: unknown): string {
  if (thrown instanceof Interrupt) return 'an interrupt that it did not catch';
  return thrown instanceof Error ? thrown.message : String(thrown);
}
