import { describe, expect, it } from 'vitest';
import { type Law, meanOf, scvOf } from '../../../engine/distributions.ts';
import { type Estimate, estimateMean } from '../../../engine/estimate.ts';
import { type Outcome, type Queue, runQueue } from './queue.ts';

// Sources: Kleinrock, Queueing Systems I, 1975 (M/M/1 §3.2, M/M/m §3.5, M/M/m/K §3.6-3.8,
// Pollaczek and Khinchine §5.6); Takács 1969 and Sevastyanov 1957 (insensitivity of Erlang's loss
// formula); Cobham 1954 (non-preemptive priorities); Lindley 1952 (recursion of waiting times).

const REPLICATIONS = 20;
const CUSTOMERS = 15_000;
const WARM_UP = 1_500;

const exponential = (mean: number): Law => ({ kind: 'exponential', mean });
const lognormal = (mean: number, scv: number): Law => {
  const sigma = Math.sqrt(Math.log(1 + scv));
  return { kind: 'lognormal', mu: Math.log(mean) - (sigma * sigma) / 2, sigma };
};

/** Mean of what is measured over replications, at 99.9 %; times in seconds. */
function replicate(queue: Queue, measure: (outcome: Outcome) => number, seed: number): Estimate {
  const values = Array.from({ length: REPLICATIONS }, (_, i) =>
    measure(runQueue(queue, CUSTOMERS, seed * 1000 + i)),
  );
  return estimateMean(values, 0.999);
}

function meanWait(outcome: Outcome, priority?: number): number {
  let [sum, count] = [0, 0];
  for (let i = WARM_UP; i < CUSTOMERS; i++) {
    if (Number.isNaN(outcome.waits[i])) continue;
    if (priority !== undefined && outcome.priorities[i] !== priority) continue;
    sum += outcome.waits[i] / 1e6;
    count++;
  }
  return sum / count;
}

const lossOf = (outcome: Outcome) => outcome.rejected / CUSTOMERS;

function expectWithin(estimate: Estimate, truth: number): void {
  // A wide interval would let anything pass.
  expect(estimate.halfWidth / truth).toBeLessThan(0.2);
  expect(Math.abs(estimate.mean - truth), `${estimate.mean} for ${truth}`).toBeLessThan(
    estimate.halfWidth,
  );
}

/** Erlang B by its recursion: share lost of `load` erlangs on `servers`. */
function erlangB(servers: number, load: number): number {
  let loss = 1;
  for (let c = 1; c <= servers; c++) loss = (load * loss) / (c + load * loss);
  return loss;
}

/** Erlang C: share that waits. */
function erlangC(servers: number, load: number): number {
  const loss = erlangB(servers, load);
  return loss / (1 - (load / servers) * (1 - loss));
}

describe('a simulated station', () => {
  it.each([0.5, 0.8, 0.85])('M/M/1 waits ρ/(1-ρ) service times at load %d', (load) => {
    const queue = { interarrival: exponential(1), service: exponential(load), servers: 1 };
    expectWithin(replicate(queue, meanWait, 1), (load * load) / (1 - load));
  });

  it.each([
    [2, 1.6],
    [5, 4],
    [20, 17],
  ])('M/M/c waits as Erlang C says on %d servers at %d erlangs', (servers, load) => {
    const queue = { interarrival: exponential(1), service: exponential(load), servers };
    const truth = (erlangC(servers, load) * load) / (servers - load);
    expectWithin(replicate(queue, meanWait, 2), truth);
  });

  it('M/D/1 waits half as long as M/M/1', () => {
    const service: Law = { kind: 'deterministic', value: 0.8 };
    const queue = { interarrival: exponential(1), service, servers: 1 };
    expectWithin(replicate(queue, meanWait, 3), (0.8 * 0.8) / (2 * 0.2));
  });

  const shapes: [string, Law][] = [
    ['lognormal', lognormal(0.7, 2)],
    ['erlang', { kind: 'erlang', phases: 3, mean: 0.7 }],
    ['gamma', { kind: 'gamma', shape: 0.5, scale: 1.4 }],
    ['weibull', { kind: 'weibull', shape: 1.5, scale: 0.8 }],
    ['hyperexponential', { kind: 'hyperexponential', weights: [0.8, 0.2], means: [0.5, 1.5] }],
  ];
  it.each(shapes)('M/G/1 waits as Pollaczek and Khinchine say: %s', (_name, service) => {
    const queue = { interarrival: exponential(1), service, servers: 1 };
    const load = meanOf(service);
    const truth = ((1 + scvOf(service)) / 2) * ((load * load) / (1 - load));
    expectWithin(replicate(queue, meanWait, 4), truth);
  });

  it.each([
    ['exponential', exponential(8)],
    ['lognormal', lognormal(8, 2)],
    ['deterministic', { kind: 'deterministic', value: 8 } satisfies Law],
  ])('M/G/c/c loses as Erlang B says, whatever the service law: %s', (_name, service) => {
    const queue = { interarrival: exponential(1), service, servers: 10, queueLimit: 0 };
    expectWithin(replicate(queue, lossOf, 5), erlangB(10, 8));
  });

  it('M/M/c/K loses as its birth and death chain says', () => {
    const [servers, room, load] = [4, 3, 3.6];
    let weight = 1;
    let sum = 1;
    for (let n = 1; n <= servers + room; n++) sum += weight *= load / Math.min(n, servers);
    const service = exponential(load);
    const queue = { interarrival: exponential(1), service, servers, queueLimit: room };
    expectWithin(replicate(queue, lossOf, 6), weight / sum);
  });

  it('M/M/1 with two priorities waits as Cobham says', () => {
    const [load, share] = [0.8, 0.4];
    const queue: Queue = {
      interarrival: exponential(1),
      service: exponential(load),
      servers: 1,
      urgentShare: share,
    };
    const urgent = load / (1 - load * share);
    expectWithin(
      replicate(queue, (outcome) => meanWait(outcome, 0), 7),
      load * urgent,
    );
    const patient = (load * urgent) / (1 - load);
    expectWithin(
      replicate(queue, (outcome) => meanWait(outcome, 1), 7),
      patient,
    );
  });

  it('G/G/1 waits exactly as Lindley’s recursion says, customer by customer', () => {
    const queue = { interarrival: lognormal(1, 3), service: lognormal(0.9, 2), servers: 1 };
    const { waits, services, gaps } = runQueue(queue, CUSTOMERS, 8);
    const wanted = new Float64Array(CUSTOMERS);
    for (let i = 1; i < CUSTOMERS; i++) {
      wanted[i] = Math.max(0, wanted[i - 1] + services[i - 1] - gaps[i]);
    }
    expect(String(waits)).toBe(String(wanted));
  });

  it('obeys Little’s law exactly on a run that ends empty', () => {
    const queue = { interarrival: exponential(1), service: lognormal(2.7, 2), servers: 3 };
    const { waits, waitingArea } = runQueue(queue, CUSTOMERS, 9);
    expect(waitingArea).toBe(waits.reduce((sum, wait) => sum + wait, 0));
  });
});
