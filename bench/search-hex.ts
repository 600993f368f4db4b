import { below, openStream } from '../engine/random.ts';
import {
  freeCells,
  type HexPosition,
  isBlackToMove,
  isBlackWon,
  isWhiteWon,
  place,
} from '../policies/q-burst/rollouts/hex.ts';

/** Winning moves of a position, by search to the end of every line: the truth, not a policy. */
export function winningMoves(position: HexPosition): readonly number[] {
  const known = new Map<number, boolean>();
  return freeCells(position).filter((cell) => !canWin(place(position, cell), known));
}

/** Whether the side to move can force a win. */
function canWin(position: HexPosition, known: Map<number, boolean>): boolean {
  if (isBlackWon(position.black)) return isBlackToMove(position);
  if (isWhiteWon(position.white)) return !isBlackToMove(position);
  const key = position.black * 2 ** 25 + position.white;
  const before = known.get(key);
  if (before !== undefined) return before;
  const isWin = freeCells(position).some((cell) => !canWin(place(position, cell), known));
  known.set(key, isWin);
  return isWin;
}

/**
 * Position number `serial` of a set: stones put down at random, drawn again while the game is over
 * or the choice does not matter (all moves win, or none).
 */
export function hexPuzzle(seed: number, serial: number, stones: number): HexPosition {
  const chance = openStream(seed, `hex/${serial}`);
  for (;;) {
    let position: HexPosition = { black: 0, white: 0 };
    for (let k = 0; k < stones; k++) {
      const free = freeCells(position);
      position = place(position, free[below(chance, 0, free.length)]);
    }
    if (isBlackWon(position.black) || isWhiteWon(position.white)) continue;
    const winning = winningMoves(position).length;
    if (winning > 0 && winning < freeCells(position).length) return position;
  }
}
