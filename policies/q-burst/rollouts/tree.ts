import { log } from '../../../engine/math.ts';
import { uniform } from '../../../engine/random.ts';
import {
  CELLS,
  freeCells,
  type HexPosition,
  isBlackToMove,
  isBlackWon,
  isWhiteWon,
  place,
  rollOut,
} from './hex.ts';

/** A search tree: node 0 is the root; the children of a node stand together. */
export interface Tree {
  readonly root: HexPosition;
  /** Moves at the root; the child of move m is node 1 + m. */
  readonly moves: readonly number[];
  readonly visits: Float64Array;
  /** Roll-outs won by whoever made the move into the node. */
  readonly wins: Float64Array;
  readonly cell: Int8Array;
  readonly firstChild: Int32Array;
  readonly children: Int32Array;
  nodes: number;
}

/** A tree for at most this many roll-outs; only its root is open. */
export function openTree(root: HexPosition, mostRollOuts: number): Tree {
  const moves = freeCells(root);
  const room = 1 + moves.length * (mostRollOuts + 1);
  const tree = {
    ...{ root, moves, nodes: 1 },
    visits: new Float64Array(room),
    wins: new Float64Array(room),
    cell: new Int8Array(room),
    firstChild: new Int32Array(room),
    children: new Int32Array(room),
  };
  open(tree, 0, moves);
  return tree;
}

/**
 * One roll-out through a move of the root: down by UCB1 (Auer, Cesa-Bianchi and Fischer 2002) to a
 * node not yet tried, random to the end, and back up. Whether the root's mover won; with the chance
 * `flip` the reported winner is the wrong one.
 */
export function playThrough(tree: Tree, move: number, flip: number, chance: Int32Array): boolean {
  const path = new Int32Array(CELLS + 1);
  const isBlackRoot = isBlackToMove(tree.root);
  let node = 1 + move;
  let position = place(tree.root, tree.cell[node]);
  let depth = 0;
  path[depth++] = node;
  while (tree.visits[node] > 0 && !isOver(position)) {
    if (tree.children[node] === 0) open(tree, node, freeCells(position));
    node = bestChild(tree, node);
    position = place(position, tree.cell[node]);
    path[depth++] = node;
  }
  const isTrue = flip === 0 || uniform(chance, 0) >= flip;
  const isBlackWin = rollOut(position, chance) === isTrue;
  let isMoversWin = isBlackWin === isBlackRoot;
  for (let k = 0; k < depth; k++) {
    tree.visits[path[k]]++;
    if (isMoversWin) tree.wins[path[k]]++;
    isMoversWin = !isMoversWin;
  }
  tree.visits[0]++;
  return isBlackWin === isBlackRoot;
}

/** The child that UCB1 tries next: mean + √(2 ln N / n); one not yet tried comes first. */
export function bestChild({ visits, wins, firstChild, children }: Tree, node: number): number {
  const first = firstChild[node];
  const total = 2 * log(Math.max(1, visits[node]));
  let chosen = first;
  let most = Number.NEGATIVE_INFINITY;
  for (let child = first; child < first + children[node]; child++) {
    if (visits[child] === 0) return child;
    const bound = wins[child] / visits[child] + Math.sqrt(total / visits[child]);
    if (bound > most) [most, chosen] = [bound, child];
  }
  return chosen;
}

function isOver({ black, white }: HexPosition): boolean {
  return isBlackWon(black) || isWhiteWon(white);
}

function open(tree: Tree, node: number, moves: readonly number[]): void {
  tree.firstChild[node] = tree.nodes;
  tree.children[node] = moves.length;
  for (const cell of moves) tree.cell[tree.nodes++] = cell;
}
