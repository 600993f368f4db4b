import { describe, expect, it } from 'vitest';
import { openStream } from '../../../engine/random.ts';
import { SECOND } from '../../../engine/units.ts';
import { drawPoisson } from '../../../models/throng/poisson.ts';
import {
  beginServices,
  createThrongStation,
  endServices,
  expireLine,
  lineOf,
  moveLine,
} from '../../../models/throng/station.ts';
import { quantilesOf } from '../../../models/throng/work-table.ts';
import { erlangC, halfinWhitt } from '../../../policies/queueing/erlang.ts';

const STEP = SECOND / 50;
const MANY = 1e9;

/** A station of counts on its own: exponential services of a second, Poisson arrivals. */
function run(station: { servers: number; load: number; patience: number }, steps: number) {
  const { servers, load, patience } = station;
  const holds = quantilesOf({ kind: 'exponential', mean: SECOND }, 2048).map((hold) => hold / STEP);
  const longest = Math.ceil(holds[holds.length - 1]);
  const counted = createThrongStation(longest, patience, STEP);
  const stream = openStream(3, `station/${servers}/${load}`);
  const sums = { arrivals: 0, line: 0, full: 0, steps: 0, abandoned: 0 };
  let busy = 0;
  for (let step = 0; step < steps; step++) {
    endServices(counted, step);
    busy -= counted.last.ended;
    const arrivals = drawPoisson((load * STEP) / SECOND, stream, 0);
    expireLine(counted, step);
    const room = { arrivals, free: servers - busy, freeEdge: 0, queueLimit: MANY };
    moveLine(counted, room);
    const begun = { many: counted.last.started, factor: 1, step };
    beginServices(counted, holds, begun, { state: stream, at: 0, ring: counted.done });
    busy += counted.last.started;
    if (step < steps / 20) continue;
    sums.arrivals += arrivals;
    sums.steps++;
    sums.line += lineOf(counted);
    // Who arrives now waits if all slots are busy: Poisson arrivals see time averages.
    sums.full += busy === servers ? 1 : 0;
    sums.abandoned += counted.last.abandoned;
  }
  return {
    delayed: sums.full / sums.steps,
    wait: ((sums.line / sums.arrivals) * STEP) / SECOND,
    abandoned: sums.abandoned / sums.arrivals,
  };
}

describe('a station of counts is M/M/c when its law is exponential', () => {
  it.each([
    [20, 16],
    [100, 92],
    [400, 380],
  ])('of %i servers and %i erlangs: waits as Erlang C has them', (servers, load) => {
    const { wait, delayed } = run({ servers, load, patience: Infinity }, 600_000);
    const chance = erlangC(servers, load);
    // Means of an autocorrelated queue over three hours: a tenth is about two standard errors.
    expect(wait / (chance / (servers - load))).toBeGreaterThan(0.9);
    expect(wait / (chance / (servers - load))).toBeLessThan(1.1);
    expect(delayed / chance).toBeGreaterThan(0.85);
    expect(delayed / chance).toBeLessThan(1.15);
  });

  it('with the square root of the load to spare: one in so many waits as Halfin and Whitt have it', () => {
    const load = 900;
    const servers = load + Math.round(0.5 * Math.sqrt(load));
    const { delayed } = run({ servers, load, patience: Infinity }, 300_000);
    expect(delayed / halfinWhitt((servers - load) / Math.sqrt(load))).toBeGreaterThan(0.85);
    expect(delayed / halfinWhitt((servers - load) / Math.sqrt(load))).toBeLessThan(1.15);
  });
});

/**
 * Share that gives up in M/M/n + D, by Zeltyn and Mandelbaum 2005 (Queueing Systems 51): with
 * J the integral of exp(load · patience used - n x), E the sum of a^j (n-1)! / (j! a^(n-1)).
 */
function givenUp(servers: number, load: number, patience: number): number {
  const gap = load - servers;
  const within = gap === 0 ? patience : (Math.exp(gap * patience) - 1) / gap;
  const j = within + Math.exp(gap * patience) / servers;
  let sum = 0;
  let term = 1;
  for (let k = servers - 1; k >= 0; k--) {
    sum += term;
    term *= k / load;
  }
  return (1 + gap * j) / (sum + load * j);
}

describe('a station of counts whose players give up after a fixed time', () => {
  it.each([
    [50, 55, 0.5],
    [100, 100, 0.2],
    [100, 130, 2],
  ])('of %i servers, %i erlangs and %d s loses as many as M/M/n+D', (servers, load, patience) => {
    const found = run({ servers, load, patience: patience * SECOND }, 300_000);
    const wanted = givenUp(servers, load, patience);
    expect(Math.abs(found.abandoned - wanted)).toBeLessThan(0.004 + 0.03 * wanted);
  });
});
