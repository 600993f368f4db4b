import { describe, expect, it } from 'vitest';
import { erlang, exponential, hyperexponential, lognormal } from './laws.ts';
import type { Floor } from './models/floor.ts';
import { runPreemptive } from './models/preemptive.ts';
import { runStation } from './models/station.ts';

// Waits of first come first served follow from arrivals and services by a recursion: D. V. Lindley
// 1952 for one server, J. Kiefer and J. Wolfowitz 1955 for several. Nothing here is statistical.

const CUSTOMERS = 15_000;

function waitsOf({ arrivedAt, leftAt, services }: Floor): Float64Array {
  return arrivedAt.map((arrived, i) => leftAt[i] - arrived - services[i]);
}

/** The work before each server, least first: whoever comes waits for the least. */
function waitsByRecursion({ gaps, services }: Floor, servers: number): Float64Array {
  let work = Array.from({ length: servers }, () => 0);
  return gaps.map((gap, i) => {
    const [least, ...others] = work.map((one) => Math.max(0, one - gap)).sort((a, b) => a - b);
    work = [least + services[i], ...others];
    return least;
  });
}

describe('every single wait on the engine’s station', () => {
  it.each([1, 2, 5])('is that of the recursion, with %d servers', (servers) => {
    const classes = [{ share: 1, service: lognormal(0.9 * servers, 2) }];
    const traffic = { interarrival: lognormal(1, 3), classes, customers: CUSTOMERS };
    const floor = runStation({ ...traffic, servers }, { seed: 8, path: 'theory/recursion' });
    const waits = waitsOf(floor);
    expect(waits.some((wait) => wait > 0) && waits.some((wait) => wait === 0)).toBe(true);
    expect(String(waits)).toBe(String(waitsByRecursion(floor, servers)));
  });

  it('is that of the preemptive station, as long as all are of one class', () => {
    const classes = [{ share: 1, service: hyperexponential(0.8, 3) }];
    const traffic = { interarrival: erlang(2, 1), classes, customers: CUSTOMERS };
    const chance = { seed: 9, path: 'theory/one class' };
    const waits = waitsOf(runStation({ ...traffic, servers: 1 }, chance));
    expect(String(waitsOf(runPreemptive(traffic, chance)))).toBe(String(waits));
  });

  it('is that of the urgent alone, where they preempt', () => {
    const service = exponential(0.6);
    const classes = [0.5, 0.5].map((share) => ({ share, service }));
    const traffic = { interarrival: exponential(1), classes, customers: CUSTOMERS };
    const floor = runPreemptive(traffic, { seed: 10, path: 'theory/two classes' });
    const urgent = Array.from(floor.classes.keys()).filter((i) => floor.classes[i] === 0);
    const waits = waitsOf(floor);
    const seen = urgent.map((i) => waits[i]);
    const came = urgent.map((i) => floor.arrivedAt[i]);
    const gaps = Float64Array.from(came, (at, i) => at - (came[i - 1] ?? 0));
    const services = Float64Array.from(urgent, (i) => floor.services[i]);
    const wanted = waitsByRecursion({ ...floor, gaps, services }, 1);
    expect(String(seen)).toBe(String(wanted));
  });
});
