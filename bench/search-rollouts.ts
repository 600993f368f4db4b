import { exp, log } from '../engine/math.ts';
import { below, openStream } from '../engine/random.ts';
import { type Allocation, decideMove } from '../policies/q-burst/rollouts/allocate.ts';
import type { HexPosition } from '../policies/q-burst/rollouts/hex.ts';
import { hexPuzzle, winningMoves } from './search-hex.ts';

const PUZZLES = 150;
const STONES = 14;
const REPEATS = 4;
const DRAWS = 500;

/** Right decisions and roll-outs of one way to give roll-outs out, puzzle by puzzle. */
export interface Played {
  readonly right: readonly number[];
  readonly rollOuts: readonly number[];
}

/** Positions with the moves that truly win. */
export function openPuzzles(): readonly { position: HexPosition; winning: readonly number[] }[] {
  return Array.from({ length: PUZZLES }, (_, serial) => {
    const position = hexPuzzle(1, serial, STONES);
    return { position, winning: winningMoves(position) };
  });
}

/** Plays every puzzle a few times. */
export function playPuzzles(
  puzzles: ReturnType<typeof openPuzzles>,
  allocation: Allocation,
): Played {
  const right = puzzles.map(() => 0);
  const rollOuts = puzzles.map(() => 0);
  puzzles.forEach(({ position, winning }, k) => {
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const decided = decideMove(position, allocation, openStream(repeat, `play/${k}`));
      if (winning.includes(decided.cell)) right[k] += 1 / REPEATS;
      rollOuts[k] += decided.rollOuts.reduce((a, b) => a + b, 0) / REPEATS;
    }
  });
  return { right, rollOuts };
}

/** Mean over the puzzles of a draw; over all puzzles without one. */
export function meanOver(values: readonly number[], places?: readonly number[]): number {
  const used = places ?? values.map((_, k) => k);
  return used.reduce((sum, place) => sum + values[place], 0) / used.length;
}

/**
 * Roll-outs of `one` over those that the ladder of budgets needs for the same share of right moves,
 * with its bootstrap interval over puzzles. Above the ladder's best the last budget counts.
 */
export function compareAtEqualQuality(
  one: Played,
  ladder: readonly Played[],
): { readonly ratio: number; readonly low: number; readonly high: number } {
  const chance = openStream(5, 'rollouts/bootstrap');
  const draws = Array.from({ length: DRAWS }, () => {
    const places = one.right.map(() => below(chance, 0, one.right.length));
    return ratioOf(one, ladder, places);
  }).sort((a, b) => a - b);
  const edge = Math.floor(DRAWS * 0.025);
  return { ratio: ratioOf(one, ladder), low: draws[edge], high: draws[DRAWS - 1 - edge] };
}

function ratioOf(one: Played, ladder: readonly Played[], places?: readonly number[]): number {
  const wanted = meanOver(one.right, places);
  const steps = ladder.map((step) => ({
    quality: meanOver(step.right, places),
    budget: log(meanOver(step.rollOuts, places)),
  }));
  const above = steps.findIndex(({ quality }) => quality >= wanted);
  let budget = steps[steps.length - 1].budget;
  if (above === 0) budget = steps[0].budget;
  if (above > 0) {
    const [a, b] = [steps[above - 1], steps[above]];
    budget = a.budget + ((wanted - a.quality) / (b.quality - a.quality)) * (b.budget - a.budget);
  }
  return meanOver(one.rollOuts, places) / exp(budget);
}
