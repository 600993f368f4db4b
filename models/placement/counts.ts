/** What became of frames since the ledger opened; arrays are by place: device, edge, cloud. */
export interface PlacementCounts {
  /** Frames that a gate placed there; settled and unsettled alike. */
  readonly chosen: Float64Array;
  /** Settled by an answer from there; by the local model in its stead; without any answer. */
  readonly answered: Float64Array;
  readonly fallen: Float64Array;
  readonly failed: Float64Array;
  /** Frames that were open when the ledger opened. */
  readonly openBefore: Float64Array;
  /** Remote work sent out, and how it ended: an answer used, an answer that nobody waited for, */
  readonly sent: Float64Array;
  readonly used: Float64Array;
  readonly wasted: Float64Array;
  /** lost on the way, refused by a full line, dropped as too old; and what was under way before. */
  readonly lost: Float64Array;
  readonly refused: Float64Array;
  readonly dropped: Float64Array;
  readonly awayBefore: Float64Array;
  /** Answers in time, and the sum of their fidelities. */
  onTime: number;
  fidelitySum: number;
  /** Frames placed where they cannot run: counted as failed, at once. */
  unplaced: number;
  /** Local work begun, microseconds by kind of device: cool and hot. */
  readonly coolTime: Float64Array;
  readonly hotTime: Float64Array;
}

/** An account with nothing in it but what was under way. */
export function createCounts(
  devices: number,
  open: Float64Array,
  away: Float64Array,
): PlacementCounts {
  const byPlace = () => new Float64Array(open.length);
  return {
    chosen: byPlace(),
    answered: byPlace(),
    fallen: byPlace(),
    failed: byPlace(),
    openBefore: open.slice(),
    sent: byPlace(),
    used: byPlace(),
    wasted: byPlace(),
    lost: byPlace(),
    refused: byPlace(),
    dropped: byPlace(),
    awayBefore: away.slice(),
    onTime: 0,
    fidelitySum: 0,
    unplaced: 0,
    coolTime: new Float64Array(devices),
    hotTime: new Float64Array(devices),
  };
}
