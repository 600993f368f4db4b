import { expect, test } from 'vitest';
import { hexPuzzle, winningMoves } from '../../../../bench/search-hex.ts';
import { openStream } from '../../../../engine/random.ts';
import { decideMove } from '../../../../policies/q-burst/rollouts/allocate.ts';
import {
  freeCells,
  isBlackWon,
  isWhiteWon,
  rollOut,
} from '../../../../policies/q-burst/rollouts/hex.ts';

const ALL = 2 ** 25 - 1;
const column = 0b00001_00001_00001_00001_00001;

test('a full board has one winner, whoever has which cells', () => {
  const chance = openStream(1, 'boards');
  for (let k = 0; k < 500; k++) {
    const black = (chance[0] ^ (k * 2_654_435_761)) & ALL;
    rollOut({ black: 0, white: 0 }, chance);
    expect(isBlackWon(black)).toBe(!isWhiteWon(ALL & ~black));
  }
});

test('a column joins top and bottom, a row left and right, the other diagonal and edges do not', () => {
  expect(isBlackWon(column << 2)).toBe(true);
  expect(isWhiteWon(column << 2)).toBe(false);
  expect(isWhiteWon(0b11111 << 10)).toBe(true);
  expect(isWhiteWon(0b00001_11110_00000_00000_00000)).toBe(true);
  expect(isWhiteWon(0b00000_10000_01111_00000_00000)).toBe(false);
  expect(isBlackWon(0b10000_00001_10000_00001_10000)).toBe(false);
});

test('given roll-outs enough, both rules mostly choose moves that truly win', () => {
  const puzzles = Array.from({ length: 12 }, (_, serial) => hexPuzzle(3, serial, 16));
  const sources = [{ price: 1e-6, flip: 0 }];
  for (const rule of ['ucb', 'information'] as const) {
    const right = puzzles.filter((position, k) => {
      const asked = { rule, sources, batch: 8, mostRollOuts: 2048 };
      const { cell } = decideMove(position, asked, openStream(k, 'play'));
      return winningMoves(position).includes(cell);
    });
    expect(right.length).toBeGreaterThanOrEqual(10);
  }
});

test('what is not worth its price is not bought', () => {
  const position = hexPuzzle(3, 1, 16);
  const asked = { rule: 'information' as const, batch: 8, mostRollOuts: 512 };
  const dear = { ...asked, sources: [{ price: 1, flip: 0 }] };
  const decided = decideMove(position, dear, openStream(1, 'play'));
  expect(decided.rollOuts).toEqual([0]);
  expect(freeCells(position)).toContain(decided.cell);
});

test('a source that is often wrong is bought only if it is cheap enough', () => {
  const position = hexPuzzle(3, 2, 16);
  // At 20 % wrong a result tells 0.36 of a right one.
  const buy = (price: number) => {
    const sources = [
      { price: 1e-3, flip: 0 },
      { price, flip: 0.2 },
    ];
    const asked = { rule: 'information' as const, sources, batch: 8, mostRollOuts: 256 };
    return decideMove(position, asked, openStream(1, 'play')).rollOuts;
  };
  expect(buy(0.9e-3)[1]).toBe(0);
  expect(buy(0.05e-3)[1]).toBeGreaterThan(0);
});
