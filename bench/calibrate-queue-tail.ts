import { log } from '../engine/math.ts';
import { openStream, uniform } from '../engine/random.ts';
import { decayRoot, lateShare, solveWaiting } from '../policies/queueing/waiting.ts';
import { type WorkLaw, workLawOf } from '../policies/queueing/work-law.ts';
import { type Sampler, simulateWaits } from '../test/theory/policies/kiefer-wolfowitz.ts';
import { writeFigure } from './figure.ts';

const SERVERS = [1, 2, 4, 16, 64];
const LOADS = [0.6, 0.8, 0.9, 0.95];
const CUSTOMERS = 400_000;
const SEED = 20261121;

/** A service law of mean 1: how it is drawn, and what the formula knows of it. */
interface Service {
  readonly scv: number;
  readonly draw: Sampler;
  readonly law: WorkLaw;
}

/** One cell of the grid: 99th percentiles of wait plus service, in mean services. */
interface Cell {
  readonly scv: number;
  readonly servers: number;
  readonly load: number;
  readonly formula: number;
  readonly simulated: number;
  /** Standard error of the simulated one, as a share, from independent runs. */
  readonly noise: number;
}

/** The generated part of docs/calibration/queue-tail.md; needs no recordings. */
export async function writeQueueTail(): Promise<string> {
  const cells = [0, 1, 4].flatMap((scv) => {
    const service = serviceOf(scv);
    return SERVERS.flatMap((servers) => LOADS.map((load) => cellOf(service, servers, load)));
  });
  const small = worstOf(cells.filter(({ servers }) => servers <= 4));
  const large = worstOf(cells.filter(({ servers }) => servers > 4));
  const head = '| scv | servers | utilisation | formula | simulated | error | noise |';
  return [
    `Largest error with up to 4 servers: ${small}. With 16 and 64: ${large}.`,
    '',
    ...[head, '|---|---|---|---|---|---|---|', ...cells.map(rowOf), ''],
    await figureOf(cells),
  ].join('\n');
}

/** Fixed, exponential, or two exponentials with balanced means. */
function serviceOf(scv: number): Service {
  if (scv === 0) return { scv, draw: () => 1, law: { values: [1], weights: [1], mean: 1, scv } };
  const share = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const draw: Sampler = (u, v) => -log(1 - v) / 2 / (u < share ? share : 1 - share);
  const above = (x: number) =>
    share * Math.exp(-2 * share * x) + (1 - share) * Math.exp(-2 * (1 - share) * x);
  const upper = Array.from({ length: 6000 }, (_, i) => (i + 1) / 50);
  const count = upper.map((edge) => above(edge - 0.02) - above(edge));
  const law = workLawOf({ upper, count });
  if (law === undefined) throw new Error(`no law of scv ${scv}`);
  return { scv, draw, law };
}

function cellOf({ scv, draw, law }: Service, servers: number, load: number): Cell {
  const waiting = solveWaiting(servers, load * servers, law, decayRoot(law, load));
  // Long queues have long memories: near saturation one run says little.
  const runs = Array.from({ length: load > 0.9 ? 10 : 3 }, (_, run) => {
    const seed = SEED + run;
    const queue = { servers, load: load * servers, draw, customers: CUSTOMERS, seed };
    const stream = openStream(seed, 'queue-tail/service');
    // First come, first served: a wait knows nothing of the service that follows it.
    const spent = simulateWaits(queue).map((wait) => {
      return wait + draw(uniform(stream, 0), uniform(stream, 0));
    });
    return p99(spent);
  });
  const simulated = runs.reduce((sum, one) => sum + one, 0) / runs.length;
  const square = runs.reduce((sum, one) => sum + (one - simulated) ** 2, 0);
  const noise = Math.sqrt(square / (runs.length - 1) / runs.length) / simulated;
  const formula = quantile((x) => lateShare(waiting, law, x));
  return { scv, servers, load, formula, simulated, noise };
}

function p99(values: Float64Array): number {
  return values.toSorted()[Math.floor(0.99 * values.length)];
}

/** Where a falling tail passes 1 %. */
function quantile(tail: (x: number) => number): number {
  let [low, high] = [0, 1000];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (tail(middle) > 0.01) low = middle;
    else high = middle;
  }
  return high;
}

function errorOf({ formula, simulated }: Cell): number {
  return formula / simulated - 1;
}

function worstOf(cells: readonly Cell[]): string {
  const worst = cells.reduce((one, other) => {
    return Math.abs(errorOf(other)) > Math.abs(errorOf(one)) ? other : one;
  });
  const { servers, load, scv, noise } = worst;
  const place = `${servers} servers at ${load}, scv ${scv}`;
  return `${percent(errorOf(worst))} (${place}; noise ${percent(noise)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function rowOf(cell: Cell): string {
  const { scv, servers, load, formula, simulated, noise } = cell;
  const times = [formula, simulated].map((time) => time.toFixed(2));
  const shares = [percent(errorOf(cell)), percent(noise)];
  return `| ${[scv, servers, load, ...times, ...shares].join(' | ')} |`;
}

function figureOf(cells: readonly Cell[]): Promise<string> {
  const values = cells.map((cell) => {
    const { scv, servers, load } = cell;
    return { scv: `scv ${scv}`, servers, load: `${load}`, error: 100 * errorOf(cell) };
  });
  const alt = 'Error of the 99th percentile of wait plus service by servers, utilisation and scv';
  return writeFigure('queue-tail', alt, {
    data: { values },
    mark: { type: 'line', point: true },
    width: 170,
    height: 220,
    encoding: {
      column: { field: 'scv', type: 'nominal', title: null },
      x: { field: 'servers', type: 'ordinal', title: 'servers' },
      y: { field: 'error', type: 'quantitative', title: 'error of p99, %' },
      color: { field: 'load', type: 'nominal', title: 'utilisation' },
    },
  });
}
