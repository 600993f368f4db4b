import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  batchMs,
  batchPowerShare,
  mostRequests,
  prefillMs,
  rooflineLaw,
  type ServingLaw,
  stepMs,
} from '../../../../models/devices/language-model.ts';
import { gpuOf } from '../../../../scenarios/catalogue/devices.ts';
import { placeModel } from '../../../../scenarios/catalogue/serving.ts';
import { SHIPPED } from '../../../../scenarios/catalogue/shipped.ts';

const place = { device: 'a100-80gb', cards: 4 };
const shipped = placeModel(SHIPPED, 'llama2-70b', place) ?? expect.fail();
const power = shipped.power ?? expect.fail();
const { law, model } = shipped;

const sizes = fc.record({
  requests: fc.integer({ min: 1, max: 64 }),
  prompt: fc.integer({ min: 1, max: 8192 }),
  generated: fc.integer({ min: 1, max: 1024 }),
});

describe('the times of a batch', () => {
  it('bend where they were fitted and are straight between', () => {
    const [[few, low], [more, high]] = law.prefill;
    expect(prefillMs(law, few)).toBe(low);
    expect(prefillMs(law, more)).toBe(high);
    expect(prefillMs(law, (few + more) / 2)).toBeCloseTo((low + high) / 2, 9);
  });

  it('are as reckoned by hand: the context of a step is the prompt and half of the answer', () => {
    const made: ServingLaw = {
      floorMs: 1,
      prefill: [
        [0, 10],
        [1000, 110],
      ],
      ...{ stepMs: 20, stepEachMs: 0.5, stepTokenMs: 0.001, crowd: 16, crowdEachMs: 1 },
    };
    // Prefill of 2 × 100 tokens: 30 ms. A step: 20 + 2 × 0.5 + 0.001 × 2 × (100 + 400 / 2) = 21.6.
    const batch = { requests: 2, prompt: 100, generated: 400 };
    expect(batchMs(made, batch)).toBeCloseTo(30 + 399 * 21.6, 9);
    expect(stepMs(made, 18, 0)).toBeCloseTo(20 + 9 + 2, 12);
    expect(batchMs(made, { ...batch, generated: 0 })).toBeCloseTo(30, 12);
  });

  it('are never shorter than the floor', () => {
    expect(prefillMs(law, 1)).toBe(law.floorMs);
  });

  it('go on in the last direction beyond the largest size', () => {
    const last = law.prefill[law.prefill.length - 1];
    const slope = prefillMs(law, last[0] + 2000) - prefillMs(law, last[0] + 1000);
    expect(slope).toBeGreaterThan(0);
  });

  test('grow with every request, prompt token and answer token', () => {
    fc.assert(
      fc.property(sizes, (batch) => {
        const now = batchMs(law, batch);
        for (const more of [{ requests: 1 }, { prompt: 64 }, { generated: 1 }]) {
          const grown = {
            requests: batch.requests + (more.requests ?? 0),
            prompt: batch.prompt + (more.prompt ?? 0),
            generated: batch.generated + (more.generated ?? 0),
          };
          expect(batchMs(law, grown)).toBeGreaterThanOrEqual(now);
        }
      }),
    );
  });

  test('draw power between nothing and the limit', () => {
    fc.assert(
      fc.property(sizes, (batch) => {
        const share = batchPowerShare(law, power, batch);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a model nobody has measured', () => {
  const gpu = gpuOf(SHIPPED, 'a100-80gb') ?? expect.fail();
  const sized: ServingLaw = rooflineLaw(model, gpu, 8);

  it('reads its weights once a step', () => {
    const gbPerMs = (gpu.bandwidthGbPerS * gpu.efficiency.bandwidth * 8) / 1000;
    expect(stepMs(sized, 0, 0)).toBeCloseTo(138 / gbPerMs, 9);
  });

  it('pays two operations a weight for each prompt token', () => {
    const flops = 2 * 69e9;
    const rate = gpu.tensorTflops * 1e12 * gpu.efficiency.compute * 8;
    const each = prefillMs(sized, 2001) - prefillMs(sized, 2000);
    expect(each / (1000 * (flops / rate))).toBeCloseTo(1, 6);
  });

  it('has room for as many contexts as the memory beside the weights', () => {
    expect(mostRequests(model, 138, 1000)).toBe(0);
    expect(mostRequests(model, 138 + 10 * 1000 * model.tokenGb + 0.001, 1000)).toBe(10);
  });
});
