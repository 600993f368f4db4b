/**
 * What the gateway knows of each row of the sessions' table, which it grows with. An attempt has a
 * row of its own there, so that a region may work on one that nobody waits for any longer.
 */
export interface Attempts {
  /** Of an attempt: its player's row; -1 while nobody waits for it. */
  owner: Int32Array;
  /** Of an attempt: where it is, see PHASE. */
  phase: Uint8Array;
  /** How many attempts have used this row: tells a late event that its attempt is over. */
  serial: Int32Array;
  sentAt: Float64Array;
  /** Of a player: the row of the attempt in the air; -1 while none is. */
  current: Int32Array;
  /** Of a player: attempts made for the request under way. */
  tries: Int32Array;
  /** Of a player: handle of the time-out or of the next retry; -1 for none. */
  timer: Float64Array;
  /** Of a player: region of the last attempt, and until when it is kept. */
  region: Int32Array;
  heldUntil: Float64Array;
  /** Of a player: when its session arrived; another session in the row begins anew. */
  session: Float64Array;
}

/** Where an attempt is. */
export const PHASE = { none: 0, travelling: 1, queued: 2, inside: 3 } as const;

/** A table with room for so many rows. */
export function createAttempts(rows: number): Attempts {
  return {
    owner: new Int32Array(rows).fill(-1),
    phase: new Uint8Array(rows),
    serial: new Int32Array(rows),
    sentAt: new Float64Array(rows),
    current: new Int32Array(rows).fill(-1),
    tries: new Int32Array(rows),
    timer: new Float64Array(rows).fill(-1),
    region: new Int32Array(rows).fill(-1),
    heldUntil: new Float64Array(rows),
    session: new Float64Array(rows).fill(-1),
  };
}

/** Makes room for as many rows as the sessions' table has. */
export function growAttempts(attempts: Attempts, rows: number): void {
  if (attempts.owner.length >= rows) return;
  const larger = createAttempts(rows);
  larger.owner.set(attempts.owner);
  larger.phase.set(attempts.phase);
  larger.serial.set(attempts.serial);
  larger.sentAt.set(attempts.sentAt);
  larger.current.set(attempts.current);
  larger.tries.set(attempts.tries);
  larger.timer.set(attempts.timer);
  larger.region.set(attempts.region);
  larger.heldUntil.set(attempts.heldUntil);
  larger.session.set(attempts.session);
  Object.assign(attempts, larger);
}
