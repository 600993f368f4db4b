import type { Kernel } from './kernel.ts';

/**
 * A Markov decision process whose state is a pair of links, which go their own way, and an own
 * state, which follows from what is done. Links are numbered outer * inner.size + inner.
 */
export interface LinkMdp {
  readonly outer: Kernel;
  readonly inner: Kernel;
  readonly owns: number;
  readonly actions: number;
  /** Reward of one step, `[(own * actions + action) * links + link]`. */
  readonly rewards: Float64Array;
  /** Two own states that an action may lead to, and their chances: `[(own * actions + a) * 2]`. */
  readonly nexts: Int32Array;
  readonly chances: Float64Array;
  /** Worth of the next step's reward beside this one's; 0 is myopic, 1 the mean reward. */
  readonly discount: number;
}

/** Best actions, and what they are worth. */
export interface Solution {
  /** Action by `own * links + link`. */
  readonly table: Uint8Array;
  /** Worth by own state and link, less that of own state 0 at the same link. */
  readonly values: Float64Array;
  /** Expected worth one step on in the same order. */
  readonly ahead: Float64Array;
  /** No policy's reward a step, in the discounted mean, is larger by more than this. */
  readonly loss: number;
  readonly rounds: number;
}

/** Number of pairs of links. */
export function linksOf({ outer, inner }: LinkMdp): number {
  return outer.size * inner.size;
}
