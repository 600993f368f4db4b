import {
  batchMs,
  batchPowerShare,
  type PowerLaw,
  prefillMs,
  type ServingLaw,
  stepMs,
} from '../models/devices/language-model.ts';
import type { PerfSample } from '../traces/import/splitwise-perf.ts';
import { contextOf, medianOf, tokensOf } from './calibrate-devices-fit.ts';

/** Relative errors of a law on samples it was not fitted on, one for each sample judged. */
export interface Errors {
  /** Prefill, on batches whose total of tokens was in no fitted sample. */
  readonly prefill: readonly number[];
  readonly step: readonly number[];
  /** Prompt, and every token of the answer after the first, as one request feels them. */
  readonly whole: readonly number[];
  /** Average power, where it was recorded. */
  readonly power: readonly number[];
}

/** Holds a law against held-out samples; `fitted` are those the law has seen. */
export function judge(
  law: ServingLaw,
  power: PowerLaw | undefined,
  fitted: readonly PerfSample[],
  heldOut: readonly PerfSample[],
): Errors {
  const seen = new Set(fitted.map(tokensOf));
  const fresh = heldOut.filter((one) => !seen.has(tokensOf(one)));
  const powered = heldOut.flatMap((one) => {
    return one.powerShare === undefined ? [] : [[one, one.powerShare] as const];
  });
  return {
    prefill: fresh.map((one) => relative(prefillMs(law, tokensOf(one)), one.prefillMs)),
    step: heldOut.map((one) => relative(stepMs(law, one.requests, contextOf(one)), one.stepMs)),
    whole: fresh.map((one) => relative(batchMs(law, one), recordedMs(one))),
    power:
      power === undefined
        ? []
        : powered.map(([one, share]) => relative(batchPowerShare(law, power, one), share)),
  };
}

function recordedMs({ prefillMs: first, generated, stepMs: step }: PerfSample): number {
  return first + (generated - 1) * step;
}

function relative(model: number, recorded: number): number {
  return Math.abs(model / recorded - 1);
}

/** All errors of several setups together. */
export function pool(all: readonly Errors[]): Errors {
  return {
    prefill: all.flatMap(({ prefill }) => prefill),
    step: all.flatMap(({ step }) => step),
    whole: all.flatMap(({ whole }) => whole),
    power: all.flatMap(({ power }) => power),
  };
}

/** Median and 90 % quantile of errors in per cent with their number; a dash where there are none. */
export function showErrors(errors: readonly number[]): string {
  if (errors.length === 0) return '–';
  const sorted = [...errors].sort((a, b) => a - b);
  const high = sorted[Math.floor(0.9 * (sorted.length - 1))];
  return `${percent(medianOf(errors))} (${percent(high)}; ${errors.length})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
