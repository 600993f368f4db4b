import { below } from '../../../engine/random.ts';

/**
 * Hex on 5 × 5 cells: black joins top and bottom, white left and right; black begins. One of them
 * always wins. Stones are bits of a whole number; cell row · 5 + column.
 */
export interface HexPosition {
  readonly black: number;
  readonly white: number;
}

const SIZE = 5;
/** Number of cells. */
export const CELLS = SIZE * SIZE;
const ALL = (1 << CELLS) - 1;
const TOP = 0b11111;
const BOTTOM = TOP << (CELLS - SIZE);
const LEFT = 0b00001_00001_00001_00001_00001;
const RIGHT = LEFT << (SIZE - 1);

/** Whether black is to move: stones go down in turn. */
export function isBlackToMove({ black, white }: HexPosition): boolean {
  return countBits(black) === countBits(white);
}

/** The position after a stone on a free cell. */
export function place(position: HexPosition, cell: number): HexPosition {
  const { black, white } = position;
  const stone = 1 << cell;
  return isBlackToMove(position)
    ? { black: black | stone, white }
    : { black, white: white | stone };
}

/** Free cells, in order. */
export function freeCells({ black, white }: HexPosition): readonly number[] {
  const taken = black | white;
  return Array.from({ length: CELLS }, (_, cell) => cell).filter((cell) => !((taken >> cell) & 1));
}

/** Whether black's stones join top and bottom. */
export function isBlackWon(black: number): boolean {
  return reaches(black, TOP, BOTTOM);
}

/** Whether white's stones join left and right. */
export function isWhiteWon(white: number): boolean {
  return reaches(white, LEFT, RIGHT);
}

/** Plays the rest at random, which in Hex is to fill the board; whether black wins. */
export function rollOut(position: HexPosition, chance: Int32Array): boolean {
  const { black, white } = position;
  let free = ALL & ~(black | white);
  let left = countBits(free);
  let stones = isBlackToMove(position) ? (left + 1) >> 1 : left >> 1;
  let filled = black;
  // One pass: each cell is black's with the chance that is left for it.
  while (stones > 0) {
    const cell = free & -free;
    free ^= cell;
    if (below(chance, 0, left) < stones) {
      filled |= cell;
      stones--;
    }
    left--;
  }
  return isBlackWon(filled);
}

function reaches(stones: number, start: number, end: number): boolean {
  let flood = stones & start;
  for (;;) {
    if ((flood & end) !== 0) return true;
    const inner = flood & ~LEFT;
    const outer = flood & ~RIGHT;
    const across = (outer << 1) | (inner >>> 1) | (inner << (SIZE - 1)) | (outer >>> (SIZE - 1));
    const grown = (flood | (flood << SIZE) | (flood >>> SIZE) | across) & stones;
    if (grown === flood) return false;
    flood = grown;
  }
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
