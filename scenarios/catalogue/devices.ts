import type { Annealer } from '../../models/devices/annealer.ts';
import type { DeviceFacts } from '../../models/devices/device.ts';
import type { EdgePop } from '../../models/devices/edge.ts';
import type { Fpga } from '../../models/devices/fpga.ts';
import type { Gpu } from '../../models/devices/gpu.ts';
import type { Npu } from '../../models/devices/npu.ts';
import { type Catalogue, type Entry, entryOf, type Figures } from './catalogue.ts';
import { mapLaws, numberOf, seriesOf } from './numbers.ts';

/** Any device of the catalogue, told apart by its kind. */
export type Device = Gpu | EdgePop | Fpga | Npu | Annealer;

/** Kinds of entries that are devices, in the order of pages. */
export const DEVICE_KINDS = ['gpu', 'edge', 'fpga', 'npu', 'annealer'] as const;

/** The device of that name with its numbers; nothing when the catalogue has none. */
export function deviceOf(catalogue: Catalogue, name: string): Device | undefined {
  for (const kind of DEVICE_KINDS) {
    const entry = entryOf(catalogue, kind, name);
    if (entry !== undefined) return makers[kind](name, entry, catalogue);
  }
  return undefined;
}

/** The card of that name; nothing when the catalogue has none. */
export function gpuOf(catalogue: Catalogue, name: string): Gpu | undefined {
  const entry = entryOf(catalogue, 'gpu', name);
  return entry === undefined ? undefined : makeGpu(name, entry);
}

const makers = {
  gpu: makeGpu,
  edge: makeEdge,
  fpga: makeFpga,
  npu: makeNpu,
  annealer: makeAnnealer,
} as const;

function factsOf(name: string, figures: Figures): DeviceFacts {
  return {
    name,
    memoryGb: figures.memory?.value ?? 0,
    idleW: numberOf(figures, 'idle power'),
    busyW: numberOf(figures, 'full power'),
    pricePerHour: figures.price?.value,
    faultsPerHour: numberOf(figures, 'faults'),
  };
}

function makeGpu(name: string, { figures, laws }: Entry): Gpu {
  const limitW = numberOf(figures, 'power limit');
  return {
    kind: 'gpu',
    name,
    memoryGb: numberOf(figures, 'memory'),
    idleW: numberOf(figures, 'idle power'),
    busyW: limitW * numberOf(figures, 'inference power'),
    faultsPerHour: numberOf(figures, 'faults'),
    bandwidthGbPerS: numberOf(figures, 'bandwidth'),
    tensorTflops: numberOf(figures, 'matrix rate'),
    limitW,
    mostParts: numberOf(figures, 'most parts'),
    efficiency: {
      compute: numberOf(figures, 'compute efficiency'),
      bandwidth: numberOf(figures, 'bandwidth efficiency'),
    },
    heads: mapLaws(laws, headOf),
  };
}

function headOf(figures: Figures) {
  return { fixedMs: numberOf(figures, 'fixed'), eachMs: numberOf(figures, 'each') };
}

function makeEdge(name: string, { figures, names }: Entry, catalogue: Catalogue): EdgePop {
  const card = gpuOf(catalogue, names.device);
  if (card === undefined) throw new Error(`${name} has no card ${names.device}`);
  const slots = numberOf(figures, 'slots');
  return {
    kind: 'edge',
    name,
    memoryGb: card.memoryGb * slots,
    idleW: card.idleW * slots,
    busyW: card.busyW * slots,
    pricePerHour: numberOf(figures, 'price'),
    faultsPerHour: card.faultsPerHour * slots,
    slots,
    roundTripMs: numberOf(figures, 'round trip'),
    heads: card.heads,
  };
}

function makeFpga(name: string, { figures, laws }: Entry): Fpga {
  const images = mapLaws(laws, (image) => ({
    latencyMs: numberOf(image, 'latency'),
    intervalMs: numberOf(image, 'interval'),
  }));
  const switchMs = numberOf(figures, 'image switch');
  return { kind: 'fpga', ...factsOf(name, figures), switchMs, images };
}

function makeNpu(name: string, { figures, laws }: Entry): Npu {
  return {
    kind: 'npu',
    ...factsOf(name, figures),
    sustainedW: numberOf(figures, 'sustained power'),
    hotAfterS: numberOf(figures, 'hot after'),
    hotSpeed: numberOf(figures, 'hot speed'),
    models: mapLaws(laws, (model) => ({
      memoryGb: numberOf(model, 'memory'),
      coolMs: numberOf(model, 'answer'),
    })),
  };
}

function makeAnnealer(name: string, { figures, laws, names }: Entry): Annealer {
  return {
    kind: 'annealer',
    ...factsOf(name, figures),
    graph: {
      name: names.graph,
      qubits: numberOf(figures, 'qubits'),
      perChainQubit: numberOf(figures, 'variables per chain qubit'),
      mostVariables: numberOf(figures, 'most variables'),
      easyVariables: numberOf(figures, 'easy variables'),
    },
    programmingMs: numberOf(figures, 'programming'),
    overheadMs: numberOf(figures, 'overhead'),
    annealUs: numberOf(figures, 'anneal'),
    delayUs: numberOf(figures, 'delay'),
    readout: seriesOf(figures, 'readout'),
    success: {
      base: numberOf(figures, 'best chance'),
      eFoldVariables: numberOf(figures, 'e-fold variables'),
      spread: numberOf(figures, 'chance spread'),
    },
    problems: mapLaws(laws, (problem) => ({
      variables: numberOf(problem, 'variables'),
      reads: numberOf(problem, 'reads'),
    })),
  };
}
