import { table } from '../calibrate-network-tables.ts';
import { type Blocks, baselines, isMissed, regressions } from './forecasters.ts';
import { bootstrapEce, brierOf, eceOf, type Foretold, logLossOf, nullEce } from './scores.ts';
import type { Example } from './seattle-examples.ts';

/** Two blocks to learn from and a third that none of them has seen. */
export interface FrameSplit {
  readonly title: string;
  readonly blocks: Blocks;
  readonly heldOut: readonly Example[];
}

const seed = 20_251_225;
const rounds = 60;

/** What every forecaster foretold of the held-out block. */
export function foretell(split: FrameSplit): readonly Foretold[] {
  const misses = Uint8Array.from(split.heldOut, (one) => (isMissed(one) ? 1 : 0));
  const groups = Int32Array.from(split.heldOut, (one) => one.device);
  return [...regressions(split.blocks), ...baselines(split.blocks)].map(({ name, chanceOf }) => ({
    name,
    chances: Float64Array.from(split.heldOut, chanceOf),
    misses,
    groups,
  }));
}

/** A table of scores, the best of each column in bold type. */
export function scoreTable(foretold: readonly Foretold[]): string {
  const scores = foretold.map((one) => [logLossOf(one), brierOf(one).score, eceOf(one)]);
  const best = [0, 1, 2].map((column) => Math.min(...scores.map((row) => row[column])));
  const rows = foretold.map((one, i) => {
    const cells = scores[i].map((score, column) => {
      const text = score.toFixed(4);
      return score === best[column] ? `**${text}**` : text;
    });
    const parts = brierOf(one);
    const [low, high] = bootstrapEce(one, rounds, seed);
    const interval = `${low.toFixed(3)} to ${high.toFixed(3)}`;
    const murphy = [parts.reliability, parts.resolution].map((part) => part.toFixed(4));
    return [one.name, ...cells, interval, nullEce(one, rounds, seed).toFixed(4), ...murphy];
  });
  const head = ['chance from', 'log loss', 'Brier', 'ECE', 'ECE, 95 % by device'];
  return table([...head, 'ECE of luck', 'reliability', 'resolution'], rows);
}
