/**
 * A gate answers one request at once, in microseconds. It may not await, read a clock, draw ambient
 * randomness or allocate per call; its memory is plain data of fixed size. The view belongs to the
 * caller and is filled anew for each call: a gate keeps no reference to it.
 */
export interface Gate<View, Outcome, Memory> {
  /** For example `cecal/per-frame`. */
  readonly id: string;
  begin(): Memory;
  /** The place of the choice in the list that the gate was made with. */
  choose(view: View, memory: Memory): number;
  /** What became of an earlier choice, told once it is known where the choice was made. */
  hear?(outcome: Outcome, memory: Memory): void;
}
