import { badArgument, EngineError } from '../errors.ts';
import { createMeter, type Meter, setLevel } from '../meter.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Environment } from './environment.ts';
import { Items } from './items.ts';
import { Line } from './line.ts';
import type { Handle, Wait, Waitable } from './running.ts';

/** Whether a get wants this item. */
type Filter<T> = (item: T) => boolean;

/**
 * Items of any kind, first in, first out. A get with a filter takes the first item it accepts and
 * lets later gets overtake it while there is none; puts wait in line for room.
 */
export class Store<T> {
  readonly name: string;
  readonly capacity: number;
  /** How many items are in it, and the integral over time. */
  readonly meter: Meter;
  readonly #dispatcher: Dispatcher;
  readonly #items = new Items<T>();
  readonly #filters = new Map<Wait, Filter<T>>();
  readonly #puts = new Line<Wait>();
  readonly #gets = new Line<Wait>();
  readonly #putting: Waitable;
  readonly #getting: Waitable;

  /** Capacity is a number of items from 1; Infinity unless told. */
  constructor(env: Environment, options: { readonly name?: string; readonly capacity?: number }) {
    const { name = 'store', capacity = Infinity } = options;
    if (!(capacity >= 1)) throw badArgument(`capacity of ${name}`, capacity, 'a number from 1');
    this.name = name;
    this.capacity = capacity;
    this.meter = createMeter(env.now);
    this.#dispatcher = env.dispatcher;
    this.#putting = this.#waitable(this.#puts);
    this.#getting = this.#waitable(this.#gets);
  }

  /** How many items are in it. */
  get size(): number {
    return this.#items.size;
  }

  /** How many wait to put. */
  get putting(): number {
    return this.#puts.size;
  }

  /** How many wait to get. */
  get getting(): number {
    return this.#gets.size;
  }

  /** A handle to wait until the item is in; the yield answers 0. */
  put(item: T): Handle {
    const wait = this.#dispatcher.open(this.#putting);
    wait.item = item;
    return wait.handle;
  }

  /** Puts an item in without waiting, from anywhere; false when there is no room. */
  offer(item: T): boolean {
    if (this.#puts.size > 0 || !(this.size < this.capacity)) return false;
    this.#items.add(item);
    this.#serve();
    return true;
  }

  /**
   * A handle to wait for an item, of those a filter accepts if there is one; the yield answers 0
   * and `taken` the item. The filter must be a pure function.
   */
  get(filter?: Filter<T>): Handle {
    const wait = this.#dispatcher.open(this.#getting);
    if (filter !== undefined) this.#filters.set(wait, filter);
    else this.#filters.delete(wait);
    return wait.handle;
  }

  /** The item that a get brought, until its process waits for something else. */
  taken(handle: Handle): T {
    const wait = this.#dispatcher.find(handle);
    if (wait?.owner === this.#getting && wait.state === 'over') return this.#itemOf(wait);
    const who = this.#dispatcher.current?.name ?? 'no process';
    const what = `${who} took the item of ${handle} from ${this.name} at ${this.#dispatcher.now}`;
    throw new EngineError('not-held', `${what}; wanted the handle of the get that has just ended`);
  }

  #waitable(line: Line<Wait>): Waitable {
    return {
      name: this.name,
      isLasting: false,
      begin: (wait) => {
        line.join(wait);
        this.#serve();
      },
      leave: (wait) => {
        line.leave(wait);
        this.#dispatcher.serveLater(() => this.#serve());
      },
    };
  }

  /** Puts and gets in turn, since each may make room for the other, until neither can go on. */
  #serve(): void {
    while (this.#servePut() || this.#serveGet());
    if (this.size !== this.meter.level) setLevel(this.meter, this.#dispatcher.now, this.size);
  }

  #servePut(): boolean {
    const put = this.#puts.first;
    if (put === undefined || !(this.size < this.capacity)) return false;
    this.#puts.leave(put);
    this.#items.add(this.#itemOf(put));
    this.#dispatcher.complete(put, 0);
    return true;
  }

  /** The first get in line for which there is an item. */
  #serveGet(): boolean {
    if (this.size === 0) return false;
    for (let get = this.#gets.first; get !== undefined; get = get.next) {
      const filter = this.#filters.size > 0 ? this.#filters.get(get) : undefined;
      const place = filter === undefined ? 0 : this.#items.findPlace(filter);
      if (place >= 0) return this.#hand(get, place);
    }
    return false;
  }

  #hand(get: Wait, place: number): true {
    this.#gets.leave(get);
    this.#filters.delete(get);
    get.item = this.#items.take(place);
    this.#dispatcher.complete(get, 0);
    return true;
  }

  /** Sound because only this store writes the item of a wait it owns. */
  #itemOf(wait: Wait): T;
  #itemOf(wait: Wait): unknown {
    return wait.item;
  }
}
