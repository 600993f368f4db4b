import { describe, expect, it } from 'vitest';
import {
  adviseReplicas,
  type HpaMemory,
  type HpaSample,
  type HpaSettings,
} from '../../../policies/baselines/hpa-rule.ts';

const SECOND = 1_000_000;
const SETTINGS: HpaSettings = {
  target: 0.6,
  tolerance: 0.1,
  upWindow: 0,
  downWindow: 300 * SECOND,
  upShare: 1,
  upPods: 4,
  downShare: 1,
  period: 15 * SECOND,
  least: 1,
  most: 100,
};

/** Counts asked for at 15 s intervals; each sample gives utilisation, ready and unready. */
function countsOf(samples: readonly Partial<HpaSample>[], settings = {}): number[] {
  let memory: HpaMemory = { current: -1, recommendations: [], changes: [] };
  return samples.map((sample, i) => {
    const full = { at: i * 15 * SECOND, ready: 10, unready: 0, utilisation: 0.6, ...sample };
    memory = adviseReplicas({ ...SETTINGS, ...settings }, memory, full);
    return memory.current;
  });
}

describe('the autoscaler of Kubernetes', () => {
  it('keeps the count within the tolerance and scales by the ratio beyond it', () => {
    expect(countsOf([{ utilisation: 0.65 }])).toEqual([10]);
    expect(countsOf([{ utilisation: 0.67 }])).toEqual([12]);
    expect(countsOf([{ utilisation: 0.9 }])).toEqual([15]);
  });

  it('scales in only to the highest count advised in the last five minutes', () => {
    const idle = Array.from({ length: 22 }, () => ({ utilisation: 0.3 }));
    const counts = countsOf([{ utilisation: 0.6 }, ...idle]);
    expect(counts.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 10));
    expect(counts[20]).toBe(5);
  });

  it('counts instances that are not ready as idle when scaling out', () => {
    // 0.9 on 10 would ask for 15; with 5 booting the average is 0.6: nothing to do.
    expect(countsOf([{ utilisation: 0.9, unready: 5 }])).toEqual([15]);
    expect(countsOf([{ utilisation: 0.9, unready: 2 }])).toEqual([15]);
    // 0.67 on 10 with 10 booting would turn a wish for more into one for less: keep 20.
    expect(countsOf([{ utilisation: 0.67, unready: 10 }])).toEqual([20]);
  });

  it('doubles at most, or adds four, within a period', () => {
    expect(countsOf([{ ready: 2, utilisation: 1 }], { target: 0.1 })).toEqual([6]);
    expect(countsOf([{ ready: 10, utilisation: 1 }], { target: 0.1 })).toEqual([20]);
  });

  it('counts changes within the period against the limit', () => {
    const twice = [
      { ready: 10, utilisation: 1 },
      { ready: 10, unready: 10, utilisation: 1 },
    ];
    expect(countsOf(twice, { target: 0.1, period: 60 * SECOND })).toEqual([20, 20]);
    expect(countsOf(twice, { target: 0.1 })).toEqual([20, 40]);
  });

  it('keeps least and most, and without a measurement everything', () => {
    expect(countsOf([{ utilisation: 1 }], { most: 12 })).toEqual([12]);
    expect(countsOf([{ utilisation: 0 }], { least: 4, downWindow: 0 })).toEqual([4]);
    expect(countsOf([{ utilisation: undefined }])).toEqual([10]);
  });

  it('is switched off at zero instances', () => {
    expect(countsOf([{ ready: 0, utilisation: 1 }, { utilisation: 1 }])).toEqual([0, 0]);
  });
});
