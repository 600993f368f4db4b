import type { PerfSample } from '../traces/import/splitwise-perf.ts';
import { medianOf } from './calibrate-devices-fit.ts';
import { showErrors } from './calibrate-devices-judge.ts';
import { isHeldOut } from './calibrate-devices-splits.ts';

/** Errors on held-out powers of one constant, the median of the fitted ones; a dash without any. */
export function showConstantPower(samples: readonly PerfSample[]): string {
  return showErrors(constantErrors(samples));
}

/** Relative errors of that constant, one for each held-out sample with a power. */
export function constantErrors(samples: readonly PerfSample[]): readonly number[] {
  const powersOf = (rows: readonly PerfSample[]) => {
    return rows.flatMap(({ powerShare }) => (powerShare === undefined ? [] : [powerShare]));
  };
  const fitted = powersOf(samples.filter((one) => !isHeldOut(one)));
  const held = powersOf(samples.filter(isHeldOut));
  if (fitted.length === 0) return [];
  const constant = medianOf(fitted);
  return held.map((power) => Math.abs(constant / power - 1));
}
