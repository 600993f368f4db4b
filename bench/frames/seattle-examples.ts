import { MILLISECOND, SECOND } from '../../engine/units.ts';
import { DANGERS, fillDangers, fillLogs, LOGS } from '../../policies/cecal/miss/features.ts';
import type { LinkView } from '../../policies/placement.ts';
import type { LinkReadings } from '../../traces/import/seattle-sweeps.ts';

/** One reading to be foretold from the readings of its link before it. */
export interface Example {
  /** Source device and slice of the reading. */
  readonly device: number;
  readonly slice: number;
  /** Microseconds. */
  readonly budget: number;
  readonly rtt: number;
  readonly last: number;
  readonly mean: number;
  readonly past: readonly number[];
  readonly dangers: Float64Array;
}

/** Budgets for the round trip; the recording's median is 210 ms, so 16 ms would tell nothing. */
export const BUDGETS: readonly number[] = [100, 150, 200, 300, 500, 1000].map(
  (ms) => ms * MILLISECOND,
);

const LEAST_PAST = 4;
const WINDOW = 32;

/**
 * Every reading that has four before it, with one of six budgets, which depends on link and place
 * alone. In the order of slices, so that what is learnt first happened first.
 */
export function seattleExamples(links: readonly LinkReadings[]): readonly Example[] {
  const examples = links.flatMap((link) => {
    const rtts = link.readings.map((seconds) => Math.round(seconds * SECOND));
    return rtts.slice(LEAST_PAST).map((_, i) => exampleOf(link, rtts, i + LEAST_PAST));
  });
  return examples.sort((a, b) => a.slice - b.slice || a.device - b.device);
}

function exampleOf(link: LinkReadings, rtts: readonly number[], place: number): Example {
  const past = rtts.slice(Math.max(0, place - WINDOW), place);
  const budget = BUDGETS[(link.from + link.to + place) % BUDGETS.length];
  const view = viewOf(past);
  const dangers = new Float64Array(DANGERS);
  const logs = new Float64Array(LOGS);
  fillLogs(view, logs);
  fillDangers(view, { room: budget, logs }, dangers);
  return {
    device: link.from,
    slice: link.slices[place],
    budget,
    rtt: rtts[place],
    last: view.lastRtt,
    mean: view.slowRtt,
    past,
    dangers,
  };
}

/**
 * Link figures as a client has them, with readings in the place of seconds: the quick mean forgets
 * over two of them and the slow one over eight. Losses, waits and ages were not recorded.
 */
function viewOf(past: readonly number[]): LinkView {
  const sorted = [...past].sort((a, b) => a - b);
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  let [quickRtt, slowRtt, jitter] = [past[0], past[0], 0];
  for (let i = 1; i < past.length; i++) {
    quickRtt += (past[i] - quickRtt) / 2;
    slowRtt += (past[i] - slowRtt) / Math.min(8, i + 1);
    jitter += (Math.abs(past[i] - past[i - 1]) - jitter) / Math.min(16, i);
  }
  return {
    lastRtt: past[past.length - 1],
    quickRtt,
    slowRtt,
    jitter,
    p10Rtt: at(0.1),
    p25Rtt: at(0.25),
    medianRtt: at(0.5),
    p75Rtt: at(0.75),
    p90Rtt: at(0.9),
    p95Rtt: at(0.95),
    loss: 0,
    age: 0,
    wait: 0,
    waitAge: 0,
  };
}
