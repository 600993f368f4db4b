import { MILLISECOND } from '../../engine/units.ts';
import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { JitterSample, RttMatrix } from '../series.ts';
import { parseNumber } from './table.ts';

const mostFactors = 4096;

// Round trips are rounded to 10 ms: links under five steps would show rounding, not jitter.
const leastMedianSeconds = 0.05;
const leastSamples = 8;

// Seattle: medians of 0.22 and single round trips of 35.6 s at most in the published slices.
const mostSeconds = 60;
const mostMedianSeconds = 5;
// PlanetLab: 2 984 ms at most in the two published slices kept; above 10 s it is microseconds.
const mostMilliseconds = 10_000;
const leastMedianMilliseconds = 5;
const mostFactor = 1000;

/**
 * Seattle slices (seconds): each link's round trips over its own median, pooled, sorted and thinned
 * to at most 4 096 quantiles. Zeros are missing values and skipped.
 */
export function importSeattle(files: readonly TraceText[]): Imported<JitterSample> {
  const slices = readSlices(files);
  const size = slices[0].length;
  const factors: number[] = [];
  let links = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const seen = i === j ? [] : linkFactors(slices.map((slice) => slice[i][j]));
      if (seen.some((factor) => factor > mostFactor)) return refuseFactor(files, slices, i, j);
      links += seen.length > 0 ? 1 : 0;
      for (const factor of seen) factors.push(factor);
    }
  }
  if (links === 0) return refuseQuiet(files[0]);
  const note = `${links} of ${size * (size - 1)} links of 50 ms and more, ${slices.length} slices`;
  const twins = files.filter(({ text }, i) => i > 0 && text === files[i - 1].text).length;
  const alike = twins === 0 ? [] : [`${twins} slices are the slice before once more: kept`];
  return { value: { factors: thin(factors) }, notes: [`${note}, 10 ms resolution`, ...alike] };
}

/** A PlanetLab slice (milliseconds): the round trips between the chosen hosts, counted from 1. */
export function importPlanetLab(
  file: TraceText,
  hosts: readonly { readonly name: string; readonly host: number }[],
): Imported<RttMatrix> {
  const matrix = readHosts(file);
  for (const { host } of hosts) checkHost(file, host, matrix.length);
  checkMeasured(file, hosts, matrix);
  const rtt = hosts.map((from) =>
    hosts.map((to) => Math.round(matrix[from.host - 1][to.host - 1] * MILLISECOND)),
  );
  const chosen = hosts.map(({ name, host }) => `${name} = host ${host}`).join(', ');
  return { value: { names: hosts.map(({ name }) => name), rtt }, notes: [chosen] };
}

// 0 is a missing value; a pair without a round trip would be the fastest of all.
function checkMeasured(
  file: TraceText,
  hosts: readonly { readonly name: string; readonly host: number }[],
  matrix: Matrix,
): void {
  for (const from of hosts) {
    const to = hosts.find(
      ({ host }) => host !== from.host && matrix[from.host - 1][host - 1] === 0,
    );
    if (to === undefined) continue;
    const found = `no round trip (0) from host ${from.host} to host ${to.host}`;
    refuse({ file: file.name, row: from.host, found, wanted: 'hosts that reached each other' });
  }
}

type Matrix = readonly (readonly number[])[];

/** Seattle slices as square matrices of seconds, all of one size; 0 is a missing value. */
export function readSlices(files: readonly TraceText[]): readonly Matrix[] {
  const slices = files.map((file) => parseMatrix(file, mostSeconds, 'seconds'));
  checkSlices(files, slices);
  return slices;
}

/** A PlanetLab slice as a square matrix of milliseconds; 0 is a missing value. */
export function readHosts(file: TraceText): Matrix {
  const matrix = parseMatrix(file, mostMilliseconds, 'milliseconds');
  const typical = medianOf(matrix.flat().filter((value) => value > 0));
  if (typical > 0 && typical < leastMedianMilliseconds) {
    const found = `a median of ${typical}, which looks like seconds`;
    return refuse({ file: file.name, row: 0, found, wanted: 'milliseconds' });
  }
  return matrix;
}

function parseMatrix(file: TraceText, most: number, unit: string): Matrix {
  const lines = file.text.split(/\r\n?|\n/);
  while (lines.at(-1)?.trim() === '') lines.pop();
  if (lines.length === 0) {
    return refuse({ file: file.name, row: 0, found: 'an empty file', wanted: 'a square matrix' });
  }
  const rows = lines.map((line) => line.replace(/\t+$/, '').split('\t'));
  checkSquare(file.name, rows);
  return rows.map((cells, i) => cells.map((cell) => cellOf(file.name, i + 1, cell)));

  function cellOf(name: string, row: number, cell: string): number {
    const value = parseNumber(cell.trim());
    if (value !== undefined && value >= 0 && value <= most) return value;
    const hint = value !== undefined && unit === 'seconds' ? ' (this may be milliseconds)' : '';
    const wanted = `${unit} from 0 up to ${most}${hint}`;
    return refuse({ file: name, row, found: shown(cell), wanted });
  }
}

function checkSquare(file: string, rows: readonly (readonly string[])[]): void {
  const width = rows[0].length;
  const wanted = 'a square matrix, tab separated';
  const ragged = rows.findIndex((cells) => cells.length !== width);
  if (ragged >= 0) {
    const found = `${countOf(rows[ragged].length)} after rows of ${width}`;
    refuse({ file, row: ragged + 1, found, wanted });
  }
  if (rows.length === width) return;
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  refuse({
    file,
    row: rows.length,
    found: `${countOf(width)}, but ${count}, this the last`,
    wanted,
  });
}

function countOf(columns: number): string {
  return columns === 1 ? '1 column' : `${columns} columns`;
}

function refuseFactor(
  files: readonly TraceText[],
  slices: readonly Matrix[],
  i: number,
  j: number,
): never {
  const samples = slices.map((slice) => slice[i][j]);
  const worst = samples.indexOf(Math.max(...samples));
  const median = medianOf(samples.filter((value) => value > 0));
  const found = `${samples[worst]} in column ${j + 1} on a link with a median of ${median}`;
  const wanted = `at most ${mostFactor} times the median`;
  return refuse({ file: files[worst].name, row: i + 1, found, wanted });
}

function checkSlices(
  files: readonly TraceText[],
  slices: readonly (readonly (readonly number[])[])[],
): void {
  const first = files[0].name;
  if (slices.length < leastSamples) {
    const found = slices.length === 1 ? '1 slice' : `${slices.length} slices`;
    refuse({
      file: first,
      row: 0,
      found,
      wanted: `at least ${leastSamples}, to see a link's spread`,
    });
  }
  const odd = slices.findIndex((slice) => slice.length !== slices[0].length);
  if (odd > 0) {
    const found = `${slices[odd].length} devices`;
    refuse({ file: files[odd].name, row: 0, found, wanted: `${slices[0].length} as in ${first}` });
  }
  for (const [at, slice] of slices.entries()) {
    const typical = medianOf(slice.flat().filter((value) => value > 0));
    if (typical <= mostMedianSeconds || Number.isNaN(typical)) continue;
    const found = `a median of ${typical}`;
    const wanted = `seconds, a median up to ${mostMedianSeconds} (PlanetLab: milliseconds)`;
    refuse({ file: files[at].name, row: 0, found, wanted });
  }
}

function linkFactors(samples: readonly number[]): readonly number[] {
  const seen = samples.filter((value) => value > 0);
  if (seen.length < leastSamples) return [];
  const median = medianOf(seen);
  return median < leastMedianSeconds ? [] : seen.map((value) => value / median);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : ((sorted[half - 1] ?? 0) + sorted[half]) / 2;
}

function thin(factors: readonly number[]): readonly number[] {
  const sorted = [...factors].sort((a, b) => a - b);
  if (sorted.length <= mostFactors) return sorted;
  const step = sorted.length / mostFactors;
  return Array.from({ length: mostFactors }, (_, i) => sorted[Math.floor((i + 0.5) * step)]);
}

function checkHost(file: TraceText, host: number, size: number): void {
  if (Number.isInteger(host) && host >= 1 && host <= size) return;
  refuse({ file: file.name, row: 0, found: `host ${host}`, wanted: `a host from 1 to ${size}` });
}

function refuseQuiet(file: TraceText): never {
  const wanted = 'links with a median of 50 ms or more, seen in 8 slices';
  return refuse({ file: file.name, row: 0, found: 'none', wanted });
}
