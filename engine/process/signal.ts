import { badArgument } from '../errors.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Environment } from './environment.ts';
import { Line } from './line.ts';
import type { Handle, Wait, Waitable } from './running.ts';

/**
 * Something that happens and that many may wait for. It fires again and again, each time for those
 * who wait then; one that `isOnce` fires once and stays fired for whoever comes later.
 */
export class Signal implements Waitable {
  readonly isLasting = false;
  readonly name: string;
  readonly #dispatcher: Dispatcher;
  readonly #isOnce: boolean;
  readonly #line = new Line<Wait>();
  #fired: number | undefined = undefined;

  constructor(env: Environment, options: { readonly name?: string; readonly isOnce?: boolean }) {
    this.name = options.name ?? 'signal';
    this.#isOnce = options.isOnce ?? false;
    this.#dispatcher = env.dispatcher;
  }

  /** How many wait for it now. */
  get waiting(): number {
    return this.#line.size;
  }

  /** Whether it has fired; for one that fires again and again, at least once. */
  get hasFired(): boolean {
    return this.#fired !== undefined;
  }

  /** A handle to wait until it fires; the yield answers the number it is fired with. */
  wait(): Handle {
    return this.#dispatcher.open(this).handle;
  }

  /** Lets everyone who waits go on, in the order they came. Refuses to fire a single one twice. */
  fire(value = 0): void {
    if (this.#isOnce && this.hasFired) {
      throw badArgument(`signal ${this.name}`, 'fired already', 'one that fires once');
    }
    this.#fired = value;
    for (let wait = this.#line.first; wait !== undefined; wait = this.#line.first) {
      this.#line.leave(wait);
      this.#dispatcher.complete(wait, value);
    }
  }

  begin(wait: Wait): void {
    if (this.#isOnce && this.#fired !== undefined) {
      this.#dispatcher.complete(wait, this.#fired);
    } else this.#line.join(wait);
  }

  leave(wait: Wait): void {
    this.#line.leave(wait);
  }
}
