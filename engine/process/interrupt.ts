/**
 * What an interrupted process finds thrown at the yield where it waited. It is not an Error: being
 * interrupted is part of a model, and a stack of the environment's frames would tell nothing.
 */
export class Interrupt {
  /** What the interrupting side gave; a Preemption when a server was taken away. */
  readonly cause: unknown;

  constructor(cause: unknown) {
    this.cause = cause;
  }
}

/** What a catch clause caught, if it is an interrupt; anything else is thrown on. */
export function interruptOf(caught: unknown): Interrupt {
  if (caught instanceof Interrupt) return caught;
  throw caught;
}
