/** What is known of players at play, by row of the sessions' table. */
export interface PlayerTable {
  /** How many stretches of play this row has seen: tells a late answer that its player is gone. */
  stretch: Int32Array;
  /** Place among the setup's devices; -1 without a neural unit. */
  device: Int32Array;
  /** Heat of the device at `heatAt`, and whether it is in its slow state. */
  heat: Float64Array;
  heatAt: Float64Array;
  isHot: Uint8Array;
  /** When the device will have done what it was given. */
  freeAt: Float64Array;
  /** Choice of the frame before; -1 at the first. */
  choice: Int32Array;
  /** Standard normal score of the access line's delay at the last frame. */
  score: Float64Array;
  /** Whether the line was in a bad spell at the last frame, and when that was; -1: no frame yet. */
  isBad: Uint8Array;
  framedAt: Float64Array;
}

/** A table with room for so many rows. */
export function createPlayers(rows: number): PlayerTable {
  return {
    stretch: new Int32Array(rows),
    device: new Int32Array(rows).fill(-1),
    heat: new Float64Array(rows),
    heatAt: new Float64Array(rows),
    isHot: new Uint8Array(rows),
    freeAt: new Float64Array(rows),
    choice: new Int32Array(rows).fill(-1),
    score: new Float64Array(rows),
    isBad: new Uint8Array(rows),
    framedAt: new Float64Array(rows).fill(-1),
  };
}

/** Makes room for as many rows as the sessions' table has. */
export function growPlayers(players: PlayerTable, rows: number): void {
  const larger = createPlayers(rows);
  larger.stretch.set(players.stretch);
  larger.device.set(players.device);
  larger.heat.set(players.heat);
  larger.heatAt.set(players.heatAt);
  larger.isHot.set(players.isHot);
  larger.freeAt.set(players.freeAt);
  larger.choice.set(players.choice);
  larger.score.set(players.score);
  larger.isBad.set(players.isBad);
  larger.framedAt.set(players.framedAt);
  Object.assign(players, larger);
}
