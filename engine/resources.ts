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

/** Fate of one who asks for a server. */
export type SeizeOutcome = 'served' | 'queued' | 'rejected';

/** One priority unless told, and no queue limit. */
interface StationSize {
  readonly servers: number;
  readonly queueLimit?: number;
  readonly priorities?: number;
}

/** An empty station. */
export function createStation(size: StationSize): Station {
  const { servers, queueLimit = Infinity, priorities = 1 } = size;
  checkCount('servers', servers, 0);
  checkCount('priorities', priorities, 1);
  if (!(queueLimit >= 0)) throw new Error(`queue limit ${queueLimit}; wanted 0 or more`);
  const lines = Array.from({ length: priorities }, createFifo);
  return { servers, busy: 0, queueLimit, lines, waiting: 0 };
}

/**
 * Asks for a server. Priority 0 goes first, then 1 and so on, first come first served within each.
 * Nobody overtakes: while others wait, a newcomer queues even behind a free server.
 */
export function seize(station: Station, customer: number, priority = 0): SeizeOutcome {
  const line = station.lines[priority];
  if (line === undefined) {
    throw new Error(`priority ${priority}; wanted 0 to ${station.lines.length - 1}`);
  }
  if (station.busy < station.servers && station.waiting === 0) {
    station.busy++;
    return 'served';
  }
  if (station.waiting >= station.queueLimit) return 'rejected';
  push(line, customer);
  station.waiting++;
  return 'queued';
}

/** Gives a server back. Answers who starts service in its place, or -1. */
export function release(station: Station): number {
  if (station.busy === 0) throw new Error('a server was released that nobody had seized');
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
 */
export function setServers(station: Station, servers: number): void {
  checkCount('servers', servers, 0);
  station.servers = servers;
}

/** Takes a waiting customer out of line (abandonment); false when it does not wait. */
export function leaveLine(station: Station, customer: number): boolean {
  const found = station.lines.some((line) => remove(line, customer));
  if (found) station.waiting--;
  return found;
}

function checkCount(what: string, count: number, least: number): void {
  if (!Number.isInteger(count) || count < least) {
    throw new Error(`${what} ${count}; wanted a whole number, at least ${least}`);
  }
}
