import type { PerfSample } from '../traces/import/splitwise-perf.ts';
import { tokensOf } from './calibrate-devices-fit.ts';

const PROMPTS = [256, 1024, 4096];
const BATCHES = [2, 8, 32];
const ANSWERS = [256, 1024, 4096];

/**
 * Every other size of prompt, batch and answer is held out, whole settings at a time: what the
 * catalogue is fitted without. Prompts and batches are chosen so that totals of tokens are, too.
 */
export function isHeldOut({ prompt, requests, generated }: PerfSample): boolean {
  return PROMPTS.includes(prompt) || BATCHES.includes(requests) || ANSWERS.includes(generated);
}

/** A batch of several requests: held out when single requests must tell how batches behave. */
export function isBatch({ requests }: PerfSample): boolean {
  return requests > 1;
}

/** More tokens or requests than the first few sizes: held out to see how far the law reaches. */
export function isLarge(sample: PerfSample): boolean {
  return tokensOf(sample) > 2048;
}
