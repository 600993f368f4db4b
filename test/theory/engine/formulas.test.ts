import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import {
  boundedQueue,
  erlangB,
  erlangC,
  expectation,
  machinesDown,
} from './formulas/birth-death.ts';
import * as crommelin from './formulas/crommelin.ts';
import * as general from './formulas/general-arrivals.ts';
import * as networks from './formulas/networks.ts';
import * as priorities from './formulas/priorities.ts';
import * as single from './formulas/single-server.ts';
import { hyperexponential } from './laws.ts';

// A closed form may be copied wrong. Each is held against another way to the same number.

const POINTS = [0, 0.3, 0.75, 1.6, 2.4, 5];

/** Integral of a tail from 0, by Simpson's rule on pieces between the kinks of `step`. */
function integral(tail: (t: number) => number, step: number, until: number): number {
  let sum = 0;
  for (let from = 0; from < until; from += step) {
    const [a, b] = [from + 1e-9, from + step - 1e-9];
    sum += ((tail(a) + 4 * tail((a + b) / 2) + tail(b)) * step) / 6;
  }
  return sum;
}

describe('Erlang’s formulas', () => {
  it('give the classical table: 10 trunks lose 1 % at 4.461 erlangs', () => {
    expect(erlangB(10, 4.461)).toBeCloseTo(0.01, 5);
  });

  it.each([
    [1, 0.7],
    [4, 3.1],
    [20, 17],
  ])('are the ends of M/M/c/K: no room, and all the room, %d servers', (servers, load) => {
    expect(boundedQueue(servers, load, 0)[servers]).toBeCloseTo(erlangB(servers, load), 12);
    const roomy = boundedQueue(servers, load, 2000);
    const waits = expectation(roomy, (n) => (n >= servers ? 1 : 0));
    expect(waits).toBeCloseTo(erlangC(servers, load), 12);
  });
});

describe('the wait of M/G/1', () => {
  it('has the mean of Pollaczek and Khinchine under every tail', () => {
    const law = hyperexponential(0.7, 3);
    const tails: readonly (readonly [scv: number, (t: number) => number])[] = [
      [1, (t) => single.tailExponential(0.7, t)],
      [3, (t) => single.tailHyperexponential(law, t)],
      [1 / 3, (t) => single.tailErlang(3, 0.7, t)],
    ];
    for (const [scv, tail] of tails) {
      expect(integral(tail, 0.05, 120)).toBeCloseTo(single.meanWait({ mean: 0.7, scv }), 5);
    }
  });

  it('has one tail for exponential service, however it is put together', () => {
    const twins = { weights: [0.4, 0.6], means: [0.7, 0.7] };
    for (const t of POINTS) {
      const wanted = single.tailExponential(0.7, t);
      expect(single.tailErlang(1, 0.7, t)).toBeCloseTo(wanted, 10);
      expect(single.tailHyperexponential(twins, t)).toBeCloseTo(wanted, 10);
    }
  });

  it('tends to fixed service as an Erlang law gets many phases', () => {
    expect(single.tailErlang(400, 0.7, 1)).toBeCloseTo(single.tailDeterministic(0.7, 1), 2);
  });

  it('is that of G/M/1 and within Kingman’s bound when arrivals are Poisson', () => {
    const exponential = { mean: 0.7, scv: 1 };
    expect(general.shareWaiting((s) => 1 / (1 + s), 0.7)).toBeCloseTo(0.7, 12);
    const idle = general.waitAndIdle({ mean: 1, scv: 1 }, exponential);
    // The idle periods of Poisson arrivals are exponential: E[I²]/2E[I] is 1.
    expect(idle - 1).toBeCloseTo(single.meanWait(exponential), 12);
  });
});

describe('Crommelin’s M/D/c', () => {
  it('is Erlang’s M/D/1 for one server', () => {
    const present = crommelin.numbersPresent(1, 0.7);
    for (const t of POINTS) {
      const wanted = single.tailDeterministic(0.7, 0.7 * t);
      expect(crommelin.waitTail(present, 1, 0.7, t)).toBeCloseTo(wanted, 9);
    }
    const mean = single.meanWait({ mean: 0.7, scv: 0 }) / 0.7;
    expect(crommelin.meanWait(present, 1, 0.7)).toBeCloseTo(mean, 9);
  });

  it.each([
    [2, 1.6],
    [3, 2.4],
    [5, 4],
  ])('comes out alike from relation, roots and tail: %d servers', (servers, load) => {
    const present = crommelin.numbersPresent(servers, load);
    const waits = crommelin.shareWaiting(present, servers);
    expect(1 - crommelin.shareServedAtOnce(servers, load)).toBeCloseTo(waits, 9);
    const tail = (t: number) => crommelin.waitTail(present, servers, load, t);
    expect(tail(0)).toBeCloseTo(waits, 9);
    const mean = crommelin.meanWait(present, servers, load);
    expect(integral(tail, 1 / 64, 40)).toBeCloseTo(mean, 6);
    const queue = present.reduce((sum, share, n) => sum + share * Math.max(0, n - servers), 0);
    expect(queue / load).toBeCloseTo(mean, 9);
  });
});

describe('priorities', () => {
  const one = { mean: 0.75, scv: 1 };
  const two = [0.4, 0.6].map((share) => ({ share, ...one }));

  it('move waits between classes but keep their mean: Kleinrock’s conservation law', () => {
    const mean = two.reduce((sum, { share }, k) => sum + share * priorities.cobhamWait(two, k), 0);
    expect(mean).toBeCloseTo(single.meanWait(one), 12);
  });

  it('are Cobham’s on one server, and M/M/c with one class', () => {
    for (const k of [0, 1]) {
      const wanted = priorities.cobhamWait(two, k);
      expect(priorities.cobhamWaitOnServers(two, 1, k)).toBeCloseTo(wanted, 12);
    }
    const alone = [{ share: 1, mean: 2.25, scv: 1 }];
    const wanted = erlangC(3, 2.25) / (3 / 2.25 - 1);
    expect(priorities.cobhamWaitOnServers(alone, 3, 0)).toBeCloseTo(wanted, 12);
  });

  it('with preemption let the first class see nobody, and keep the number of memoryless jobs', () => {
    const sojourns = [0, 1].map((k) => priorities.resumeSojourn(two, k));
    expect(sojourns[0]).toBeCloseTo(0.75 / (1 - 0.3), 12);
    expect(0.4 * sojourns[0] + 0.6 * sojourns[1]).toBeCloseTo(0.75 / (1 - 0.75), 12);
  });
});

describe('networks', () => {
  const demands = [6, 0.5, 0.4].map((demand, at) => ({ demand, isDelay: at === 0 }));

  it.each([1, 2, 5, 20])('of %d customers have one throughput by MVA and by convolution', (n) => {
    const { throughput, numbers } = networks.meanValues(demands, n);
    expect(networks.convolvedThroughput(demands, n)).toBeCloseTo(throughput, 12);
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBeCloseTo(n, 12);
  });

  it('of a terminal and one server are the repairman’s', () => {
    const shares = machinesDown(6, 1, 0.1);
    const mva = networks.meanValues(
      [demands[0], demands[1]].map(({ isDelay }, at) => {
        return { isDelay, demand: at === 0 ? 10 : 1 };
      }),
      6,
    );
    expect(expectation(shares, (n) => n)).toBeCloseTo(mva.numbers[1], 12);
  });

  it('that are open carry what comes, plus what comes back', () => {
    const node = { servers: 1, mean: 0.3, rate: 1, routes: [0.5] };
    expect(networks.trafficRates([node])[0]).toBeCloseTo(2, 12);
    expect(expectation(networks.jacksonShares([node])[0], (n) => n)).toBeCloseTo(0.6 / 0.4, 12);
  });
});

it('every case has a name of its own, and so luck of its own', () => {
  const names = cases.map(({ model, parameters }) => `${model} ${parameters}`);
  expect(new Set(names).size).toBe(names.length);
});
