import { Line } from './line.ts';
import type { Wait } from './running.ts';

/** Empty lines are kept up to here, so that a few priorities in turn allocate nothing. */
const LINES_KEPT = 16;

/** First come, first served within each priority (the wait's amount); the smallest goes first. */
export class PriorityLine {
  size = 0;
  readonly #lines: { readonly priority: number; readonly line: Line<Wait> }[] = [];

  /** Who goes next; undefined when nobody waits. */
  get first(): Wait | undefined {
    let place = 0;
    while (place < this.#lines.length && this.#lines[place].line.size === 0) place++;
    return place < this.#lines.length ? this.#lines[place].line.first : undefined;
  }

  /** Joins behind everyone of the same priority. */
  join(wait: Wait): void {
    this.#lineOf(wait.amount).join(wait);
    this.size++;
  }

  /** Leaves; the caller knows that it stands here. */
  leave(wait: Wait): void {
    const line = this.#lineOf(wait.amount);
    line.leave(wait);
    this.size--;
    if (line.size > 0 || this.#lines.length <= LINES_KEPT) return;
    this.#lines.splice(this.#placeOf(wait.amount), 1);
  }

  #lineOf(priority: number): Line<Wait> {
    const place = this.#placeOf(priority);
    const known = this.#lines[place];
    if (known?.priority === priority) return known.line;
    const line = new Line<Wait>();
    this.#lines.splice(place, 0, { priority, line });
    return line;
  }

  /** First place whose priority is not smaller. */
  #placeOf(priority: number): number {
    let place = 0;
    while (place < this.#lines.length && this.#lines[place].priority < priority) place++;
    return place;
  }
}
