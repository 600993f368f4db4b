import { exp } from '../../../engine/math.ts';
import { normalCdf } from '../../../engine/special.ts';
import type { HexPosition } from './hex.ts';
import { bestChild, openTree, playThrough, type Tree } from './tree.ts';

/** Where roll-outs come from: what one costs and how often it names the wrong winner. */
export interface RollOutSource {
  /** In wins: the price of a roll-out over what winning the decision is worth. */
  readonly price: number;
  /** Chance of a wrong result, below one half. */
  readonly flip: number;
}

/** How roll-outs are given out. */
export interface Allocation {
  /** UCB1 at the root as below it; or what is expected to be learned for the money. */
  readonly rule: 'ucb' | 'information';
  readonly sources: readonly RollOutSource[];
  /** Roll-outs given at a time. */
  readonly batch: number;
  readonly mostRollOuts: number;
}

/** What was decided, and what it cost. */
export interface Decided {
  readonly cell: number;
  /** Roll-outs by source. */
  readonly rollOuts: readonly number[];
  readonly spent: number;
}

const PHI = 0.3989422804014327;

/**
 * Chooses a move. By `ucb`: all roll-outs of the first source, then the move most tried. By
 * `information`: batches go where the expected gain of knowing more, over its price, is largest
 * (knowledge gradient, Frazier, Powell and Dayanik 2008), and end when no batch is worth its price.
 */
export function decideMove(
  position: HexPosition,
  allocation: Allocation,
  chance: Int32Array,
): Decided {
  const tree = openTree(position, allocation.mostRollOuts);
  return allocation.rule === 'ucb'
    ? decideByBounds(tree, allocation, chance)
    : decideByInformation(tree, allocation, chance);
}

function decideByBounds(tree: Tree, allocation: Allocation, chance: Int32Array): Decided {
  const [source] = allocation.sources;
  for (let k = 0; k < allocation.mostRollOuts; k++) {
    playThrough(tree, bestChild(tree, 0) - 1, source.flip, chance);
  }
  let chosen = 0;
  tree.moves.forEach((_, move) => {
    if (tree.visits[1 + move] > tree.visits[1 + chosen]) chosen = move;
  });
  const rollOuts = [allocation.mostRollOuts];
  return { cell: tree.moves[chosen], rollOuts, spent: rollOuts[0] * source.price };
}

/** What is known of each move: wins and weight, a wrong-way result counted for what it tells. */
interface Known {
  readonly wins: Float64Array;
  readonly weight: Float64Array;
}

function decideByInformation(tree: Tree, allocation: Allocation, chance: Int32Array): Decided {
  const { sources, batch, mostRollOuts } = allocation;
  const moves = tree.moves.length;
  // One win and one loss before the first roll-out: every move begins at one half.
  const known = { wins: new Float64Array(moves).fill(1), weight: new Float64Array(moves).fill(2) };
  const rollOuts = sources.map(() => 0);
  for (let used = 0; used + batch <= mostRollOuts; used += batch) {
    const next = mostWorth(known, allocation);
    if (next.move < 0) break;
    const source = sources[next.source];
    const share = 1 - 2 * source.flip;
    for (let k = 0; k < batch; k++) {
      const isWin = playThrough(tree, next.move, source.flip, chance);
      known.wins[next.move] += share * share * (((isWin ? 1 : 0) - source.flip) / share);
      known.weight[next.move] += share * share;
    }
    rollOuts[next.source] += batch;
  }
  const spent = rollOuts.reduce((sum, count, k) => sum + count * sources[k].price, 0);
  return { cell: tree.moves[leadersOf(known)[0]], rollOuts, spent };
}

function meanOf({ wins, weight }: Known, move: number): number {
  return wins[move] / weight[move];
}

/** The best move and the next best; the same twice where there is one only. */
function leadersOf(known: Known): readonly [number, number] {
  let first = 0;
  let second = -1;
  for (let move = 1; move < known.wins.length; move++) {
    if (meanOf(known, move) > meanOf(known, first)) [first, second] = [move, first];
    else if (second < 0 || meanOf(known, move) > meanOf(known, second)) second = move;
  }
  return [first, Math.max(second, 0)];
}

interface Choice {
  readonly move: number;
  readonly source: number;
}

function mostWorth(known: Known, { sources, batch }: Allocation): Choice {
  const [first, second] = leadersOf(known);
  let choice: Choice = { move: -1, source: -1 };
  let most = 1;
  for (let move = 0; move < known.wins.length; move++) {
    const rival = move === first ? second : first;
    const gap = Math.abs(meanOf(known, move) - meanOf(known, rival));
    sources.forEach(({ price, flip }, source) => {
      const weight = batch * (1 - 2 * flip) * (1 - 2 * flip);
      const worth = gainOf(known, move, { gap, weight }) / (batch * price);
      if (worth > most) [most, choice] = [worth, { move, source }];
    });
  }
  return choice;
}

/** Expected gain of a batch: s·(φ(z) - z·(1 - Φ(z))), s² the variance that it would remove. */
function gainOf(known: Known, move: number, batch: { gap: number; weight: number }): number {
  const mean = Math.min(1, Math.max(0, meanOf(known, move)));
  const weight = known.weight[move];
  // A mean that happens to be 0 or 1 is not certain: one half result either way stays possible.
  const variance = Math.max(mean * (1 - mean), 0.5 / (weight + 1));
  const removed = variance / weight - variance / (weight + batch.weight);
  const spread = Math.sqrt(removed);
  if (spread === 0) return 0;
  const z = batch.gap / spread;
  return spread * (PHI * exp((-z * z) / 2) - z * (1 - normalCdf(z)));
}
