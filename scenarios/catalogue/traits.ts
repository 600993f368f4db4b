import { type Annealer, readsToSolution, successWithin } from '../../models/devices/annealer.ts';
import { qubitsFor } from '../../models/devices/embedding.ts';
import { type Fpga, switchImage } from '../../models/devices/fpga.ts';
import { type Gpu, headLatencyMs } from '../../models/devices/gpu.ts';
import { batchMs, batchPowerShare } from '../../models/devices/language-model.ts';
import { heatAfter, heatHalfLifeS, type Npu } from '../../models/devices/npu.ts';
import { sharedHead } from '../../models/devices/sharing.ts';
import type { Catalogue } from './catalogue.ts';
import type { Device } from './devices.ts';
import { placeModel } from './serving.ts';
import { sharingOf } from './sharing.ts';

/** What is special about a device, in lines for people; empty for what has nothing of the kind. */
export function traitsOf(device: Device, catalogue: Catalogue): readonly string[] {
  switch (device.kind) {
    case 'gpu':
      return [...sharingLines(device, catalogue), ...modelLines(device, catalogue)];
    case 'fpga':
      return switchLines(device);
    case 'npu':
      return heatLines(device);
    case 'annealer':
      return qualityLines(device);
    case 'edge':
      return [`round trip of ${device.roundTripMs} ms, ${device.slots} slots, no queue of its own`];
  }
}

function sharingLines(gpu: Gpu, catalogue: Catalogue): readonly string[] {
  const head = Object.entries(gpu.heads)[0];
  if (head === undefined) return [];
  const [name, law] = head;
  const alone = headLatencyMs(law, 1);
  return Object.keys(catalogue.kinds.sharing ?? {}).flatMap((mode) => {
    const sharing = sharingOf(catalogue, mode);
    if (sharing === undefined || sharing.parts > gpu.mostParts) return [];
    const [quiet, busy] = [0, sharing.tenants - 1].map((neighbours) => {
      return ms(headLatencyMs(sharedHead(law, sharing, neighbours), 1));
    });
    const whole = `alone on the whole card ${ms(alone)}`;
    return `${mode}: ${name} takes ${quiet} beside idle tenants, ${busy} beside busy (${whole})`;
  });
}

const TALK = { requests: 8, prompt: 512, generated: 128 };

function modelLines(gpu: Gpu, catalogue: Catalogue): readonly string[] {
  return Object.entries(catalogue.kinds.model ?? {}).flatMap(([name, { laws }]) => {
    const measured = Object.keys(laws).filter((place) => place.startsWith(`${gpu.name} x `));
    const counts = measured.map((place) => Number(place.split(' x ')[1]));
    return (counts.length > 0 ? counts : [1]).flatMap((cards) => {
      const placed = placeModel(catalogue, name, { device: gpu.name, cards });
      if (placed === undefined || placed.model.weightsGb > placed.memoryGb) return [];
      const time = batchMs(placed.law, TALK);
      const share = placed.power === undefined ? gpu.busyW / gpu.limitW : powerOf(placed, TALK);
      const joules = (share * gpu.limitW * cards * time) / 1000 / TALK.requests;
      const how = placed.isMeasured ? 'measured' : 'from sizes';
      const batch = `${TALK.requests} answers of ${TALK.generated} to ${TALK.prompt} tokens`;
      return [
        `${name} on ${cards}: ${batch} in ${ms(time)}, ${joules.toPrecision(3)} J each (${how})`,
      ];
    });
  });
}

function powerOf(placed: NonNullable<ReturnType<typeof placeModel>>, batch: typeof TALK): number {
  return placed.power === undefined ? 0 : batchPowerShare(placed.law, placed.power, batch);
}

function switchLines(fpga: Fpga): readonly string[] {
  return Object.entries(fpga.images).map(([name, pipeline]) => {
    const { darkMs, lost } = switchImage(fpga, pipeline, Number.POSITIVE_INFINITY);
    return `changing from ${name} under full load: ${ms(darkMs)} dark, ${lost.toPrecision(3)} lost`;
  });
}

function heatLines(npu: Npu): readonly string[] {
  const minutes = [1, 2, 5].map((minute) => {
    const heat = heatAfter(npu, 0, 1, 60 * minute);
    return `${minute} min ${heat < 1 ? `${Math.round(100 * heat)} % of hot` : 'hot'}`;
  });
  const half = heatHalfLifeS(npu);
  const cooling = Number.isFinite(half) ? `half of the heat leaves in ${half.toFixed(0)} s` : '';
  const speed = `hot speed ${Math.round(100 * npu.hotSpeed)} %`;
  return [
    `full use: ${minutes.join(', ')}; ${cooling === '' ? 'never hot' : `${speed}, ${cooling}`}`,
  ];
}

function qualityLines(annealer: Annealer): readonly string[] {
  return Object.entries(annealer.problems).map(([name, problem]) => {
    const { chainLength, qubits, failure } = qubitsFor(annealer.graph, problem.variables);
    if (qubits === 0) return `${name}: does not fit on ${annealer.graph.name}`;
    const chances = [0.1, 0.5, 0.9].map((hardness) => {
      return `${(100 * successWithin(annealer, problem, hardness)).toPrecision(2)} %`;
    });
    const reads = readsToSolution(annealer, problem, 0.5).toPrecision(3);
    const missed = Math.round(100 * failure);
    return [
      `${name}: chains of ${chainLength}, ${qubits} qubits, ${missed} % not embedded;`,
      `best answer seen: ${chances.join(', ')} (easy, median, hard instance);`,
      `99 % after ${reads} reads`,
    ].join(' ');
  });
}

function ms(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}
