import { badArgument } from '../errors.ts';
import { createMeter, type Meter, setLevel } from '../meter.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Environment } from './environment.ts';
import { Line } from './line.ts';
import type { Handle, Wait, Waitable } from './running.ts';

/** Room for so much, Infinity unless told; it starts with so much in it, 0 unless told. */
interface ContainerSize {
  readonly name?: string;
  readonly capacity?: number;
  readonly level?: number;
}

/**
 * A level of something that has no pieces, such as memory or fuel. Both lines are first come, first
 * served: a small amount never overtakes a large one that waits for more.
 */
export class Container {
  readonly name: string;
  readonly capacity: number;
  /** The level and its integral over time. */
  readonly meter: Meter;
  readonly #dispatcher: Dispatcher;
  readonly #puts: AmountLine;
  readonly #gets: AmountLine;

  constructor(env: Environment, options: ContainerSize) {
    const { name = 'container', capacity = Infinity, level = 0 } = options;
    if (!(capacity > 0)) throw badArgument(`capacity of ${name}`, capacity, 'a number above 0');
    if (!(level >= 0 && level <= capacity && level < Infinity)) {
      throw badArgument(`level of ${name}`, level, `a number from 0 to ${capacity}`);
    }
    this.name = name;
    this.capacity = capacity;
    this.meter = createMeter(env.now, level);
    this.#dispatcher = env.dispatcher;
    const serve = (): void => this.#serve();
    const serveLater = (): void => this.#dispatcher.serveLater(serve);
    this.#puts = new AmountLine(name, serve, serveLater);
    this.#gets = new AmountLine(name, serve, serveLater);
  }

  /** How much is in it. */
  get level(): number {
    return this.meter.level;
  }

  /** How many wait to put. */
  get putting(): number {
    return this.#puts.line.size;
  }

  /** How many wait to get. */
  get getting(): number {
    return this.#gets.line.size;
  }

  /** A handle to wait until this much has been put in; the yield answers the amount. */
  put(amount: number): Handle {
    return this.#open(this.#puts, amount);
  }

  /** A handle to wait until this much has been taken out; the yield answers the amount. */
  get(amount: number): Handle {
    return this.#open(this.#gets, amount);
  }

  #open(line: AmountLine, amount: number): Handle {
    if (!(amount > 0 && amount <= this.capacity && amount < Infinity)) {
      const wanted = `a number above 0, up to ${this.capacity}`;
      throw badArgument(`amount at ${this.name}`, amount, wanted);
    }
    const wait = this.#dispatcher.open(line);
    wait.amount = amount;
    return wait.handle;
  }

  /** Puts and gets in turn, since each may make room for the other, until neither can go on. */
  #serve(): void {
    while (this.#servePut() || this.#serveGet());
  }

  #servePut(): boolean {
    const put = this.#puts.line.first;
    if (put === undefined || this.level + put.amount > this.capacity) return false;
    return this.#move(this.#puts, put, put.amount);
  }

  #serveGet(): boolean {
    const get = this.#gets.line.first;
    if (get === undefined || get.amount > this.level) return false;
    return this.#move(this.#gets, get, -get.amount);
  }

  #move({ line }: AmountLine, wait: Wait, change: number): true {
    line.leave(wait);
    setLevel(this.meter, this.#dispatcher.now, this.level + change);
    this.#dispatcher.complete(wait, wait.amount);
    return true;
  }
}

/** One of the two lines of a container. */
class AmountLine implements Waitable {
  readonly isLasting = false;
  readonly name: string;
  readonly line = new Line<Wait>();
  readonly #serve: () => void;
  readonly #serveLater: () => void;

  constructor(name: string, serve: () => void, serveLater: () => void) {
    this.name = name;
    this.#serve = serve;
    this.#serveLater = serveLater;
  }

  begin(wait: Wait): void {
    this.line.join(wait);
    this.#serve();
  }

  leave(wait: Wait): void {
    this.line.leave(wait);
    this.#serveLater();
  }
}
