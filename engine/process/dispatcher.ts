import { badArgument, EngineError } from '../errors.ts';
import { createFifo, push, shift } from '../fifo.ts';
import { type Rules, Simulation } from '../simulation.ts';
import type { SimTime } from '../units.ts';
import { badYield, endlessInstant, thrownBy } from './blame.ts';
import { Group } from './group.ts';
import { Interrupt } from './interrupt.ts';
import {
  type Dispatch,
  type Handle,
  type Process,
  Running,
  type Wait,
  type Waitable,
} from './running.ts';
import { WaitPool } from './wait-pool.ts';

/** Kinds of event, by their place: a hold ends, a patience ends, started from outside. */
const [WAKES, EXPIRES, RESUMES] = [0, 1, 2];
const KINDS = [
  { name: 'process.wakes', rank: 0 },
  { name: 'patience.ends', rank: 0 },
  { name: 'processes.resume', rank: 0 },
];

/**
 * Whose turn it is. Only the ends of holds lie in the agenda, as plain numbers; what follows from
 * one at the same instant goes through two lines of ready processes: the interrupted go first,
 * because whoever lost a server must have put its work down before the next one takes it up; then
 * the others in the order in which they became ready. So no step runs inside another: a chain of a
 * million steps at one instant is a loop and takes no stack.
 */
export class Dispatcher implements Dispatch {
  readonly simulation: Simulation<null>;
  readonly anyOf: Group = new Group(this, false);
  readonly allOf: Group = new Group(this, true);
  readonly #patience: Waitable;
  readonly #mostAtOnce: number;
  readonly #waits = new WaitPool();
  readonly #processes: Running[] = [];
  readonly #vacant: number[] = [];
  readonly #interrupted = createFifo();
  readonly #ready = createFifo();
  #current: Running | undefined = undefined;
  #started = 0;
  #steps = 0;
  #instant: SimTime = -1;
  /** Lines that somebody left, to be served. */
  readonly #vacated: (() => void)[] = [];
  /** Whether the code that runs is a process's own. */
  #isInside = false;
  /** Whether the lines will be looked at: a step runs, or an event is due at this instant. */
  #isAwake = false;

  constructor(mostAtOnce: number, shuffleTies: number) {
    this.#mostAtOnce = mostAtOnce;
    // The count of steps comes first, since it can name a process.
    const limits = { mostAtOnce: 2 * mostAtOnce, shuffleTies };
    this.simulation = new Simulation({ ...this.#rules(), ...limits, world: null });
    this.#patience = {
      name: 'patience',
      isLasting: false,
      begin: (wait) => this.#expectEnd(wait),
      leave: (wait) => this.simulation.cancel(wait.since),
    };
  }

  /** The present instant. */
  get now(): SimTime {
    return this.simulation.now;
  }

  /** The process whose step runs; undefined between steps. */
  get current(): Running | undefined {
    return this.#current;
  }

  /** Its first step runs at this instant, after those that are ready already. */
  start<R>(generator: Process<R>, name: string | undefined): Running<R> {
    const index = this.#vacant.pop() ?? this.#processes.length;
    const running = new Running(this, generator, { index, serial: ++this.#started, name });
    this.#processes[index] = running;
    this.#makeReady(running, 0);
    return running;
  }

  open(owner: Waitable): Wait {
    const running = this.#current;
    if (running !== undefined) return this.#waits.open(owner, running);
    throw badArgument(`the caller of ${owner.name}`, 'no process', 'a call between two yields');
  }

  /** The wait of a handle; undefined when it ended or never was. */
  find(handle: Handle): Wait | undefined {
    return this.#waits.find(handle);
  }

  /** A part of an any-of or all-of: a handle of the running process, or a patience from now. */
  part(part: number): Wait {
    if (!(part >= 0)) return this.#own(part);
    const wait = this.open(this.#patience);
    wait.amount = part;
    return wait;
  }

  begin(wait: Wait): void {
    if (wait.state !== 'idle' && wait.state !== 'lost') throw this.#badYield(wait.handle);
    wait.state = 'waiting';
    wait.owner.begin(wait);
  }

  complete(wait: Wait, value: number): void {
    const { waiter, parent } = wait;
    wait.state = 'over';
    wait.value = value;
    if (wait.owner.isLasting) this.#waits.unlink(wait);
    else waiter.spent++;
    if (parent !== undefined) this.anyOf.arrive(parent, wait);
    else if (waiter.state === 'waiting') this.#makeReady(waiter, value);
  }

  /** The wait's process stops waiting for it; a lasting handle may be yielded again. */
  giveUp(wait: Wait): void {
    if (wait.state === 'waiting') wait.owner.leave(wait);
    else if (wait.state !== 'idle') return;
    // A group that never began has parts that never will.
    else for (const member of wait.members) this.giveUp(member);
    wait.state = 'lost';
    if (!wait.owner.isLasting) wait.waiter.spent++;
  }

  /**
   * Serves a line that somebody left, once whoever made him leave is done: an any-of that gives up
   * its parts one by one must not be granted the second because it left the first.
   */
  serveLater(serve: () => void): void {
    this.#vacated.push(serve);
    this.#stayAwake();
  }

  #serveVacated(): void {
    for (let serve = this.#vacated.shift(); serve !== undefined; serve = this.#vacated.shift()) {
      serve();
    }
  }

  /** Takes away what a handle held; its process may yield it again. */
  evict(wait: Wait, cause: unknown): void {
    const { waiter } = wait;
    if (waiter.isAlive) {
      this.#waits.lose(wait);
      this.#strike(waiter, new Interrupt(cause));
    } else this.#waits.discard(wait);
  }

  /** Ends a handle that held something (over) or lost it. */
  discard(wait: Wait): void {
    if (wait.state === 'lost') this.#waits.unlink(wait);
    this.#waits.discard(wait);
  }

  interrupt(running: Running, cause: unknown): void {
    if (!running.isAlive) throw badArgument(running.name, 'ended', 'a process that is alive');
    if (running === this.#current) {
      throw badArgument(running.name, 'interrupting itself', 'another process');
    }
    this.#strike(running, new Interrupt(cause));
  }

  fail(running: Running, thrown: unknown): void {
    this.#strike(running, thrown);
  }

  /** An interrupt reaches only who waits: a wait that is over is over. */
  #strike(running: Running, thrown: unknown): void {
    running.interrupts ??= [];
    running.interrupts.push(thrown);
    if (running.state !== 'holding' && running.state !== 'waiting') return;
    this.#stopWaiting(running);
    running.state = 'interrupted';
    push(this.#interrupted, running.index);
    this.#stayAwake();
  }

  #stopWaiting(running: Running): void {
    if (running.state === 'holding') this.simulation.cancel(running.wake);
    else if (running.wait !== undefined) this.giveUp(running.wait);
  }

  #makeReady(running: Running, value: number): void {
    running.state = 'ready';
    running.value = value;
    push(this.#ready, running.index);
    this.#stayAwake();
  }

  /** What was made ready from outside a step goes on by an event of this instant. */
  #stayAwake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.simulation.schedule(this.now, RESUMES);
  }

  #rules(): Rules<null> {
    const handlers: Rules<null>['handlers'][number][] = [];
    handlers[WAKES] = (_world, _simulation, index) => {
      const running = this.#processes[index];
      running.value = 0;
      this.#act(running);
    };
    handlers[EXPIRES] = (_world, _simulation, handle) => this.#act(undefined, this.find(handle));
    handlers[RESUMES] = () => this.#act(undefined);
    return { kinds: KINDS, handlers };
  }

  /** One event: a step of the process that woke, and of everyone ready because of it. */
  #act(first: Running | undefined, ended?: Wait): void {
    if (this.#instant !== this.now) {
      this.#instant = this.now;
      this.#steps = 0;
    }
    this.#isAwake = true;
    try {
      if (first !== undefined) this.#advance(first);
      if (ended !== undefined) this.complete(ended, 0);
      for (let next = this.#next(); next !== undefined; next = this.#next()) this.#advance(next);
    } catch (error) {
      throw this.#blame(error);
    } finally {
      this.#current = undefined;
      this.#isAwake = false;
    }
  }

  #next(): Running | undefined {
    if (this.#vacated.length > 0) this.#serveVacated();
    const isUrgent = this.#interrupted.size > 0;
    if (!isUrgent && this.#ready.size === 0) return undefined;
    return this.#processes[shift(isUrgent ? this.#interrupted : this.#ready)];
  }

  /** Lets a process go on; what it throws goes to those who wait for its end, if any do. */
  #advance(running: Running): void {
    try {
      this.#goOn(running);
    } catch (thrown) {
      const isItsOwn = this.#isInside;
      this.#isInside = false;
      if (!isItsOwn || !running.fail(thrown)) throw thrown;
      this.#retire(running);
    }
  }

  /** Until it waits for something that is not there yet, or ends. */
  #goOn(running: Running): void {
    this.#current = running;
    let result = running.state === 'interrupted' ? this.#throwInto(running) : this.#step(running);
    while (result.done !== true) {
      this.#pause(running, result.value);
      if (running.state === 'ready') return;
      if (running.state === 'running') result = this.#step(running);
      else if (running.interrupts === undefined) return;
      else {
        this.#stopWaiting(running);
        result = this.#throwInto(running);
      }
    }
    running.finish(result);
    this.#retire(running);
  }

  #step(running: Running): IteratorResult<number, unknown> {
    this.#count(running);
    this.#isInside = true;
    const result = running.generator.next(running.value);
    this.#isInside = false;
    return result;
  }

  #throwInto(running: Running): IteratorResult<number, unknown> {
    this.#count(running);
    const thrown = running.interrupts?.shift();
    if (running.interrupts?.length === 0) running.interrupts = undefined;
    this.#isInside = true;
    const result = running.generator.throw(thrown);
    this.#isInside = false;
    return result;
  }

  #count(running: Running): void {
    running.state = 'running';
    if (++this.#steps > this.#mostAtOnce) throw endlessInstant(this.#place(), this.#mostAtOnce);
  }

  /** Begins what was yielded. A process whose wait is over at once stays running. */
  #pause(running: Running, yielded: number): void {
    if (yielded >= 0) {
      if (running.spent > 0) this.#waits.sweep(running);
      running.wake = this.simulation.schedule(this.#after(yielded), WAKES, running.index);
      running.state = 'holding';
      return;
    }
    const wait = this.#own(yielded);
    if (wait.state !== 'idle' && wait.state !== 'lost') throw this.#badYield(yielded);
    wait.state = 'waiting';
    wait.parent = undefined;
    if (running.spent > 0) this.#waits.sweep(running);
    wait.owner.begin(wait);
    if (this.#vacated.length > 0) this.#serveVacated();
    this.#settle(running, wait);
  }

  /** After begin: over at once, unless somebody was interrupted by it and goes first. */
  #settle(running: Running, wait: Wait): void {
    running.wait = wait;
    if (wait.state !== 'over') running.state = 'waiting';
    else if (this.#interrupted.size > 0) this.#makeReady(running, wait.value);
    else running.value = wait.value;
  }

  /** Its handles and its number are free again. */
  #retire(running: Running): void {
    this.#waits.close(running);
    this.#vacant.push(running.index);
  }

  #expectEnd(wait: Wait): void {
    wait.since = this.simulation.schedule(this.#after(wait.amount), EXPIRES, wait.handle);
  }

  #after(delay: number): SimTime {
    const at = this.now + Math.round(delay);
    if (at <= Number.MAX_SAFE_INTEGER) return at;
    throw this.#badYield(delay);
  }

  /** The wait of a handle of the running process. */
  #own(handle: Handle): Wait {
    // What JavaScript let pass as a number, undefined say, is no handle either.
    const wait = handle < 0 ? this.find(handle) : undefined;
    if (wait !== undefined && wait.waiter === this.#current) return wait;
    throw this.#badYield(handle);
  }

  #badYield(found: number): EngineError {
    return badYield(this.#place(), found);
  }

  /** Who acts, and when. */
  #place(): string {
    return `${this.#current?.name ?? 'no process'} at ${this.now}`;
  }

  /** The engine's own errors name their culprit already. */
  #blame(error: unknown): EngineError {
    return error instanceof EngineError ? error : thrownBy(this.#place(), error);
  }
}
