import { badArgument, checkWhole, EngineError } from './errors.ts';
import { createFifo, type Fifo, push, remove, shift } from './fifo.ts';

/**
 * A station of Kendall type G/G/c/(c+q): c servers and room for q who wait; plain data. Customers
 * are whole numbers from 0 (int32). The station only counts: service times are the model's.
 */
export interface Station {
  servers: number;
  /** Customers in service; may exceed `servers` for a while after a cut. */
  busy: number;
  /** Most who may wait; Infinity for no limit. */
  readonly queueLimit: number;
  /** Who waits, one line per priority; priority 0 goes first. */
  readonly lines: readonly Fifo[];
  waiting: number;
}

/** Each is a line of its own, looked at on the way to the next customer. */
const MOST_PRIORITIES = 1_000;

/** Fate of one who asks for a server. */
export type SeizeOutcome = 'served' | 'queued' | 'rejected';

/** How a station begins: one priority and no queue limit unless told. */
export interface StationSize {
  readonly servers: number;
  readonly queueLimit?: number;
  readonly priorities?: number;
}

/**
 * An empty station.
 *
 * @throws EngineError `bad-argument` for servers that are not a whole number from 0, priorities not
 * one from 1, or a queue limit that is neither a whole number from 0 nor Infinity.
 */
export function createStation(size: StationSize): Station {
  const { servers, queueLimit = Infinity, priorities = 1 } = size;
  checkWhole('servers', servers, 0, Number.MAX_SAFE_INTEGER);
  checkWhole('priorities', priorities, 1, MOST_PRIORITIES);
  if (queueLimit !== Infinity && !(Number.isSafeInteger(queueLimit) && queueLimit >= 0)) {
    throw badArgument('queueLimit', queueLimit, 'a whole number, at least 0, or Infinity');
  }
  const lines = Array.from({ length: priorities }, createFifo);
  return { servers, busy: 0, queueLimit, lines, waiting: 0 };
}

/**
 * Asks for a server. Priority 0 goes first, then 1 and so on, first come first served within each.
 * Nobody overtakes: while others wait, a newcomer queues even behind a free server.
 *
 * @throws EngineError `bad-argument` for a customer that is not a whole number from 0 to 2^31 - 1,
 * or a priority the station does not have.
 */
export function seize(station: Station, customer: number, priority = 0): SeizeOutcome {
  const line = station.lines[priority];
  if (line === undefined) throw badArgument('priority', priority, prioritiesOf(station));
  checkCustomer(customer);
  if (station.busy < station.servers && station.waiting === 0) {
    station.busy++;
    return 'served';
  }
  if (station.waiting >= station.queueLimit) return 'rejected';
  push(line, customer);
  station.waiting++;
  return 'queued';
}

/**
 * Gives a server back. Answers who starts service in its place, or -1.
 *
 * @throws EngineError `not-held` when no server is busy.
 */
export function release(station: Station): number {
  if (station.busy === 0) throw nobodyServed(station);
  station.busy--;
  return startNext(station);
}

/** Lets the first in line start service if a server is free. Answers who, or -1. */
export function startNext(station: Station): number {
  if (station.waiting === 0 || station.busy >= station.servers) return -1;
  let priority = 0;
  while (station.lines[priority].size === 0) priority++;
  station.waiting--;
  station.busy++;
  return shift(station.lines[priority]);
}

/**
 * Changes the number of servers. Nobody in service is interrupted. After a rise, call startNext
 * until it answers -1.
 *
 * @throws EngineError `bad-argument` for servers that are not a whole number from 0.
 */
export function setServers(station: Station, servers: number): void {
  checkWhole('servers', servers, 0, Number.MAX_SAFE_INTEGER);
  station.servers = servers;
}

/**
 * Takes a waiting customer out of line (abandonment); false when it does not wait.
 *
 * @throws EngineError `bad-argument` for a customer that is not a whole number from 0 to 2^31 - 1.
 */
export function leaveLine(station: Station, customer: number): boolean {
  checkCustomer(customer);
  const found = station.lines.some((line) => remove(line, customer));
  if (found) station.waiting--;
  return found;
}

function checkCustomer(customer: number): void {
  if ((customer | 0) === customer && customer >= 0) return;
  throw badArgument('customer', customer, 'a whole number, 0 to 2^31 - 1');
}

function prioritiesOf(station: Station): string {
  const last = station.lines.length - 1;
  return last === 0 ? '0, the only one' : `a whole number, 0 to ${last}`;
}

function nobodyServed({ servers, waiting }: Station): EngineError {
  const what = 'release found busy 0; wanted a server that someone had seized';
  return new EngineError('not-held', `${what} (servers ${servers}, waiting ${waiting})`);
}
