import { below, openStream, uniform } from '../engine/random.ts';
import { MILLISECOND } from '../engine/units.ts';
import {
  type Coordinate,
  foretellRtt,
  moveCoordinate,
  openCoordinate,
  type VivaldiSettings,
  vivaldiDefaults,
} from '../policies/cecal/vivaldi.ts';
import type { TraceFiles } from '../traces/files.ts';
import { importGcpRtt } from '../traces/import/gcp-rtt.ts';
import { readHosts } from '../traces/import/netlatency.ts';
import { quantile, table } from './calibrate-network-tables.ts';
import { writeFigure } from './figure.ts';

type Matrix = readonly (readonly number[])[];

const seed = 20_251_225;
const updates = 1000;

interface Errors {
  readonly relative: readonly number[];
  readonly absoluteMs: readonly number[];
}

/** Errors of network coordinates on pairs that no update has seen. */
export async function describeVivaldi(files: TraceFiles): Promise<string> {
  const hosts = inMicroseconds(
    readHosts(files.read('rtt/netlatency/PlanetLab/PlanetLabData_1.gz')),
  );
  const regions = importGcpRtt(files.read('rtt/gcp/raw_gcp_latency.csv')).value.rtt;
  const closed = closeTriangles(hosts);
  const flat = flatMatrix(hosts.length);
  const rows = [
    ...[2, 3, 4, 8].map((dimensions) => {
      const settings = { ...vivaldiDefaults, dimensions };
      return row(`PlanetLab, ${dimensions} dimensions + height`, embed(hosts, settings));
    }),
    row('PlanetLab, every pair by its shortest way', embed(closed, vivaldiDefaults)),
    row('points of 4 dimensions + height, as many', embed(flat, vivaldiDefaults)),
    row('34 Google Cloud regions', embed(regions, vivaldiDefaults)),
    row('the same by their shortest ways', embed(closeTriangles(regions), vivaldiDefaults)),
  ];
  const head = ['round trips', 'pairs', 'median error', 'p90', 'median, ms', 'p90, ms'];
  return [
    ...['### Network coordinates', ''],
    `${updates} updates a host with random peers; every fifth pair is never measured and is what`,
    'the errors are of. The published figure: 11 % median, 1 740 hosts, 2 dimensions + height.',
    ...['', table(head, rows), ''],
    'What broken triangles alone enforce: where a way over a third host is shorter than the pair',
    'itself, no metric fits, and one of the three sides is wrong by (d - s) / (d + s) at least.',
    ...['', floorTable(hosts, closed, regions), ''],
    await figureOf(hosts, closed, flat),
  ].join('\n');
}

function inMicroseconds(hosts: Matrix): Matrix {
  return hosts.map((line) => line.map((ms) => ms * MILLISECOND));
}

function isHeldOut(one: number, other: number): boolean {
  const [low, high] = one < other ? [one, other] : [other, one];
  return (low * 7919 + high * 104_729) % 5 === 0;
}

function settle(rtt: Matrix, settings: VivaldiSettings): readonly Coordinate[] {
  const hosts = rtt.map((_, i) => openCoordinate(`${i}`, seed, settings));
  const peers = openStream(seed, 'peers');
  for (let round = 0; round < updates; round++) {
    for (let i = 0; i < hosts.length; i++) {
      const j = below(peers, 0, hosts.length);
      if (j === i || isHeldOut(i, j) || !(rtt[i][j] > 0)) continue;
      hosts[i] = moveCoordinate(hosts[i], hosts[j], rtt[i][j], settings);
    }
  }
  return hosts;
}

function embed(rtt: Matrix, settings: VivaldiSettings): Errors {
  const hosts = settle(rtt, settings);
  const relative: number[] = [];
  const absoluteMs: number[] = [];
  rtt.forEach((line, i) => {
    line.slice(0, i).forEach((measured, j) => {
      if (!isHeldOut(i, j) || !(measured > 0)) return;
      const wrong = Math.abs(foretellRtt(hosts[i], hosts[j]) - measured);
      relative.push(wrong / measured);
      absoluteMs.push(wrong / MILLISECOND);
    });
  });
  return { relative, absoluteMs };
}

function row(name: string, { relative, absoluteMs }: Errors): readonly string[] {
  const shares = [0.5, 0.9].map((p) => `${(100 * quantile(relative, p)).toFixed(1)} %`);
  const times = [0.5, 0.9].map((p) => quantile(absoluteMs, p).toFixed(1));
  return [name, `${relative.length}`, ...shares, ...times];
}

/** Floyd and Warshall: no pair is longer than a way over others. */
function closeTriangles(rtt: Matrix): Matrix {
  const ways = rtt.map((line) => [...line]);
  for (let k = 0; k < ways.length; k++) {
    for (const line of ways) {
      for (let j = 0; j < ways.length; j++) {
        const over = line[k] + ways[k][j];
        if (over < line[j]) line[j] = over;
      }
    }
  }
  return ways;
}

/** Distances of points in a cube of 100 ms, and of access lines up to 20 ms. */
function flatMatrix(size: number): Matrix {
  const state = openStream(seed, 'points');
  const points = Array.from({ length: size }, () =>
    Array.from({ length: 5 }, (_, i) => uniform(state, 0) * (i < 4 ? 100 : 20) * MILLISECOND),
  );
  return points.map((one, i) =>
    points.map((other, j) => {
      if (i === j) return 0;
      const squares = [0, 1, 2, 3].reduce((sum, k) => sum + (one[k] - other[k]) ** 2, 0);
      return Math.sqrt(squares) + one[4] + other[4];
    }),
  );
}

function floorTable(hosts: Matrix, closed: Matrix, regions: Matrix): string {
  const rows = [
    floorRow('PlanetLab', hosts),
    floorRow('PlanetLab by shortest ways', closed),
    floorRow('Google Cloud', regions),
  ];
  return table(['round trips', 'triples broken', 'pairs broken', 'least error p50', 'p90'], rows);
}

/** Share of broken triples and pairs, and the error of the worst triple over broken pairs. */
function floorRow(name: string, rtt: Matrix): readonly string[] {
  let triples = 0;
  let broken = 0;
  const floors: number[] = [];
  let pairs = 0;
  for (let i = 0; i < rtt.length; i++) {
    for (let j = 0; j < i; j++) {
      let shortest = rtt[i][j];
      for (let k = 0; k < rtt.length; k++) {
        if (k === i || k === j) continue;
        triples++;
        const over = rtt[i][k] + rtt[k][j];
        // A hundredth of a microsecond: sums of fractions differ in the last bits.
        if (over < rtt[i][j] - 0.01) broken++;
        shortest = Math.min(shortest, over);
      }
      pairs++;
      if (shortest < rtt[i][j] - 0.01) {
        floors.push((rtt[i][j] - shortest) / (rtt[i][j] + shortest));
      }
    }
  }
  const share = (part: number) => `${(100 * part).toFixed(1)} %`;
  // A triple is seen from each of its three pairs, and broken in at most one of them.
  const cells = [share((3 * broken) / triples), share(floors.length / pairs)];
  const errors = [0.5, 0.9].map((p) => (floors.length === 0 ? '-' : share(quantile(floors, p))));
  return [name, ...cells, ...errors];
}

function figureOf(hosts: Matrix, closed: Matrix, flat: Matrix): Promise<string> {
  const curves = [
    ['PlanetLab', hosts],
    ['by shortest ways', closed],
    ['true points', flat],
  ] as const;
  const values = curves.flatMap(([name, rtt]) => {
    const { relative } = embed(rtt, vivaldiDefaults);
    const points = Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50);
    return points.map((p) => ({ name, share: p, error: 100 * quantile(relative, p) }));
  });
  return writeFigure('network-vivaldi', 'Errors of coordinates on pairs never measured', {
    data: { values },
    mark: { type: 'line', strokeWidth: 2, clip: true },
    encoding: {
      x: {
        field: 'error',
        type: 'quantitative',
        scale: { domain: [0, 60] },
        title: 'relative error, %',
      },
      y: { field: 'share', type: 'quantitative', title: 'share of pairs below' },
      color: { field: 'name', type: 'nominal', title: null, sort: null },
    },
  });
}
