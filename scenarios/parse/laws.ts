import { z } from 'zod';
import type { Law } from '../../engine/distributions.ts';
import { log, log1p } from '../../engine/math.ts';
import { HOUR, MINUTE } from '../../engine/units.ts';
import { LONGEST, quantity, text } from './fields.ts';
import { count, plain, ratio } from './numbers.ts';
import { keyed } from './reading.ts';

// 95th percentile of the standard normal law.
const NORMAL_P95 = 1.6448536269514722;

const POSITIVE = { least: 1, most: LONGEST };
const SHAPE = { least: 0.05, most: 1000 };

const length = (doc: string) => quantity('duration', POSITIVE, doc);

const deterministic = quantity(
  'duration',
  { least: 0, most: LONGEST },
  'Always this long.',
).transform((value): Law => ({ kind: 'deterministic', value }));

const exponential = keyed({ mean: length('Mean.') }, 'Memoryless.').transform(
  ({ mean }): Law => ({ kind: 'exponential', mean }),
);

const erlang = keyed(
  { phases: count({ least: 1, most: 1000 }, 'Number of phases.'), mean: length('Mean.') },
  'Sum of equal exponential phases.',
).transform(({ phases, mean }): Law => ({ kind: 'erlang', phases, mean }));

const shaped = () => ({ shape: plain(SHAPE, 'Shape.'), scale: length('Scale.') });

const gamma = keyed(shaped(), 'Gamma law.').transform(
  ({ shape, scale }): Law => ({ kind: 'gamma', shape, scale }),
);

const weibull = keyed(
  shaped(),
  'Weibull law; a shape below 1 means many short, few long.',
).transform(({ shape, scale }): Law => ({ kind: 'weibull', shape, scale }));

const pareto = keyed(shaped(), 'Heavy tail; the scale is the least value.').transform(
  ({ shape, scale }): Law => ({ kind: 'pareto', shape, scale }),
);

const normal = keyed(
  { mean: length('Mean.'), sd: length('Standard deviation.') },
  'Bell curve; the mean is at least four standard deviations.',
).transform(({ mean, sd }, context): Law => {
  if (sd * 4 > mean) {
    const message =
      'a standard deviation of at most a quarter of the mean, so that no draw is negative';
    context.issues.push({ code: 'custom', input: sd, path: ['sd'], message });
  }
  return { kind: 'normal', mean, sd };
});

const SCV = { least: 0.0001, most: 1000 };

const lognormal = keyed(
  {
    median: length('Median; give it with p95.').optional(),
    p95: length('95th percentile, above the median.').optional(),
    mean: length('Mean; give it with scv.').optional(),
    scv: plain(SCV, 'Squared coefficient of variation.').optional(),
  },
  'Log-normal law from median and p95, or from mean and scv.',
).transform((given, context): Law => {
  const law = lognormalOf(given);
  if (law !== undefined) return law;
  const message = 'either { median, p95 } with p95 above the median, or { mean, scv }';
  context.issues.push({ code: 'custom', input: given, message });
  return z.NEVER;
});

interface LognormalGiven {
  readonly median?: number | undefined;
  readonly p95?: number | undefined;
  readonly mean?: number | undefined;
  readonly scv?: number | undefined;
}

function lognormalOf({ median, p95, mean, scv }: LognormalGiven): Law | undefined {
  const hasQuantiles = median !== undefined && p95 !== undefined;
  const hasMoments = mean !== undefined && scv !== undefined;
  if (hasQuantiles && mean === undefined && scv === undefined && p95 > median) {
    return { kind: 'lognormal', mu: log(median), sigma: log(p95 / median) / NORMAL_P95 };
  }
  if (!hasMoments || median !== undefined || p95 !== undefined) return undefined;
  const variance = log1p(scv);
  return { kind: 'lognormal', mu: log(mean) - variance / 2, sigma: Math.sqrt(variance) };
}

const several = <T>(entry: z.ZodType<T>, doc: string) =>
  z
    .array(entry, 'a list of 2 to 16 entries')
    .min(2)
    .max(16)
    .meta({ description: doc, wanted: 'a list of 2 to 16 entries' });

const hyperexponential = keyed(
  {
    weights: several(
      ratio({ least: 0, most: 1 }, 'Chance of a branch.'),
      'Chances of the branches.',
    ),
    means: several(length('Mean of a branch.'), 'Means of the branches.'),
  },
  'One of several exponential branches, chosen by weight.',
).transform(({ weights, means }, context): Law => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length !== means.length || Math.abs(total - 1) > 1e-9) {
    const message = 'as many weights as means, weights that add up to 100 %';
    context.issues.push({ code: 'custom', input: weights, path: ['weights'], message });
  }
  return { kind: 'hyperexponential', weights, means };
});

/** A law of durations as a file writes it, by kind; a mapping holds exactly one of them. */
export const LAW_KINDS = {
  deterministic: deterministic.optional(),
  exponential: exponential.optional(),
  erlang: erlang.optional(),
  gamma: gamma.optional(),
  weibull: weibull.optional(),
  lognormal: lognormal.optional(),
  pareto: pareto.optional(),
  hyperexponential: hyperexponential.optional(),
  normal: normal.optional(),
};

const TOKENS = {
  first: quantity('duration', { least: 0, most: HOUR }, 'Fixed part of the first token.'),
  prefill: quantity('duration', { least: 0, most: MINUTE }, 'Per prompt token.'),
  decode: quantity('duration', { least: 0, most: MINUTE }, 'Per generated token.'),
};

const MODEL = {
  use: text(64, 'Language model of the catalogue.'),
  batch: count({ least: 1, most: 1024 }, 'Requests decoding together, which sets the pace.'),
  context: count({ least: 1, most: 1_000_000 }, 'Tokens of context of each, prompt and answer.'),
};

const HEAD = { use: text(64, "Head of the catalogue, one of the instance's card.") };

const anyLaw = keyed(LAW_KINDS, 'A law of durations: exactly one kind.')
  .transform((choice, context): Law => {
    const laws = Object.values(choice).filter((entry) => entry !== undefined);
    if (laws.length === 1) return laws[0];
    const message = 'exactly one law, for example { exponential: { mean: 60 s } }';
    context.issues.push({ code: 'custom', input: choice, message });
    return z.NEVER;
  })
  .meta({ id: 'law', minProperties: 1, maxProperties: 1 });

/** A law of durations: exactly one kind with its parameters. */
export function law(doc: string) {
  return anyLaw.describe(doc);
}

/** How long a request holds its slot: a law, times per token, a model or head of the catalogue. */
export function service(doc: string) {
  const tokens = keyed(TOKENS, 'From the tokens of the recorded requests.').optional();
  const model = keyed(MODEL, "From the catalogue's times of a model on the instance.").optional();
  const head = keyed(HEAD, 'A network of fixed work on the card of the instance.').optional();
  return keyed({ tokens, model, head, ...LAW_KINDS }, doc)
    .transform(({ tokens: perToken, model: named, head: fixed, ...kinds }, context) => {
      const laws = Object.values(kinds).filter((entry) => entry !== undefined);
      const others = [perToken, named, fixed].filter((entry) => entry !== undefined);
      const given = laws.length + others.length;
      if (given === 1 && perToken !== undefined) return { kind: 'tokens' as const, ...perToken };
      if (given === 1 && named !== undefined) return { kind: 'model' as const, ...named };
      if (given === 1 && fixed !== undefined) return { kind: 'head' as const, ...fixed };
      if (given === 1) return { kind: 'law' as const, law: laws[0] };
      const message = 'exactly one of tokens, model, head and the laws';
      context.issues.push({ code: 'custom', input: kinds, message });
      return z.NEVER;
    })
    .meta({ description: doc, minProperties: 1, maxProperties: 1 });
}
