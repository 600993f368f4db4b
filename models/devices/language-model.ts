import type { Gpu } from './gpu.ts';

/**
 * Times of one language model on so many cards of one kind, as measured: prefill by the tokens of
 * the whole batch, decoding by its size. Straight between the measured points.
 */
export interface ServingLaw {
  /** Shortest prefill, whatever it reads, ms. */
  readonly floorMs: number;
  /** Prefill by tokens in the batch: (tokens, ms), the fewest first, two at least. */
  readonly prefill: readonly (readonly [tokens: number, ms: number])[];
  /** One decoding step of an empty batch, ms: the weights are read once. */
  readonly stepMs: number;
  /** Added to a step by each request of the batch, ms. */
  readonly stepEachMs: number;
  /** Added to a step by each token of context in the batch, ms. */
  readonly stepTokenMs: number;
  /** Requests up to which a step grows by `stepEachMs`; beyond it by `crowdEachMs` more each. */
  readonly crowd: number;
  readonly crowdEachMs: number;
}

/** Requests that are read and answered together. */
export interface TextBatch {
  readonly requests: number;
  /** Tokens each of them brings. */
  readonly prompt: number;
  /** Tokens each of them gets. */
  readonly generated: number;
}

/** Time to read the prompts of a batch with so many tokens in all, ms. */
export function prefillMs({ floorMs, prefill }: ServingLaw, tokens: number): number {
  const beyond = prefill.findIndex(([size]) => size >= tokens);
  const at = Math.max(1, beyond < 0 ? prefill.length - 1 : beyond);
  const [[fewer, low], [more, high]] = [prefill[at - 1], prefill[at]];
  return Math.max(floorMs, low + ((tokens - fewer) * (high - low)) / (more - fewer));
}

/** Time per output token of a batch with so many tokens of context each, ms. */
export function stepMs(law: ServingLaw, requests: number, context: number): number {
  const crowded = Math.max(0, requests - law.crowd);
  const each = law.stepEachMs * requests + law.crowdEachMs * crowded;
  return law.stepMs + each + law.stepTokenMs * requests * context;
}

/** Service time of a batch from its first prompt token to its last answer token, ms. */
export function batchMs(law: ServingLaw, batch: TextBatch): number {
  const first = prefillMs(law, batch.requests * batch.prompt);
  const steps = Math.max(0, batch.generated - 1);
  return first + steps * stepMs(law, batch.requests, batch.prompt + batch.generated / 2);
}

/** Average power of each card over a batch, as a share of its power limit. */
export interface PowerLaw {
  /** While prompts are read. */
  readonly prefillShare: number;
  /** While one request is answered, and for each further one. */
  readonly decodeShare: number;
  readonly decodeEachShare: number;
}

/** Power of each card over a batch by how its time divides, as a share of the limit; at most 1. */
export function batchPowerShare(law: ServingLaw, power: PowerLaw, batch: TextBatch): number {
  const first = prefillMs(law, batch.requests * batch.prompt);
  const rest = batchMs(law, batch) - first;
  const decode = power.decodeShare + power.decodeEachShare * (batch.requests - 1);
  return Math.min(1, (power.prefillShare * first + decode * rest) / (first + rest));
}

/** A language model as far as its size says how fast it can be. */
export interface LanguageModel {
  readonly name: string;
  /** Weights that a token passes through, billions. */
  readonly parametersBillion: number;
  /** Weights in memory, GB. */
  readonly weightsGb: number;
  /** Memory of one token of context, GB. */
  readonly tokenGb: number;
  /** Rate of its number format over that of 16-bit numbers. */
  readonly speedUp: number;
}

/**
 * Times of a model on a card nobody has measured it on (a roofline): a step reads the weights and
 * the contexts once; each token costs two operations a weight. Cards are `count`, in parallel
 * without loss.
 */
export function rooflineLaw(model: LanguageModel, gpu: Gpu, count = 1): ServingLaw {
  const { compute, bandwidth } = gpu.efficiency;
  const gbPerMs = (gpu.bandwidthGbPerS * bandwidth * count) / 1000;
  const tflops = gpu.tensorTflops * compute * model.speedUp * count;
  const tokenMs = (2 * model.parametersBillion) / tflops;
  const weightsMs = model.weightsGb / gbPerMs;
  return {
    floorMs: weightsMs,
    prefill: [
      [0, weightsMs],
      [1, weightsMs + tokenMs],
    ],
    stepMs: weightsMs,
    stepEachMs: tokenMs,
    stepTokenMs: model.tokenGb / gbPerMs,
    crowd: 0,
    crowdEachMs: 0,
  };
}

/** Most requests with so much context each that fit beside the weights; 0: not even the weights. */
export function mostRequests(model: LanguageModel, memoryGb: number, context: number): number {
  const room = memoryGb - model.weightsGb;
  return room <= 0 ? 0 : Math.floor(room / (model.tokenGb * context));
}
