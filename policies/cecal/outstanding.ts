/**
 * Frames whose outcome is not known yet, in a ring of fixed size: what was known when each was
 * placed. A player's newer frame may push an older one out, which then is not learnt from.
 */
export interface Outstanding {
  /** Player of each slot; -1 when free. */
  readonly players: Float64Array;
  readonly choices: Int32Array;
  /** `width` numbers a slot. */
  readonly notes: Float64Array;
  readonly next: Int32Array;
}

const SLOTS = 2048;
const PER_PLAYER = 4;

/** Room for 2 048 frames with so many numbers each. */
export function openOutstanding(width: number): Outstanding {
  return {
    players: new Float64Array(SLOTS).fill(-1),
    choices: new Int32Array(SLOTS),
    notes: new Float64Array(SLOTS * width),
    next: new Int32Array(SLOTS / PER_PLAYER),
  };
}

/** Takes a slot for a frame and answers its number; its notes are the caller's to write. */
export function keepFrame(kept: Outstanding, player: number, choice: number): number {
  const group = player % (SLOTS / PER_PLAYER);
  const slot = group * PER_PLAYER + (kept.next[group]++ & (PER_PLAYER - 1));
  kept.players[slot] = player;
  kept.choices[slot] = choice;
  return slot;
}

/** The oldest kept frame of that player and choice, given free; -1 where none is kept. */
export function recallFrame(kept: Outstanding, player: number, choice: number): number {
  const group = player % (SLOTS / PER_PLAYER);
  for (let i = 0; i < PER_PLAYER; i++) {
    const slot = group * PER_PLAYER + ((kept.next[group] + i) & (PER_PLAYER - 1));
    if (kept.players[slot] !== player || kept.choices[slot] !== choice) continue;
    kept.players[slot] = -1;
    return slot;
  }
  return -1;
}
