import { describe, expect, it } from 'vitest';
import { MILLISECOND } from '../../../../engine/units.ts';
import { leaveBatch } from '../../../../models/batching/joining.ts';
import { readingTime, timeByNumber } from '../../../../models/batching/setup.ts';
import { interruptServed } from '../../../../models/requests.ts';
import type { WorldSimulation } from '../../../../models/world.ts';
import { brokenBatches } from '../../../checkers/batches.ts';
import {
  departures,
  openBatches,
  type Stream,
  sendAt,
  streamScenario,
  stretchesOf,
  writingAt,
} from '../../../fixtures/batching.ts';

/** One instance of four slots on which n requests write n times as slowly. */
const FAIR: Stream = { perSecond: 0, slots: 4, batching: writingAt(stretchesOf(4, (n) => n)) };

/** Reads of 10 ms and 1 ms for each millisecond of work; two write half as slowly again as one. */
const MODEL: Stream = {
  ...FAIR,
  batching: {
    ...writingAt([1, 1, 1.5, 2, 2.5]),
    floor: 12 * MILLISECOND,
    reading: [
      [0, 10 * MILLISECOND],
      [100 * MILLISECOND, 110 * MILLISECOND],
    ],
  },
};

const written = (hold: number) => ({ answer: 0, hold });

function open(stream: Stream = FAIR): WorldSimulation {
  return openBatches(stream);
}

describe('requests that write side by side', () => {
  it('share the instance by the number of them, from instant to instant', () => {
    const simulation = open();
    sendAt(simulation, 0, written(100));
    sendAt(simulation, 50, written(100));
    sendAt(simulation, 160, written(10));
    // 50 alone, then 100 at half speed: the first is done, the second has 50 to go and does 10
    // alone. The third takes 20 for its 10; the second has 30 left then.
    expect(departures(simulation, 1000)).toEqual([150, 180, 210]);
  });

  it('end at one instant where their marks are one', () => {
    const simulation = open();
    for (const _ of [1, 2, 3]) sendAt(simulation, 10, written(100));
    expect(departures(simulation, 1000)).toEqual([310, 310, 310]);
  });

  it('wait in the region’s line where all slots are taken, and are timed from their slot on', () => {
    const simulation = open();
    for (const at of [0, 1, 2, 3, 4]) sendAt(simulation, at, written(100));
    simulation.run(100 * MILLISECOND);
    expect(simulation.world.stations[0].waiting.size).toBe(1);
    const gone = departures(simulation, 1000);
    expect(gone).toHaveLength(5);
    expect(gone[4]).toBe(500);
  });

  it('never turn progress back, and it is what they were given', () => {
    const simulation = open(MODEL);
    let before = 0;
    let passed = 0;
    for (let n = 0; n < 40; n++) sendAt(simulation, n * 37, { answer: n % 7, hold: 20 + n });
    while (simulation.now < 20_000 * MILLISECOND && simulation.step()) {
      const { batches } = simulation.world;
      const progress = batches?.progress[0] ?? Number.NaN;
      expect(progress).toBeGreaterThanOrEqual(before);
      if (progress > before) passed++;
      before = progress;
      expect(brokenBatches(simulation)).toEqual([]);
    }
    expect(passed).toBeGreaterThan(40);
    expect(simulation.world.fleet.busySlots[0]).toBe(0);
  });
});

describe('reads', () => {
  it('stop those who write, and take what the law says for all that wait together', () => {
    const simulation = open(MODEL);
    sendAt(simulation, 0, { answer: 20, hold: 120 });
    sendAt(simulation, 50, { answer: 30, hold: 40 });
    sendAt(simulation, 60, { answer: 10, hold: 10 });
    // Read until 30; writes 20 until 50. Read of 40 until 90; the third came at 60 and is read from
    // there until 110, when it is done. Two write at 1.5: 10 take 15, until 125; then 70 alone.
    expect(departures(simulation, 1000)).toEqual([110, 125, 195]);
  });

  it('of several that come at one instant are one', () => {
    const simulation = open(MODEL);
    for (const _ of [1, 2]) sendAt(simulation, 0, { answer: 20, hold: 20 });
    expect(departures(simulation, 1000)).toEqual([50, 50]);
  });

  it('are never shorter than the floor, and go on straight beyond the last point', () => {
    const { batching } = MODEL;
    if (batching === undefined) throw new Error('no batching');
    expect(readingTime(batching, 0)).toBe(12_000);
    expect(readingTime(batching, 50_000)).toBe(60_000);
    expect(readingTime(batching, 300_000)).toBe(310_000);
  });
});

describe('who is taken off', () => {
  it('leaves the others faster', () => {
    const simulation = open();
    const rows = [0, 0].map((at) => sendAt(simulation, at, written(100)));
    simulation.run(100 * MILLISECOND);
    leaveBatch(simulation.world, simulation, rows[1]);
    expect(simulation.world.batches?.writing[0]).toBe(1);
    simulation.run(149 * MILLISECOND);
    expect(simulation.world.fleet.busy[0]).toBe(2);
    simulation.run(150 * MILLISECOND);
    expect(simulation.world.fleet.busy[0]).toBe(1);
  });

  it('begins again after an interruption, with nothing of its work done', () => {
    const simulation = open();
    sendAt(simulation, 0, written(100));
    sendAt(simulation, 0, written(200));
    simulation.run(120 * MILLISECOND);
    interruptServed(simulation.world, simulation, 0);
    expect(simulation.world.ledger.counts.requestsInterrupted).toBe(2);
    expect(simulation.world.batches?.owed[0]).toBe(0);
    expect(simulation.world.batches?.pending[0]).toBe(-1);
    expect(simulation.world.stations[0].waiting.size).toBe(2);
  });
});

it('requests go to the instance that holds the fewest, the first among equals', () => {
  const region = open().world.setup.regions[0];
  const simulation = open({ ...FAIR, changes: { ...twoInstances(), atStart: 2 } });
  expect(region.quota).toBe(1);
  for (const at of [0, 1, 2]) sendAt(simulation, at, written(1000));
  simulation.run(10 * MILLISECOND);
  expect([...simulation.world.fleet.busy]).toEqual([2, 1]);
  sendAt(simulation, 11, written(10));
  sendAt(simulation, 12, written(10));
  simulation.run(13 * MILLISECOND);
  expect([...simulation.world.fleet.busy]).toEqual([3, 2]);
  expect(brokenBatches(simulation)).toEqual([]);
});

function twoInstances() {
  const [region] = streamScenario(FAIR).regions;
  return { regions: [{ ...region, quota: 2 }] };
}

describe('what the brief tells', () => {
  it('is the time of a request among others, by the number of them', () => {
    const { batching } = MODEL;
    if (batching === undefined) throw new Error('no batching');
    const times = timeByNumber(batching, { answer: 20_000, writing: 100_000 }, 4);
    expect(times).toEqual([130_000, 210_000, 290_000, 370_000]);
  });

  it('is for heads the whole batch, and batches one after the other beyond it', () => {
    const batching = {
      most: 2,
      within: 0,
      floor: 0,
      stretch: [],
      reading: [
        [0, 5],
        [10, 15],
      ],
    } as const;
    expect(timeByNumber(batching, { answer: 10, writing: 0 }, 4)).toEqual([15, 25, 37.5, 50]);
  });
});
