import { powerOfTwo } from '../../../engine/bits.ts';
import { createDigest, digestHex, mixNumber } from '../../../engine/digest.ts';
import { cdfOf, draw, meanOf, scvOf } from '../../../engine/distributions.ts';
import { cos, exp, expm1, log, log1p, pow, sin } from '../../../engine/math.ts';
import { below, nextWord, openStream, seedState, uniform } from '../../../engine/random.ts';
import { createSketch, quantileOf, recordValue } from '../../../engine/sketch.ts';
import * as special from '../../../engine/special.ts';
import { createTally, record, varianceOf } from '../../../engine/tally.ts';
import { LAWS } from '../../fixtures/laws.ts';
import { type Case, numbersCase } from './case.ts';

const MANY = 100_000;
const SOME = 10_000;
const FEW = 500;
const SEED = 2026;

/** Numbers of either sign whose sizes run evenly through these powers of two. */
function wide(state: Int32Array, least: number, most: number): number {
  const size = (1 + uniform(state, 0)) * powerOfTwo(least + below(state, 0, most - least));
  return below(state, 0, 2) === 0 ? size : -size;
}

const between = (state: Int32Array, low: number, high: number) =>
  low + (high - low) * uniform(state, 0);
const positive = (state: Int32Array) => Math.abs(wide(state, -1022, 1023));

const chance: readonly Case[] = [
  streamCase('words of the generator', MANY, (state) => nextWord(state, 0)),
  streamCase('uniforms', MANY, (state) => uniform(state, 0)),
  streamCase('whole numbers below 1000', MANY, (state) => below(state, 0, 1000)),
  numbersCase('first words of substreams', MANY, () => {
    const key = openStream(SEED, 'substreams');
    const state = new Int32Array(4);
    const serials = Array.from({ length: MANY }, (_, i) => i).values();
    return () => {
      seedState(state, 0, key, serials.next().value ?? 0);
      return nextWord(state, 0);
    };
  }),
];

const mathematics: readonly Case[] = [
  streamCase('log', MANY, (state) => log(positive(state))),
  streamCase('log near 1', MANY, (state) => log(between(state, 0.5, 2))),
  streamCase('log1p', MANY, (state) => log1p(Math.max(-1, wide(state, -60, 1000)))),
  streamCase('log1p near 0', MANY, (state) => log1p(between(state, -1, 1))),
  streamCase('exp', MANY, (state) => exp(between(state, -746, 710))),
  streamCase('exp near 0', MANY, (state) => exp(wide(state, -60, 2))),
  streamCase('expm1', MANY, (state) => expm1(wide(state, -60, 10))),
  streamCase('sin', MANY, (state) => sin(wide(state, -40, 19))),
  streamCase('cos', MANY, (state) => cos(wide(state, -40, 19))),
  streamCase('pow', MANY, (state) => pow(positive(state), wide(state, -30, 12))),
  streamCase('pow of unit numbers', MANY, (state) => pow(uniform(state, 0), uniform(state, 0))),
];

const specials: readonly Case[] = [
  streamCase('normalCdf', SOME, (state) => special.normalCdf(between(state, -39, 39))),
  streamCase('normalQuantile', SOME, (state) => special.normalQuantile(uniform(state, 0))),
  streamCase('logGamma', SOME, (state) => special.logGamma(Math.abs(wide(state, -20, 20)))),
  streamCase('gamma', SOME, (state) => special.gamma(between(state, 0, 170))),
  streamCase('gammaCdf', FEW, (state) =>
    special.gammaCdf(between(state, 0, 30), between(state, 0, 60)),
  ),
  streamCase('betaCdf', FEW, (state) =>
    special.betaCdf(between(state, 0, 30), between(state, 0, 30), uniform(state, 0)),
  ),
  streamCase('studentQuantile', 20, (state) =>
    special.studentQuantile(uniform(state, 0), 1 + below(state, 0, 100)),
  ),
];

const laws: readonly Case[] = LAWS.flatMap(({ name, law }) => [
  streamCase(`draws of ${name}`, SOME, (state) => draw(law, state, 0)),
  streamCase(`distribution of ${name}`, FEW, (state) => cdfOf(law, draw(law, state, 0))),
  numbersCase(`moments of ${name}`, 2, () => {
    const moments = [meanOf(law), scvOf(law)].values();
    return () => moments.next().value ?? NaN;
  }),
]);

const statistics: readonly Case[] = [
  {
    name: 'tally and quantiles of lognormal values',
    digest: () => {
      const state = openStream(SEED, 'statistics');
      const [tally, sketch, digest] = [createTally(), createSketch(), createDigest()];
      for (let i = 0; i < SOME; i++) {
        const x = draw({ kind: 'lognormal', mu: 12, sigma: 1.5 }, state, 0);
        record(tally, x);
        recordValue(sketch, x);
      }
      for (const x of [tally.mean, varianceOf(tally), tally.min, tally.max]) mixNumber(digest, x);
      for (const q of [0, 0.01, 0.5, 0.95, 0.999, 1]) mixNumber(digest, quantileOf(sketch, q));
      return digestHex(digest);
    },
  },
];

/** Everything of the engine that a run computes with. */
export const ENGINE_CASES: readonly Case[] = [
  ...chance,
  ...mathematics,
  ...specials,
  ...laws,
  ...statistics,
];

function streamCase(name: string, count: number, of: (state: Int32Array) => number): Case {
  return numbersCase(name, count, () => {
    const state = openStream(SEED, name);
    return () => of(state);
  });
}
