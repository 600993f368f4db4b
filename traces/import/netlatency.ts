import { MILLISECOND } from '../../engine/units.ts';
import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { JitterSample, RttMatrix } from '../series.ts';
import { parseNumber } from './table.ts';

const mostFactors = 4096;

// Round trips are rounded to 10 ms: links under five steps would show rounding, not jitter.
const leastMedianSeconds = 0.05;
const leastSamples = 8;

/**
 * Seattle slices (seconds): each link's round trips over its own median, pooled, sorted and thinned
 * to at most 4 096 quantiles. Zeros are missing values and skipped.
 */
export function importSeattle(files: readonly TraceText[]): Imported<JitterSample> {
  const slices = files.map(parseMatrix);
  checkSlices(files, slices);
  const size = slices[0].length;
  const factors: number[] = [];
  let links = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const seen = i === j ? [] : linkFactors(slices.map((slice) => slice[i][j]));
      links += seen.length > 0 ? 1 : 0;
      for (const factor of seen) factors.push(factor);
    }
  }
  if (links === 0) return refuseQuiet(files[0]);
  const note = `${links} of ${size * (size - 1)} links of 50 ms and more, ${slices.length} slices`;
  return { value: { factors: thin(factors) }, notes: [`${note}, 10 ms resolution`] };
}

/** A PlanetLab slice (milliseconds): the round trips between the chosen hosts, counted from 1. */
export function importPlanetLab(
  file: TraceText,
  hosts: readonly { readonly name: string; readonly host: number }[],
): Imported<RttMatrix> {
  const matrix = parseMatrix(file);
  for (const { host } of hosts) checkHost(file, host, matrix.length);
  const rtt = hosts.map((from) =>
    hosts.map((to) => Math.round(matrix[from.host - 1][to.host - 1] * MILLISECOND)),
  );
  const chosen = hosts.map(({ name, host }) => `${name} = host ${host}`).join(', ');
  return { value: { names: hosts.map(({ name }) => name), rtt }, notes: [chosen] };
}

function parseMatrix(file: TraceText): readonly (readonly number[])[] {
  const lines = file.text.split(/\r?\n/);
  while (lines.at(-1)?.trim() === '') lines.pop();
  if (lines.length === 0) {
    return refuse({ file: file.name, row: 0, found: 'an empty file', wanted: 'a square matrix' });
  }
  return lines.map((line, i) => parseRow(file, line, i, lines.length));
}

function parseRow(file: TraceText, line: string, at: number, size: number): readonly number[] {
  const cells = line.replace(/\t+$/, '').split('\t');
  if (cells.length !== size) {
    const found = `${cells.length} columns in a file of ${size} rows`;
    return refuse({
      file: file.name,
      row: at + 1,
      found,
      wanted: 'a square matrix, tab separated',
    });
  }
  return cells.map((cell) => {
    const value = parseNumber(cell.trim());
    if (value !== undefined && value >= 0) return value;
    const wanted = 'a round trip of 0 or more';
    return refuse({ file: file.name, row: at + 1, found: shown(cell), wanted });
  });
}

function checkSlices(
  files: readonly TraceText[],
  slices: readonly (readonly (readonly number[])[])[],
): void {
  const first = files[0].name;
  if (slices.length < leastSamples) {
    const wanted = `at least ${leastSamples}, to see a link's spread`;
    refuse({ file: first, row: 0, found: `${slices.length} slices`, wanted });
  }
  const odd = slices.findIndex((slice) => slice.length !== slices[0].length);
  if (odd > 0) {
    const found = `${slices[odd].length} devices`;
    refuse({ file: files[odd].name, row: 0, found, wanted: `${slices[0].length} as in ${first}` });
  }
  const typical = medianOf(slices[0].flat().filter((value) => value > 0));
  if (typical > 10) {
    const found = `a median of ${typical}`;
    refuse({ file: first, row: 0, found, wanted: 'seconds (PlanetLab slices are milliseconds)' });
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
