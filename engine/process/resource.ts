import { badArgument, EngineError } from '../errors.ts';
import { createMeter, type Meter, setLevel } from '../meter.ts';
import { createTally, record, type Tally } from '../tally.ts';
import type { SimTime } from '../units.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Environment } from './environment.ts';
import { Line } from './line.ts';
import { PriorityLine } from './priority-line.ts';
import type { Handle, Running, Wait, Waitable } from './running.ts';

/** The cause of an interrupt by a preempting request. */
export class Preemption {
  readonly resource: Resource;
  /** The process that took the server. */
  readonly by: Running;
  /** Instant at which the interrupted process had got it. */
  readonly since: SimTime;

  constructor(resource: Resource, by: Running, since: SimTime) {
    this.resource = resource;
    this.by = by;
    this.since = since;
  }
}

/**
 * Servers and one line before them, by priority and then first come, first served. The meters and
 * the tally may be read at any time and never change what happens.
 */
export class Resource implements Waitable {
  readonly isLasting = true;
  readonly name: string;
  readonly capacity: number;
  /** How many requests hold a server. */
  readonly inUse: Meter;
  /** How many requests wait. */
  readonly inLine: Meter;
  /** Microseconds from joining the line to getting a server, one value per grant. */
  readonly waitingTimes: Tally = createTally();
  readonly #dispatcher: Dispatcher;
  readonly #line = new PriorityLine();
  readonly #users = new Line<Wait>();

  /** Capacity is a whole number from 1; 1 unless told. */
  constructor(env: Environment, options: { readonly name?: string; readonly capacity?: number }) {
    const { name = 'resource', capacity = 1 } = options;
    if (!(Number.isInteger(capacity) && capacity >= 1)) {
      throw badArgument(`capacity of ${name}`, capacity, 'a whole number from 1');
    }
    this.name = name;
    this.capacity = capacity;
    this.#dispatcher = env.dispatcher;
    this.inUse = createMeter(env.now);
    this.inLine = createMeter(env.now);
  }

  /** How many requests hold a server now. */
  get users(): number {
    return this.#users.size;
  }

  /** How many requests wait now. */
  get waiting(): number {
    return this.#line.size;
  }

  /**
   * A handle to wait for a server; it is good until it is released. The smallest priority goes
   * first. One that preempts takes the server of the user of the largest priority above its own
   * (of equals, of the last served), whose process is interrupted with a Preemption.
   */
  request(priority = 0, preempts = false): Handle {
    if (!Number.isFinite(priority)) {
      throw badArgument(`priority at ${this.name}`, priority, 'a finite number');
    }
    const wait = this.#dispatcher.open(this);
    wait.amount = priority;
    wait.preempts = preempts;
    return wait.handle;
  }

  /**
   * Ends a handle and gives back the server it holds. One that was preempted or given up holds
   * none any more and ends quietly; any other is refused.
   */
  release(handle: Handle): void {
    const wait = this.#dispatcher.find(handle);
    if (wait?.owner !== this || (wait.state !== 'over' && wait.state !== 'lost')) {
      throw this.#notHeld(handle);
    }
    const isHeld = wait.state === 'over';
    if (isHeld) this.#users.leave(wait);
    this.#dispatcher.discard(wait);
    if (!isHeld) return;
    if (this.#line.size > 0) this.#serve();
    else this.#measureUse();
  }

  /** Whether this handle holds a server now. */
  holds(handle: Handle): boolean {
    const wait = this.#dispatcher.find(handle);
    return wait?.owner === this && wait.state === 'over';
  }

  begin(wait: Wait): void {
    wait.since = this.#dispatcher.now;
    if (this.#line.size === 0 && this.#users.size < this.capacity) {
      this.#grant(wait);
      this.#measureUse();
      return;
    }
    this.#line.join(wait);
    // Any other finds the servers taken or somebody before it.
    if (wait.preempts) this.#serve();
    this.#measureLine();
  }

  leave(wait: Wait): void {
    this.#line.leave(wait);
    this.#measureLine();
    // Whoever it kept from preempting comes to the head.
    this.#dispatcher.serveLater(this.#serveAgain);
  }

  readonly #serveAgain = (): void => this.#serve();

  /** Lets the head of the line have a server as long as one is free or can be taken. */
  #serve(): void {
    const waiting = this.#line.size;
    for (let head = this.#line.first; head !== undefined; head = this.#line.first) {
      const hasRoom = this.#users.size < this.capacity;
      if (!hasRoom && !(head.preempts && this.#evictFor(head))) break;
      this.#line.leave(head);
      this.#grant(head);
    }
    if (this.#line.size !== waiting) this.#measureLine();
    this.#measureUse();
  }

  #grant(wait: Wait): void {
    const { now } = this.#dispatcher;
    record(this.waitingTimes, now - wait.since);
    wait.since = now;
    this.#users.join(wait);
    this.#dispatcher.complete(wait, 0);
  }

  #evictFor(head: Wait): boolean {
    let last = this.#users.first;
    for (let user = last; user !== undefined; user = user.next) {
      if (last !== undefined && user.amount >= last.amount) last = user;
    }
    if (last === undefined || last.amount <= head.amount) return false;
    this.#users.leave(last);
    this.#dispatcher.evict(last, new Preemption(this, head.waiter, last.since));
    return true;
  }

  #measureUse(): void {
    const { size } = this.#users;
    if (size !== this.inUse.level) setLevel(this.inUse, this.#dispatcher.now, size);
  }

  #measureLine(): void {
    const { size } = this.#line;
    if (size !== this.inLine.level) setLevel(this.inLine, this.#dispatcher.now, size);
  }

  #notHeld(handle: Handle): EngineError {
    const { now, current } = this.#dispatcher;
    const who = current?.name ?? 'no process';
    const what = `${who} released ${handle} of ${this.name} at ${now}`;
    return new EngineError('not-held', `${what}; wanted a handle that holds a server or lost it`);
  }
}
