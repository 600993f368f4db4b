import { serveProblems } from '../../models/devices/annealer.ts';
import type { Served } from '../../models/devices/device.ts';
import { serveNear } from '../../models/devices/edge.ts';
import { servePipeline } from '../../models/devices/fpga.ts';
import { serveHead } from '../../models/devices/gpu.ts';
import { type Npu, serveSmall } from '../../models/devices/npu.ts';
import type { Device } from './devices.ts';

/** What a device does with one batch of some work. */
export interface ServedRow extends Served {
  readonly work: string;
  readonly batch: number;
}

const BATCHES: Readonly<Record<Device['kind'], readonly number[]>> = {
  gpu: [1, 8, 64],
  edge: [1, 2],
  fpga: [1, 100],
  npu: [1],
  annealer: [1],
};

/** Everything the catalogue knows a device to do, at a few sizes of batch. */
export function serveAll(device: Device): readonly ServedRow[] {
  return BATCHES[device.kind].flatMap((batch) => {
    return serveEach(device, batch).map(([work, served]) => ({ work, batch, ...served }));
  });
}

type Works = readonly (readonly [work: string, served: Served])[];

function serveEach(device: Device, batch: number): Works {
  switch (device.kind) {
    case 'gpu':
      return each(device.heads, (law) => serveHead(device, law, batch));
    case 'edge':
      return each(device.heads, (law) => serveNear(device, law, batch));
    case 'fpga':
      return each(device.images, (image) => servePipeline(device, image, batch));
    case 'npu':
      return coolAndHot(device, batch);
    case 'annealer':
      return each(device.problems, (problem) => serveProblems(device, problem, batch));
  }
}

function coolAndHot(npu: Npu, batch: number): Works {
  const cool = each(npu.models, (model) => serveSmall(npu, model, batch));
  if (npu.hotSpeed === 1) return cool;
  const hot = each(npu.models, (model) => serveSmall(npu, model, batch, 1));
  return [...cool, ...hot.map(([work, served]) => [`${work}, hot`, served] as const)];
}

function each<Law>(laws: Readonly<Record<string, Law>>, serve: (law: Law) => Served): Works {
  return Object.entries(laws).map(([name, law]) => [name, serve(law)] as const);
}
