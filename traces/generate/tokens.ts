import { draw } from '../../engine/distributions.ts';
import { openStream } from '../../engine/random.ts';
import { normalCdf } from '../../engine/special.ts';
import type { TokenSample } from '../series.ts';
import { type QuantileTable, quantileAt } from './quantiles.ts';

/** Marginal quantiles of both sizes and the correlation of their normal scores. */
export interface TokenFigures {
  readonly context: QuantileTable;
  readonly generated: QuantileTable;
  readonly correlation: number;
}

/**
 * Azure LLM inference trace 2023, conversation service, 19 366 requests of 2023-11-16 (CC BY 4.0;
 * Patel et al., Splitwise, ISCA 2024). Spearman's rank correlation is 0.073, so the normal scores
 * correlate by 2 sin(pi 0.073 / 6) = 0.076. Both sizes have plateaus (prompt caps, canned replies)
 * that no log-normal follows, hence quantiles.
 */
export const azureConversation: TokenFigures = {
  context: [
    [0, 2],
    [0.01, 29],
    [0.02, 91],
    [0.05, 181],
    [0.1, 207],
    [0.2, 387],
    [0.3, 403],
    [0.4, 703],
    [0.5, 1020],
    [0.6, 1071],
    [0.7, 1130],
    [0.8, 1315],
    [0.9, 2735],
    [0.95, 4083],
    [0.99, 4142],
    [0.995, 4831],
    [1, 14_050],
  ],
  generated: [
    [0, 7],
    [0.01, 16],
    [0.02, 24],
    [0.05, 41],
    [0.1, 54],
    [0.2, 77],
    [0.3, 91],
    [0.4, 103],
    [0.5, 129],
    [0.6, 177],
    [0.7, 384],
    [0.8, 400],
    [0.9, 424],
    [0.95, 451],
    [0.98, 540],
    [0.99, 601],
    [0.995, 643],
    [1, 1000],
  ],
  correlation: 0.076,
};

/** Rows of prompt and reply sizes with the fitted marginals and rank correlation, in tokens. */
export function generateTokens(figures: TokenFigures, rows: number, seed: number): TokenSample {
  const stream = openStream(seed, 'tokens');
  const fresh = Math.sqrt(1 - figures.correlation * figures.correlation);
  const context: number[] = [];
  const generated: number[] = [];
  for (let i = 0; i < rows; i++) {
    const z = draw(standardNormal, stream, 0);
    const other = figures.correlation * z + fresh * draw(standardNormal, stream, 0);
    context.push(Math.round(quantileAt(figures.context, normalCdf(z))));
    generated.push(Math.round(quantileAt(figures.generated, normalCdf(other))));
  }
  return { context, generated };
}

const standardNormal = { kind: 'normal', mean: 0, sd: 1 } as const;
