import { type DeviceFacts, faultChance, type Served } from './device.ts';

/** A field-programmable gate array with the images it can be loaded with. */
export interface Fpga extends DeviceFacts {
  readonly kind: 'fpga';
  /** Clearing the old image and loading the next, ms. */
  readonly switchMs: number;
  readonly images: Readonly<Record<string, Pipeline>>;
}

/** A network laid out in gates: every request takes the same way at the same pace. */
export interface Pipeline {
  /** From a request's entering to its answer, ms; the same for every request. */
  readonly latencyMs: number;
  /** Between two requests that enter (the initiation interval), ms. */
  readonly intervalMs: number;
}

/** A batch runs through one behind another: nothing is gained by batching, and nothing lost. */
export function servePipeline(fpga: Fpga, pipeline: Pipeline, batch: number): Served {
  const busyMs = pipeline.intervalMs * batch;
  const latencyMs = pipeline.latencyMs + pipeline.intervalMs * (batch - 1);
  const energyJ = (fpga.busyW * busyMs) / 1000;
  return { latencyMs, busyMs, energyJ, failure: faultChance(fpga, latencyMs) };
}

/** What changing the image costs. */
export interface ImageSwitch {
  /** Time in which nothing is served, ms. */
  readonly darkMs: number;
  /** Requests that were in the pipeline: all of them are lost and must be sent again. */
  readonly lost: number;
}

/** Changes the image while requests come at a rate: the pipeline is emptied by force. */
export function switchImage(fpga: Fpga, pipeline: Pipeline, ratePerSecond: number): ImageSwitch {
  const entering = Math.min(ratePerSecond, 1000 / pipeline.intervalMs);
  return { darkMs: fpga.switchMs, lost: (entering * pipeline.latencyMs) / 1000 };
}
