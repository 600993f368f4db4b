import fc from 'fast-check';
import { expect, it } from 'vitest';
import { below, openStream, uniform } from '../../../engine/random.ts';
import {
  type Coordinate,
  foretellRtt,
  moveCoordinate,
  openCoordinate,
  vivaldiDefaults,
} from '../../../policies/cecal/vivaldi.ts';

const MS = 1000;

/** Points of four dimensions in a cube of 100 ms, and access lines of 0 to 20 ms. */
function drawPoints(size: number, seed: number): number[][] {
  const state = openStream(seed, 'points');
  const point = () => Array.from({ length: 5 }, (_, i) => uniform(state, 0) * (i < 4 ? 100 : 20));
  return Array.from({ length: size }, () => point().map((x) => x * MS));
}

function metric(points: readonly number[][]): number[][] {
  return points.map((one) =>
    points.map((other) => {
      const squares = [0, 1, 2, 3].reduce((sum, k) => sum + (one[k] - other[k]) ** 2, 0);
      return one === other ? 0 : Math.sqrt(squares) + one[4] + other[4];
    }),
  );
}

/** Coordinates after so many measurements a host, of pairs that are not every fifth. */
function settle(rtt: readonly number[][], rounds: number, seed: number): Coordinate[] {
  const hosts = rtt.map((_, i) => openCoordinate(`${i}`, seed));
  const peers = openStream(seed, 'peers');
  for (let n = 0; n < rounds * hosts.length; n++) {
    const i = n % hosts.length;
    const j = below(peers, 0, hosts.length);
    if (i === j || (i + j) % 5 === 0) continue;
    hosts[i] = moveCoordinate(hosts[i], hosts[j], rtt[i][j]);
  }
  return hosts;
}

function medianError(rtt: readonly number[][], hosts: readonly Coordinate[]): number {
  const errors = rtt.flatMap((line, i) =>
    line.flatMap((real, j) => {
      const isUnseen = i < j && (i + j) % 5 === 0;
      return isUnseen ? [Math.abs(foretellRtt(hosts[i], hosts[j]) - real) / real] : [];
    }),
  );
  errors.sort((a, b) => a - b);
  return errors[errors.length >> 1];
}

it('where round trips are distances and heights, the error of unseen pairs tends to nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 100 }), fc.integer(), (size, seed) => {
      const rtt = metric(drawPoints(size, seed));
      const early = medianError(rtt, settle(rtt, 50, seed));
      const late = medianError(rtt, settle(rtt, 4000, seed));
      expect(late).toBeLessThan(0.005);
      expect(late).toBeLessThan(early / 20);
    }),
    { numRuns: 6 },
  );
}, 30_000);

it('where triangles are broken, it does not: a third way round leaves its error for ever', () => {
  // Three hosts of which two are 100 ms apart, and 20 ms over the third.
  const rtt = [
    [0, 100, 10],
    [100, 0, 10],
    [10, 10, 0],
  ].map((line) => line.map((ms) => ms * MS));
  let hosts = rtt.map((_, i) => openCoordinate(`${i}`, 1));
  for (let n = 0; n < 3000; n++) {
    const [i, j] = [n % 3, (n + 1 + (n % 2)) % 3];
    if (i !== j) hosts = hosts.with(i, moveCoordinate(hosts[i], hosts[j], rtt[i][j]));
  }
  const worst = Math.max(
    ...[0, 1, 2].flatMap((i) =>
      [0, 1, 2].flatMap((j) =>
        i < j ? [Math.abs(foretellRtt(hosts[i], hosts[j]) - rtt[i][j]) / rtt[i][j]] : [],
      ),
    ),
  );
  // No metric does better than (100 - 20) / (100 + 20) on the worst of the three.
  expect(worst).toBeGreaterThanOrEqual(80 / 120);
});

it('one measurement moves a host at most a quarter of what it is wrong by, and never its peer', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 1_000_000 }), (seed, rtt) => {
      const own = openCoordinate('a', seed);
      const peer = openCoordinate('b', seed);
      const before = foretellRtt(own, peer);
      const moved = moveCoordinate(own, peer, rtt);
      const step = Math.sqrt(
        moved.position.reduce((sum, x, i) => sum + (x - own.position[i]) ** 2, 0),
      );
      expect(step).toBeLessThanOrEqual(vivaldiDefaults.moveMost * Math.abs(rtt - before) + 1e-6);
      expect(moved.height).toBeGreaterThanOrEqual(vivaldiDefaults.heightLeast);
      expect(peer).toEqual(openCoordinate('b', seed));
      expect(moveCoordinate(own, peer, rtt)).toEqual(moved);
    }),
  );
});

it('a host that is sure hardly listens to one that knows nothing', () => {
  const peer = { position: [0, 0, 0, 0], height: 10, error: 1 };
  const sure = { position: [5000, 0, 0, 0], height: 10, error: 0.01 };
  const unsure = { ...sure, error: 1 };
  const stepOf = (own: Coordinate) => moveCoordinate(own, peer, 50_000).position[0] - 5000;
  // Weights 0.01 / 1.01 and 1 / 2, each times a quarter of 44 980 µs.
  expect(stepOf(sure)).toBeCloseTo((0.25 * 44_980 * 0.01) / 1.01, 6);
  expect(stepOf(unsure)).toBeCloseTo((0.25 * 44_980) / 2, 6);
});

it('two hosts on one spot part, the same way each time', () => {
  const same = { position: [1, 1, 1, 1], height: 10, error: 1 };
  const moved = moveCoordinate(same, same, 10_000);
  expect(moved.position).not.toEqual(same.position);
  expect(moved.height).toBe(10);
});
