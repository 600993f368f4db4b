/** Somebody who can stand in one line at a time. */
interface Standing<T> {
  previous: T | undefined;
  next: T | undefined;
}

/** First come, first served; anybody may leave from anywhere. Nothing is allocated per member. */
export class Line<T extends Standing<T>> {
  first: T | undefined = undefined;
  last: T | undefined = undefined;
  size = 0;

  /** Joins at the end. */
  join(one: T): void {
    one.previous = this.last;
    if (this.last === undefined) this.first = one;
    else this.last.next = one;
    this.last = one;
    this.size++;
  }

  /** Leaves; the caller knows that it stands here. */
  leave(one: T): void {
    const { previous, next } = one;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    one.previous = undefined;
    one.next = undefined;
    this.size--;
  }
}
