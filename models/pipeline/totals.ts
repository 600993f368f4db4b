import { createSketch, quantileOf, type Sketch } from '../../engine/sketch.ts';
import { HOUR, type SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import { emptyPipelineCounts } from './state.ts';
import { integrateShards } from './streaming.ts';

/** Starts the pipeline's account afresh; what is on its way is carried over. */
export function openPipelineAccount({ pipeline }: World, now: SimTime): void {
  if (pipeline === undefined) return;
  integrateShards(pipeline, now);
  pipeline.counts = emptyPipelineCounts();
  Object.assign(pipeline.lag, createSketch());
  Object.assign(pipeline.delivery, createSketch());
}

/** Totals of the event pipeline since the ledger opened: all 0 where there is none. */
export function pipelineTotals({ pipeline, setup }: World, now: SimTime) {
  if (pipeline !== undefined) integrateShards(pipeline, now);
  const counts = pipeline?.counts ?? emptyPipelineCounts();
  const quantile = (sketch: Sketch | undefined, q: number) =>
    sketch === undefined || sketch.count === 0 ? Number.NaN : quantileOf(sketch, q);
  const prices = setup.pipeline;
  const hours = counts.shardTime / HOUR;
  const perHour =
    (prices?.stream.pricePerShardHour ?? 0) + (prices?.consumer.pricePerWorkerHour ?? 0);
  return {
    eventsSent: counts.sent,
    eventsStored: counts.stored,
    eventsLate: counts.late,
    eventsDropped: counts.dropped,
    eventLagP50: quantile(pipeline?.lag, 0.5),
    eventLagP95: quantile(pipeline?.lag, 0.95),
    eventLagP99: quantile(pipeline?.lag, 0.99),
    eventDeliveryP99: quantile(pipeline?.delivery, 0.99),
    eventOfflineLagSum: counts.offlineLagSum,
    eventsOffline: counts.offline,
    costPipeline:
      hours * perHour + (counts.units / 1e6) * (prices?.stream.pricePerMillionUnits ?? 0),
  };
}
