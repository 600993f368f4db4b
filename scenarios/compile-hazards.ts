import { DAY, MINUTE } from '../engine/units.ts';
import type { SpotHazardBrief } from '../policies/observation.ts';
import { fitHazards } from '../traces/fit/run-fits.ts';
import { type TickRecording, watchRuns, wholeOf } from '../traces/fit/runs.ts';
import type { Series } from '../traces/series.ts';
import { valueAt } from '../traces/series-ops.ts';
import { findTrace } from '../traces/shelf.ts';
import type { Scenario } from './scenario.ts';

/** The grid of the public recordings, and how much of the shipped trace is fitted to. */
const TICK = 10 * MINUTE;
const SPAN = 90 * DAY;

/** How spot came and went in the trace that is named for it, zone by zone; nothing without one. */
export function briefHazards({ jobs, serving, epoch, regions }: Scenario): {
  readonly spotHazards?: SpotHazardBrief;
} {
  const named = jobs?.hazards ?? serving.hazards;
  if (named === undefined) return {};
  const content = findTrace(named).open({ epoch, span: SPAN, regions });
  if (content.role !== 'availability') throw new Error(`${named} is no trace of spot`);
  const recordings = content.series.map(sample);
  const fitState = (state: number) => {
    const runs = recordings.flatMap((one) => watchRuns(one, state, wholeOf(one)).runs);
    return fitHazards(runs).hazards;
  };
  return { spotHazards: { tick: TICK, up: fitState(1), down: fitState(0) } };
}

function sample(series: Series): TickRecording {
  const ticks = Array.from({ length: SPAN / TICK }, (_, n) => {
    return valueAt(series, n * TICK) > 0 ? 1 : 0;
  });
  return { name: series.name, gapSeconds: TICK / 1e6, ticks };
}
