import type { Setup } from '../setup.ts';

/** What `pending` says of an instance whose event is happening: who joins need not schedule. */
export const IN_HAND = -2;

/**
 * What each instance has in service, by its row in the fleet; lists have `slots` places each.
 * Progress is the instance's virtual time: the writing work done so far for each request that
 * writes. It stands still during a read and never goes back.
 */
export interface Batches {
  readonly slots: number;
  readonly progress: Float64Array;
  /** Instant up to which `progress` has been brought. */
  readonly since: Float64Array;
  /** Work that those who write were given and have not been done yet: what the checker counts. */
  readonly owed: Float64Array;
  /** Handle of the instance's one event; -1 for none, `IN_HAND` while it happens. */
  readonly pending: Float64Array;
  /** End of the read under way. */
  readonly readEnds: Float64Array;
  /** Requests in the read under way, and those that wait for the next. */
  readonly reading: Int32Array;
  readonly unread: Int32Array;
  readonly writing: Int32Array;
  /** Requests read or written there when the power was last noted. */
  readonly atWork: Int32Array;
  /** Rows of sessions: those in the read, then those that wait for one, as they came. */
  readonly reads: Int32Array;
  /** Rows of those who write, the one that ends first last. */
  readonly writes: Int32Array;
  /** Progress at which a session's request is written; grows with the sessions. */
  mark: Float64Array;
  /** When a session's request came to its instance, or to the edge. */
  joinedAt: Float64Array;
  /** When a session's request began to be read. */
  readAt: Float64Array;
}

/** Nothing in service on so many instances; undefined where the setup does not batch. */
export function createBatches(
  { batching, regions }: Setup,
  instances: number,
): Batches | undefined {
  if (batching === undefined) return undefined;
  const slots = Math.max(...regions.map(({ instance }) => instance.slots));
  return {
    slots,
    progress: new Float64Array(instances),
    since: new Float64Array(instances),
    owed: new Float64Array(instances),
    pending: new Float64Array(instances).fill(-1),
    readEnds: new Float64Array(instances),
    reading: new Int32Array(instances),
    unread: new Int32Array(instances),
    writing: new Int32Array(instances),
    atWork: new Int32Array(instances),
    reads: new Int32Array(instances * slots),
    writes: new Int32Array(instances * slots),
    mark: new Float64Array(0),
    joinedAt: new Float64Array(0),
    readAt: new Float64Array(0),
  };
}

/** Makes room for as many sessions as their table has. */
export function growBatches(batches: Batches, sessions: number): void {
  if (batches.joinedAt.length >= sessions) return;
  const mark = new Float64Array(sessions);
  const joinedAt = new Float64Array(sessions);
  const readAt = new Float64Array(sessions);
  mark.set(batches.mark);
  joinedAt.set(batches.joinedAt);
  readAt.set(batches.readAt);
  Object.assign(batches, { mark, joinedAt, readAt });
}
