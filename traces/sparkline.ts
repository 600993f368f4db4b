import type { Series } from './series.ts';
import { valueAt } from './series-ops.ts';

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A series in one line of blocks from its least to its most value, sampled evenly. */
export function sparkline(series: Series, width = 32): string {
  const sampled = Array.from({ length: width }, (_, i) =>
    valueAt(series, Math.floor(((i + 0.5) * series.span) / width)),
  );
  const least = Math.min(...sampled);
  const range = Math.max(...sampled) - least;
  return sampled.map((value) => blockFor(range === 0 ? 0.5 : (value - least) / range)).join('');
}

function blockFor(share: number): string {
  return blocks[Math.min(blocks.length - 1, Math.floor(share * blocks.length))];
}
