/**
 * Frames under way. A frame has a row of the sessions' table of its own, for its player goes on
 * while it is in the air; these columns stand beside that row.
 */
export interface FrameTable {
  /** Row of the player who asked, and which stretch of play in that row it was. */
  owner: Int32Array;
  stretch: Int32Array;
  /** Place * variants + variant, as the gate chose. */
  choice: Int32Array;
  /** What is still to come, bits of FRAME; 0: the row is free. */
  state: Uint8Array;
  /** Handle of the client's timer; -1 for none. */
  timer: Float64Array;
  /** Round trip alone, microseconds. */
  roundTrip: Float64Array;
  /** Variant that the local model runs. */
  local: Int32Array;
}

/** What may still be to come of a frame. */
export const FRAME = {
  /** Its client still wants an answer: the frame is not settled. */
  open: 1,
  /** Remote work, or its answer, is under way. */
  away: 2,
  /** The client still looks out for the remote answer. */
  watched: 4,
  /** The local model works on it. */
  local: 8,
  /** What travels home is a refusal. */
  refused: 16,
  /** What travels home is lost on the way. */
  lost: 32,
} as const;

/** A table with room for so many rows. */
export function createFrames(rows: number): FrameTable {
  return {
    owner: new Int32Array(rows),
    stretch: new Int32Array(rows),
    choice: new Int32Array(rows),
    state: new Uint8Array(rows),
    timer: new Float64Array(rows).fill(-1),
    roundTrip: new Float64Array(rows),
    local: new Int32Array(rows),
  };
}

/** Makes room for as many rows as the sessions' table has. */
export function growFrames(frames: FrameTable, rows: number): void {
  const larger = createFrames(rows);
  larger.owner.set(frames.owner);
  larger.stretch.set(frames.stretch);
  larger.choice.set(frames.choice);
  larger.state.set(frames.state);
  larger.timer.set(frames.timer);
  larger.roundTrip.set(frames.roundTrip);
  larger.local.set(frames.local);
  Object.assign(frames, larger);
}
