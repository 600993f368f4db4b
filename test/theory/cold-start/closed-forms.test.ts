import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../engine/units.ts';
import { readAlone, testBoots } from '../../../models/cold-start/alone.ts';
import {
  hold,
  openStaged,
  reads,
  readyTimes,
  stagedBoot,
  storeOf,
  takes,
} from '../../fixtures/staged-boot.ts';

const GB = 1e9;
const MB = 1; // bytes per microsecond

/** When each of `count` instances ordered at time 0 is ready, seconds. */
function readySeconds(boot: ReturnType<typeof stagedBoot>, count: number): number[] {
  return readyTimes(openStaged(boot, { 0: [hold(count)] }), HOUR).map((at) => at / SECOND);
}

describe('loads that share one store', () => {
  // Processor sharing: k equal loads of S bytes that begin together all end at k S / C.
  it.each([1, 2, 7, 100])('end together after k S / C: %i of them', (k) => {
    const stores = [storeOf('files', { total: 1000 * MB })];
    const ends = readySeconds(stagedBoot({ stages: [reads('load', 10 * GB)], stores }), k);
    expect(ends).toHaveLength(k);
    for (const end of ends) expect(end).toBeCloseTo((k * 10 * GB) / (1000 * MB) / SECOND, 5);
  });

  // With a cap c for each client: S / min(c, C / k).
  it.each([1, 4, 5, 8])('are limited by their own cap while the store is not: %i of them', (k) => {
    const stores = [storeOf('files', { total: 1000 * MB, client: 250 * MB })];
    const ends = readySeconds(stagedBoot({ stages: [reads('load', 10 * GB)], stores }), k);
    const wanted = (10 * GB) / Math.min(250 * MB, (1000 * MB) / k) / SECOND;
    for (const end of ends) expect(end).toBeCloseTo(wanted, 5);
  });

  // Two equal loads, the second t later: while both run each gets C / 2. The first ends at
  // 2 S / C - t, the second, alone again, at 2 S / C.
  it('share from the moment the second joins', () => {
    const stores = [storeOf('files', { total: 100 * MB })];
    const boot = stagedBoot({ stages: [reads('load', 30 * GB)], stores });
    const ends = readyTimes(openStaged(boot, { 0: [hold(1)], 1: [hold(2)] }), HOUR);
    expect(ends.map((end) => end / SECOND)).toEqual([600 - 60, 600]);
  });

  // What one load leaves because its own cap is low, the others share.
  it('leave to the others what they cannot take', () => {
    const stages = [
      reads('slow', 6 * GB, { channels: 1 }),
      reads('quick', 27 * GB, { channels: 10 }),
    ];
    const stores = [storeOf('files', { total: 100 * MB, channel: 10 * MB })];
    const [end] = readySeconds(stagedBoot({ stages, stores }), 1);
    // Slow: 6 GB at 10 MB/s is 600 s. Quick: 90 MB/s beside it, 27 GB in 300 s.
    expect(end).toBeCloseTo(600, 5);
  });
});

describe('an account quota of openings', () => {
  // A full bucket of b tokens that gains one every d: the n-th volume opens at max(0, n - b) d.
  it('lets a burst through, then one at a time', () => {
    const limits = { channel: 300 * MB, openEvery: 3 * SECOND, openBurst: 4 };
    const stores = [storeOf('snapshot', limits)];
    const ends = readySeconds(stagedBoot({ stages: [reads('volume', 3 * GB)], stores }), 9);
    const wanted = Array.from({ length: 9 }, (_, i) => 10 + 3 * Math.max(0, i + 1 - 4));
    expect(ends).toEqual(wanted);
  });

  it('is asked for every stripe of a striped volume', () => {
    const limits = { channel: 300 * MB, openEvery: 3 * SECOND, openBurst: 4 };
    const stages = [reads('volume', 6 * GB, { channels: 2 })];
    const ends = readySeconds(stagedBoot({ stages, stores: [storeOf('snapshot', limits)] }), 4);
    expect(ends).toEqual([10, 10, 10 + 6, 10 + 12]);
  });

  // At most m at once: batches of m, each as long as one.
  it('may also limit how many are open at once', () => {
    const stores = [storeOf('snapshot', { channel: 300 * MB, openMost: 3 })];
    const ends = readySeconds(stagedBoot({ stages: [reads('volume', 3 * GB)], stores }), 7);
    expect(ends).toEqual([10, 10, 10, 20, 20, 20, 30]);
  });
});

describe('a hierarchical start', () => {
  // T_start = T_launch + max(T_warm-up, T_fetch,hot) + epsilon, the blueprint's formula.
  it.each([
    { warmUp: 20, hot: 0.1, wanted: 40 + 20 + 2 },
    { warmUp: 20, hot: 0.5, wanted: 40 + 50 + 2 },
    { warmUp: 0, hot: 0, wanted: 40 + 0 + 2 },
    { warmUp: 300, hot: 1, wanted: 40 + 300 + 2 },
  ])('waits for the longer of warm-up and hot shards: %o', ({ warmUp, hot, wanted }) => {
    const stages = [
      takes('launch', 40 * SECOND),
      takes('warm-up', warmUp * SECOND, 1),
      reads('fetch', 10 * GB, { after: 1, hot, shards: 10 }),
      takes('epsilon', 2 * SECOND, 0b110),
    ];
    const boot = stagedBoot({ stages, stores: [storeOf('files', { client: 100 * MB })] });
    expect(readySeconds(boot, 1)).toEqual([wanted]);
  });
});

describe('an image of layers', () => {
  // A flow shop of two machines and L equal jobs: L max(d, u) + min(d, u), Johnson 1954.
  it.each([
    { read: 100, unpack: 200 },
    { read: 200, unpack: 100 },
    { read: 150, unpack: 150 },
  ])('is read and unpacked in a line: %o MB/s', ({ read, unpack }) => {
    const layers = 20;
    const stage = reads('image', 12 * GB, { packed: 2, unpack: unpack * MB, layers });
    const boot = stagedBoot({
      stages: [stage],
      stores: [storeOf('registry', { client: read * MB })],
    });
    const d = (12 * GB) / 2 / layers / read / SECOND;
    const u = (12 * GB) / layers / unpack / SECOND;
    const wanted = layers * Math.max(d, u) + Math.min(d, u);
    expect(readySeconds(boot, 1)[0]).toBeCloseTo(wanted, 4);
    expect(readAlone(boot, stage, 0) / SECOND).toBeCloseTo(wanted, 4);
  });
});

describe('a load test of lone boots', () => {
  it('finds the length of the longest way through the stages', () => {
    const stages = [
      takes('launch', 40 * SECOND),
      reads('volume', 187 * GB),
      reads('models', 50 * GB, { after: 1, sources: [{ store: 1, chance: 1 }] }),
      takes('engine', 20 * SECOND, 0b110),
    ];
    const stores = [
      storeOf('snapshot', { channel: 300 * 1.048576 * MB }),
      storeOf('files', { client: 500 * 1.048576 * MB }),
    ];
    const boot = stagedBoot({ stages, stores });
    const wanted = Math.ceil((187 * GB) / (300 * 1.048576)) + 20 * SECOND;
    expect(testBoots(boot)).toEqual({ mean: wanted, p95: wanted });
    expect(readySeconds(boot, 1)).toEqual([wanted / SECOND]);
    expect(wanted / MINUTE).toBeGreaterThan(9.9);
  });
});
