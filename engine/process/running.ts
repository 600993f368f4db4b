import { badArgument } from '../errors.ts';
import { Line } from './line.ts';

/** Names one wait, as a negative whole number: what a process yields to begin it. */
export type Handle = number;

/**
 * The body of a process: a generator that yields how long it holds, in microseconds from 0, or the
 * handle of what it waits for. A yield answers a number; see each wait for which. R is what the
 * process returns at its end.
 */
export type Process<R = void> = Generator<number, R, number>;

/** What one can wait for. */
export interface Waitable {
  readonly name: string;
  /** Whether a handle outlives its wait, as a request does until it is released. */
  readonly isLasting: boolean;
  /** Completes the wait at once, or keeps it in line. */
  begin(wait: Wait): void;
  /** Takes a wait that was given up out of line. */
  leave(wait: Wait): void;
}

/**
 * Life of a wait: made (idle), yielded (waiting), granted (over) or given up (lost). A free one
 * lies in the pool.
 */
export type WaitState = 'free' | 'idle' | 'waiting' | 'over' | 'lost';

/** One process's wait for one thing. Records are pooled: a handle tells the users of one apart. */
export class Wait {
  handle: Handle;
  state: WaitState = 'free';
  owner: Waitable;
  waiter: Running;
  /** The any-of or all-of it is part of, and its place there. */
  parent: Wait | undefined = undefined;
  place = 0;
  /** Parts of an any-of or all-of. */
  readonly members: Wait[] = [];
  /** Neighbours in the line it stands in. */
  previous: Wait | undefined = undefined;
  next: Wait | undefined = undefined;
  /** The next handle of the same process that holds nothing. */
  nextOpen: Wait | undefined = undefined;
  /** Priority, amount or delay, as the owner has it. */
  amount = 0;
  preempts = false;
  /** Instant of joining the line; then of getting what was waited for. */
  since = 0;
  /** What the yield answers. */
  value = 0;
  /** What a store hands over. */
  item: unknown = undefined;

  constructor(handle: Handle, owner: Waitable, running: Running) {
    this.handle = handle;
    this.owner = owner;
    this.waiter = running;
  }
}

/** What waitables and processes ask of their environment. */
export interface Dispatch {
  /** A new wait of the running process. */
  open(owner: Waitable): Wait;
  /** The wait is over: its process goes on with this value. */
  complete(wait: Wait, value: number): void;
  /** Throws an interrupt into a process as soon as it waits. */
  interrupt(running: Running, cause: unknown): void;
  /** Throws into a process what one that it waits for threw. */
  fail(running: Running, thrown: unknown): void;
}

/** Ready: about to go on; holding: waits for an instant; waiting: for anything else. */
export type ProcessState = 'ready' | 'running' | 'holding' | 'waiting' | 'interrupted' | 'ended';

/** A process that was started. Fields without a comment belong to the environment. */
export class Running<R = unknown> implements Waitable {
  readonly isLasting = false;
  readonly generator: Process<R>;
  readonly index: number;
  state: ProcessState = 'ready';
  value = 0;
  /** Agenda's handle of the end of a hold. */
  wake = 0;
  wait: Wait | undefined = undefined;
  /** First of its handles that hold nothing, and how many of them nobody needs any more. */
  open: Wait | undefined = undefined;
  spent = 0;
  /** What will be thrown into it: interrupts, and what a process it joined threw. */
  interrupts: unknown[] | undefined = undefined;
  readonly #dispatch: Dispatch;
  readonly #name: string | undefined;
  readonly #serial: number;
  #end: IteratorReturnResult<R> | undefined = undefined;
  #failure: { readonly thrown: unknown } | undefined = undefined;
  #joiners: Line<Wait> | undefined = undefined;

  constructor(dispatch: Dispatch, generator: Process<R>, place: Place) {
    this.#dispatch = dispatch;
    this.generator = generator;
    this.index = place.index;
    this.#serial = place.serial;
    this.#name = place.name;
  }

  /** The name it was started with; its number of order without one. */
  get name(): string {
    return this.#name ?? `process ${this.#serial}`;
  }

  /** Whether it has not ended. */
  get isAlive(): boolean {
    return this.#end === undefined && this.#failure === undefined;
  }

  /** What it returned; refused while it is alive, and thrown again if it threw. */
  get result(): R {
    if (this.#end !== undefined) return this.#end.value;
    if (this.#failure !== undefined) throw this.#failure.thrown;
    throw badArgument(`result of ${this.name}`, 'not there yet', 'a process that has ended');
  }

  /**
   * A handle to wait for its end; over at once when it has ended. The yield answers 0; if the
   * process throws, the yield throws the same.
   */
  join(): Handle {
    return this.#dispatch.open(this).handle;
  }

  /**
   * Throws an Interrupt into the process at the yield where it waits; what it waited for is given
   * up. If its wait is over already, it goes on with that and is interrupted at its next wait.
   * Refuses a process that has ended, and the running one.
   */
  interrupt(cause: unknown): void {
    this.#dispatch.interrupt(this, cause);
  }

  /** Lets the joiners go on; called once, by the environment. */
  finish(end: IteratorReturnResult<R>): void {
    this.#end = end;
    this.state = 'ended';
    for (let wait = this.#joiners?.first; wait !== undefined; wait = this.#joiners?.first) {
      this.#joiners?.leave(wait);
      this.#dispatch.complete(wait, 0);
    }
  }

  /** Throws into all who wait for its end; false when nobody does. Called by the environment. */
  fail(thrown: unknown): boolean {
    if (this.#joiners?.first === undefined) return false;
    this.#failure = { thrown };
    this.state = 'ended';
    for (let wait = this.#joiners.first; wait !== undefined; wait = this.#joiners.first) {
      this.#joiners.leave(wait);
      this.#dispatch.fail(wait.waiter, thrown);
    }
    return true;
  }

  begin(wait: Wait): void {
    this.#joiners ??= new Line<Wait>();
    if (this.#failure !== undefined) this.#dispatch.fail(wait.waiter, this.#failure.thrown);
    else if (this.#end === undefined) this.#joiners.join(wait);
    else this.#dispatch.complete(wait, 0);
  }

  leave(wait: Wait): void {
    // Whom it failed, stands in line no more.
    if (this.#failure === undefined) this.#joiners?.leave(wait);
  }
}

/** Where the environment keeps a process, and what it is called. */
interface Place {
  readonly index: number;
  readonly serial: number;
  readonly name: string | undefined;
}
