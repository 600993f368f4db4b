import { badArgument } from './errors.ts';

/** First-in first-out line of whole numbers (int32, at least 0); grows, plain data. */
export interface Fifo {
  ring: Int32Array;
  head: number;
  /** How many wait now. */
  size: number;
}

/** An empty line. */
export function createFifo(): Fifo {
  return { ring: new Int32Array(8), head: 0, size: 0 };
}

/**
 * Adds at the end.
 *
 * @throws EngineError `bad-argument` for what is not a whole number from 0 to 2^31 - 1.
 */
export function push(fifo: Fifo, x: number): void {
  if (!isMember(x)) throw notMember(x);
  if (fifo.size === fifo.ring.length) grow(fifo);
  fifo.ring[(fifo.head + fifo.size) & (fifo.ring.length - 1)] = x;
  fifo.size++;
}

/** Takes the first; -1 when the line is empty. */
export function shift(fifo: Fifo): number {
  if (fifo.size === 0) return -1;
  const first = fifo.ring[fifo.head];
  fifo.head = (fifo.head + 1) & (fifo.ring.length - 1);
  fifo.size--;
  return first;
}

/**
 * Puts back at the front: the next to be taken.
 *
 * @throws EngineError `bad-argument` for what is not a whole number from 0 to 2^31 - 1.
 */
export function unshift(fifo: Fifo, x: number): void {
  if (!isMember(x)) throw notMember(x);
  if (fifo.size === fifo.ring.length) grow(fifo);
  fifo.head = (fifo.head - 1) & (fifo.ring.length - 1);
  fifo.ring[fifo.head] = x;
  fifo.size++;
}

/**
 * The number at this place, 0 being the first; -1 beyond the end.
 *
 * @throws EngineError `bad-argument` for a place that is not a whole number from 0 to 2^31 - 1.
 */
export function elementAt(fifo: Fifo, place: number): number {
  if (!isMember(place)) throw badArgument('place', place, 'a whole number, 0 to 2^31 - 1');
  if (place >= fifo.size) return -1;
  return fifo.ring[(fifo.head + place) & (fifo.ring.length - 1)];
}

/**
 * Takes the first occurrence of x out, wherever it stands; false when it is not there.
 *
 * @throws EngineError `bad-argument` for what is not a whole number from 0 to 2^31 - 1.
 */
export function remove(fifo: Fifo, x: number): boolean {
  if (!isMember(x)) throw notMember(x);
  const mask = fifo.ring.length - 1;
  let place = 0;
  while (place < fifo.size && fifo.ring[(fifo.head + place) & mask] !== x) place++;
  if (place === fifo.size) return false;
  for (let i = place; i < fifo.size - 1; i++) {
    fifo.ring[(fifo.head + i) & mask] = fifo.ring[(fifo.head + i + 1) & mask];
  }
  fifo.size--;
  return true;
}

function grow(fifo: Fifo): void {
  const ring = new Int32Array(fifo.ring.length * 2);
  for (let i = 0; i < fifo.size; i++) ring[i] = elementAt(fifo, i);
  fifo.ring = ring;
  fifo.head = 0;
}

/** An int32 from 0: what the ring keeps as it is, and what -1 cannot be mistaken for. */
function isMember(x: number): boolean {
  return (x | 0) === x && x >= 0;
}

function notMember(x: number): Error {
  return badArgument('x', x, 'a whole number, 0 to 2^31 - 1');
}
