import { expect, it } from 'vitest';
import { estimateMean } from '../../../engine/estimate.ts';
import { exp } from '../../../engine/math.ts';
import { HOUR, MILLISECOND, SECOND } from '../../../engine/units.ts';
import type { BatchingSetup } from '../../../models/batching/setup.ts';
import { totalsOf } from '../../../models/totals.ts';
import { openBatches, type Stream } from '../../fixtures/batching.ts';

const LONG = 100 * MILLISECOND;
const ALWAYS = { kind: 'law', law: { kind: 'deterministic', value: LONG } } as const;

/** Batches up to a size that take as long whatever is in them. */
function whole(most: number, within = 0): BatchingSetup {
  const reading = [
    [0, LONG],
    [LONG, LONG],
  ] as const;
  return { most, within, floor: 0, reading, stretch: [] };
}

/** Mean time from reaching the region to the answer, in seconds: a wait for the read, and it. */
function sojourn(stream: Stream): number {
  const simulation = openBatches(stream);
  simulation.run(stream.horizon ?? HOUR);
  const { waitSum, requestsAnswered } = totalsOf(simulation);
  return (waitSum / requestsAnswered + LONG) / SECOND;
}

function holdAgainst(stream: Stream, wanted: number, label: string): void {
  const means = Array.from({ length: 10 }, (_, run) => sojourn({ ...stream, seed: 300 + run }));
  const { mean, halfWidth } = estimateMean(means, 0.999);
  expect(Math.abs(mean - wanted), label).toBeLessThan(halfWidth + 2e-5);
  expect(halfWidth, `${label}, width`).toBeLessThan(0.05 * wanted);
}

/**
 * Bulk service M/D^[1,N]/1: whoever waits, up to N, is served together as soon as the server is
 * free. The number left behind by a service is a Markov chain with Poisson steps (Bailey 1954, JRSS
 * B 16, 80-87; Chaudhry & Templeton 1983, A First Course in Bulk Queues); time averages by cycles.
 */
function bulkSojourn(rate: number, most: number): number {
  const long = LONG / SECOND;
  const states = 150;
  const arrivals = poisson(rate * long, states);
  let left = new Float64Array(states);
  left[0] = 1;
  for (let round = 0; round < 800; round++) {
    const next = new Float64Array(states);
    left.forEach((share, n) => {
      const stay = Math.max(0, n - most);
      for (let more = 0; stay + more < states; more++) next[stay + more] += share * arrivals[more];
    });
    left = next;
  }
  let waiting = 0;
  let cycle = 0;
  left.forEach((share, n) => {
    waiting += share * (long * Math.max(0, n - most) + (rate * long * long) / 2);
    cycle += share * (long + (n === 0 ? 1 / rate : 0));
  });
  return waiting / cycle / rate + long;
}

function poisson(mean: number, states: number): Float64Array {
  const shares = new Float64Array(states);
  shares[0] = exp(-mean);
  for (let n = 1; n < states; n++) shares[n] = (shares[n - 1] * mean) / n;
  return shares;
}

it('one at a time is the old queue, wait for wait', () => {
  const service = { kind: 'law', law: { kind: 'exponential', mean: LONG } } as const;
  const alone: BatchingSetup = {
    most: 1,
    within: 0,
    floor: 0,
    reading: [
      [0, 0],
      [1, 1],
    ],
    stretch: [],
  };
  const [old, batched] = [undefined, alone].map((batching) => {
    const stream = { perSecond: 8, slots: 1, service, horizon: HOUR };
    const simulation = openBatches(batching === undefined ? stream : { ...stream, batching });
    simulation.run(HOUR);
    return totalsOf(simulation);
  });
  expect(batched.waitSum).toBe(old.waitSum);
  expect(batched.waitSum).toBeGreaterThan(0);
  expect(batched.responseSum).toBe(old.responseSum);
  expect(batched.requestsAnswered).toBe(old.requestsAnswered);
  expect(batched.busySlotSeconds).toBe(old.busySlotSeconds);
});

it.each([
  [6, 1],
  [15, 2],
  [25, 4],
  [60, 8],
])('bulk service at %i a second, up to %i together, takes as long as Bailey says', (rate, most) => {
  const stream = { perSecond: rate, slots: most, batching: whole(most), service: ALWAYS };
  holdAgainst(
    { ...stream, horizon: (HOUR * 4) / rate },
    bulkSojourn(rate, most),
    `${rate} by ${most}`,
  );
});

it('the wait is for the read, however many slots there are to wait on', () => {
  const [few, many] = [1, 64].map((slots) => {
    const stream = { perSecond: 8, slots, batching: whole(1), service: ALWAYS };
    const simulation = openBatches({ ...stream, horizon: HOUR });
    simulation.run(HOUR);
    return totalsOf(simulation);
  });
  expect(many.waitSum).toBe(few.waitSum);
  expect(many.energyJ / few.energyJ).toBeCloseTo(1, 9);
});

it('without a most, each batch is what came during the one before', () => {
  // The number taken is Poisson, whatever went before: those who came in a service of length d wait
  // d/2 on the average, and with chance exp(-rate d) the next finds the server free.
  const [rate, long] = [25, LONG / SECOND];
  const inService = rate * long;
  const wanted = (inService * (long / 2)) / (inService + exp(-inService)) + long;
  expect(bulkSojourn(rate, 300)).toBeCloseTo(wanted, 9);
  const stream = { perSecond: rate, slots: 300, batching: whole(300), service: ALWAYS };
  holdAgainst({ ...stream, horizon: HOUR / 4 }, wanted, 'all together');
});

it('gathered for a time much longer than a batch, requests wait half of it and all of it', () => {
  // Of a batch, the first waits T; those who join it in T wait T/2 on the average. At rate r there
  // are 1 + rT in it while hardly any comes during the short service (an error of order d/T).
  const within = 50 * LONG;
  const rate = 0.2;
  const [span, long] = [within / SECOND, LONG / SECOND];
  const wanted = (span + (rate * span * span) / 2) / (1 + rate * span) + long;
  const stream = { perSecond: rate, slots: 300, batching: whole(300, within), service: ALWAYS };
  const means = Array.from({ length: 10 }, (_, run) => {
    return sojourn({ ...stream, horizon: 8 * HOUR, seed: 500 + run });
  });
  const { mean } = estimateMean(means);
  expect(Math.abs(mean / wanted - 1)).toBeLessThan(0.02);
});
