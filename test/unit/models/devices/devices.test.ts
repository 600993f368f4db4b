import { describe, expect, it } from 'vitest';
import {
  type Annealer,
  accessMs,
  readoutUs,
  readsToSolution,
  serveProblems,
  successWithin,
} from '../../../../models/devices/annealer.ts';
import { powerAt } from '../../../../models/devices/device.ts';
import { type EdgePop, serveNear } from '../../../../models/devices/edge.ts';
import { qubitsFor } from '../../../../models/devices/embedding.ts';
import { type Fpga, servePipeline, switchImage } from '../../../../models/devices/fpga.ts';
import { type Gpu, headLatencyMs, serveHead } from '../../../../models/devices/gpu.ts';
import { heatAfter, heatHalfLifeS, type Npu, serveSmall } from '../../../../models/devices/npu.ts';
import { sharedHead } from '../../../../models/devices/sharing.ts';
import { type Device, deviceOf } from '../../../../scenarios/catalogue/devices.ts';
import { sharingOf } from '../../../../scenarios/catalogue/sharing.ts';
import { SHIPPED } from '../../../../scenarios/catalogue/shipped.ts';

function shipped<Kind extends Device['kind']>(kind: Kind, name: string) {
  const device = deviceOf(SHIPPED, name);
  if (device?.kind === kind) return device;
  throw new Error(`${name} is no ${kind}`);
}

const gpu = shipped('gpu', 'a100-40gb') as Gpu;
const fpga = shipped('fpga', 'zc706') as Fpga;
const annealer = shipped('annealer', 'advantage-4') as Annealer;
const phone = shipped('npu', 'phone-8-elite') as Npu;
const site = shipped('edge', 'pop-l4') as EdgePop;

describe('a card', () => {
  it('comes within the stated error of its published table of batches', () => {
    // NVIDIA TensorRT demo/BERT, A100, BERT-Base s128 INT8: 0.58 ms alone, 15 648 items/s in 128.
    const law = gpu.heads['bert-base-int8'];
    expect(headLatencyMs(law, 1)).toBeCloseTo(0.58, 1);
    expect((1000 * 128) / headLatencyMs(law, 128) / 15_648).toBeCloseTo(1, 1);
  });

  it('spends less energy on each request of a larger batch', () => {
    const law = gpu.heads['bert-large-int8'];
    const each = [1, 8, 64].map((batch) => serveHead(gpu, law, batch).energyJ / batch);
    expect(each[0]).toBeGreaterThan(2 * each[1]);
    expect(each[1]).toBeGreaterThan(each[2]);
  });

  it('draws between idle and busy power, whatever it is asked', () => {
    expect(powerAt(gpu, 0)).toBe(50);
    expect(powerAt(gpu, 1)).toBe(296);
    expect(powerAt(gpu, 7)).toBe(296);
    expect(powerAt(gpu, -1)).toBe(50);
  });

  it('is slower on a part of it, and hardly slower when the other parts are busy', () => {
    const law = gpu.heads['bert-large-s384'];
    const sharing = sharingOf(SHIPPED, 'mig-7') ?? expect.fail();
    const [quiet, busy] = [0, 6].map((n) => headLatencyMs(sharedHead(law, sharing, n), 1));
    expect(quiet).toBeGreaterThan(2 * headLatencyMs(law, 1));
    // MLPerf v1.0: six busy parts cost 1.2 to 2.0 %.
    expect(busy / quiet).toBeGreaterThan(1.012);
    expect(busy / quiet).toBeLessThan(1.02);
    expect(headLatencyMs(sharedHead(law, sharing, 60), 1)).toBe(busy);
  });
});

describe('a gate array', () => {
  it('has the published rate and latency of its images, batched or not', () => {
    const image = fpga.images['cifar-cnv'];
    const one = servePipeline(fpga, image, 1);
    const many = servePipeline(fpga, image, 1000);
    expect(one.latencyMs).toBe(0.283);
    expect(1000 / one.busyMs).toBeCloseTo(21_906, -1);
    expect(many.energyJ / 1000).toBeCloseTo(one.energyJ, 12);
    // Umuroglu et al. 2016: 25 W over 21 906 a second.
    expect(one.energyJ * 1000).toBeCloseTo(1.14, 2);
  });

  it('loses what is inside when the image is changed', () => {
    const image = fpga.images['cifar-cnv'];
    expect(switchImage(fpga, image, 1000)).toEqual({ darkMs: 5000, lost: 0.283 });
    expect(switchImage(fpga, image, 1e9).lost).toBeCloseTo(0.283 / 0.04565, 6);
  });
});

describe('an annealer', () => {
  it('takes the published time for reads of 710 qubits', () => {
    // D-Wave documentation of 2026, Advantage_system4: 41 ms charged for 100 reads, 277 for 1 000.
    const charged = (reads: number) => accessMs(annealer, 710, reads) - annealer.overheadMs;
    expect(charged(100)).toBeCloseTo(41, 0);
    expect(charged(1000)).toBeCloseTo(277, 0);
  });

  it('reads out longer for more qubits, along the published points', () => {
    expect(readoutUs(annealer, 1)).toBe(34.6);
    expect(readoutUs(annealer, 515)).toBeCloseTo(215.1, 9);
    expect(readoutUs(annealer, 5000)).toBe(235.3);
    const curve = [1, 2, 6, 20, 53, 200, 515, 1000].map((n) => readoutUs(annealer, n));
    expect([...curve].sort((a, b) => a - b)).toEqual(curve);
  });

  it('cannot be given more dense variables than its graph has room for', () => {
    const { graph } = annealer;
    expect(qubitsFor(graph, 60)).toMatchObject({ chainLength: 6, qubits: 360, failure: 0 });
    expect(qubitsFor(graph, 150).failure).toBeGreaterThan(0.4);
    expect(qubitsFor(graph, 178)).toMatchObject({ qubits: 0, failure: 1 });
    expect(serveProblems(annealer, { variables: 500, reads: 10 }, 1)).toMatchObject({ failure: 1 });
  });

  it('embeds 64 variables on Chimera in chains of 17, as was proved', () => {
    const old = shipped('annealer', '2000q') as Annealer;
    expect(qubitsFor(old.graph, 64)).toMatchObject({ chainLength: 17, qubits: 1088 });
  });

  it('finds the best answer with 99 % after the reads it says, and hard instances seldom', () => {
    const problem = {
      variables: 60,
      reads: readsToSolution(annealer, annealer.problems['dense-60'], 0.5),
    };
    expect(successWithin(annealer, problem, 0.5)).toBeCloseTo(0.99, 9);
    expect(successWithin(annealer, problem, 0.9)).toBeLessThan(0.6);
    expect(successWithin(annealer, problem, 0.1)).toBeGreaterThan(0.99);
  });

  it('does problems one after another', () => {
    const problem = annealer.problems['dense-20'];
    const [one, three] = [1, 3].map((batch) => serveProblems(annealer, problem, batch).busyMs);
    expect(three).toBeCloseTo(3 * one, 9);
  });
});

describe('a phone', () => {
  it('is hot after the time it states and not before', () => {
    expect(heatAfter(phone, 0, 1, 89)).toBeLessThan(1);
    expect(heatAfter(phone, 0, 1, 90.001)).toBe(1);
  });

  it('cools to half in its half-life when nothing is drawn', () => {
    const resting = { ...phone, idleW: 0 };
    expect(heatAfter(resting, 1, 0, heatHalfLifeS(resting))).toBeCloseTo(0.5, 9);
  });

  it('stays cool for good at a utilisation that draws no more than the case gives off', () => {
    const most = (phone.sustainedW - phone.idleW) / (phone.busyW - phone.idleW);
    expect(heatAfter(phone, 0, 0.99 * most, 1e6)).toBeLessThan(1);
    expect(heatAfter(phone, 0, 1.01 * most, 1e6)).toBe(1);
  });

  it('answers slower when hot, and not at all what does not fit', () => {
    const model = phone.models['llama-3b-w4-20-tokens'];
    const [cool, hot] = [0, 1].map((heat) => serveSmall(phone, model, 1, heat));
    expect(hot.latencyMs * phone.hotSpeed).toBeCloseTo(cool.latencyMs, 9);
    expect(serveSmall(phone, { ...model, memoryGb: 14 }, 1).failure).toBe(1);
  });

  it('never grows hot when it can draw its full power for good', () => {
    const console = shipped('npu', 'jetson-orin') as Npu;
    expect(heatHalfLifeS(console)).toBe(Number.POSITIVE_INFINITY);
    expect(heatAfter(console, 0, 1, 3600)).toBe(0);
  });
});

describe('a point of presence', () => {
  it('counts the way to the player as latency and not as work', () => {
    const served = serveNear(site, site.heads['resnet-50'], 1);
    expect(served.latencyMs - served.busyMs).toBeCloseTo(site.roundTripMs, 9);
  });

  it('takes no more requests at once than it has cards', () => {
    expect(serveNear(site, site.heads['resnet-50'], 3).failure).toBe(1);
  });
});
