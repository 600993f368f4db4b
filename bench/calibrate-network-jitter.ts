import type { TraceFiles } from '../traces/files.ts';
import { excessOf, fitLinkJitter } from '../traces/fit/link-jitter.ts';
import {
  drawPooled,
  drawRows,
  type LinkSplit,
  recordedRows,
  splitByDevice,
  splitByTime,
} from '../traces/fit/link-judge.ts';
import { memoryAt } from '../traces/fit/link-memory.ts';
import { judgeLinks } from '../traces/fit/seattle-jitter.ts';
import { deviceJitter, generateDeviceJitter } from '../traces/generate/jitter.ts';
import { importSeattleReadings, type SeattleReadings } from '../traces/import/seattle-sweeps.ts';
import { textsAt } from '../traces/open-series.ts';
import type { LinkJitter } from '../traces/series-links.ts';
import { quantile, table } from './calibrate-network-tables.ts';
import { writeFigure } from './figure.ts';

type Rows = readonly (readonly number[])[];

const seed = 20_251_225;

/** Delays by link against links, and a time, that the fit did not see. */
export async function describeJitter(files: TraceFiles): Promise<string> {
  const isSlice = (name: string) => /^SeattleData_\d+(\.gz)?$/.test(name);
  const readings = importSeattleReadings(textsAt(files, 'rtt/netlatency/Seattle', isSlice));
  const byDevice = splitByDevice(readings.links);
  const swapped = { seen: byDevice.heldOut, heldOut: byDevice.seen };
  const byTime = splitByTime(readings.links, readings.slices);
  const fittedTo = (split: LinkSplit) => fitLinkJitter(split.seen, readings.slicesPerSweep);
  return [
    ...['### Delays by link', '', `${readings.notes.join('; ')}.`, ''],
    'Delays do not grow with the base: by the least round trip of a link, seconds beyond it.',
    '',
    bandTable(readings),
    ...['', 'Memory: correlation of the delayed readings of a link, sweeps apart (0 is none).', ''],
    memoryTable(readings),
    ...['', '#### Held out by device: fitted on even devices, judged on odd ones', ''],
    judgement(byDevice, fittedTo(byDevice)),
    ...['', '#### The other way round', '', judgement(swapped, fittedTo(swapped))],
    ...['', '#### Held out by time: fitted on slices 1 to 36, judged on 37 to 72', ''],
    judgement(byTime, fittedTo(byTime)),
    ...['', await figureOf(byTime, fittedTo(byTime))],
  ].join('\n');
}

function judgement(split: LinkSplit, fitted: LinkJitter): string {
  const { title, head, rows } = judgeLinks(split, fitted);
  return `${title}.\n\n${table(head, rows)}`;
}

function bandTable({ links }: SeattleReadings): string {
  const bands = [0, 0.05, 0.1, 0.2, 0.3, 0.6];
  const points = [0.5, 0.75, 0.9, 0.95, 0.99];
  const often = links.filter((link) => link.readings.length >= 10);
  const rows = bands.slice(1).map((high, i) => {
    const low = bands[i];
    const inside = often.filter(({ readings }) => {
      const least = Math.min(...readings);
      return least > low && least <= high;
    });
    const beyond = inside.flatMap(({ readings }) => {
      const least = Math.min(...readings);
      return readings.map((reading) => reading - least);
    });
    const cells = points.map((p) => quantile(beyond, p).toFixed(2));
    return [`${low} to ${high} s`, `${inside.length}`, ...cells];
  });
  return table(['least round trip', 'links', ...points.map((p) => `p${100 * p}`)], rows);
}

function memoryTable({ links }: SeattleReadings): string {
  const marks = excessOf(links).map((row) => row.map((steps) => (steps >= 2 ? 1 : 0)));
  const lags = [1, 2, 3, 4, 5];
  const values = lags.map((lag) => memoryAt(marks, lag).toFixed(3));
  return table(['sweeps apart', ...lags.map(String)], [['correlation', ...values]]);
}

function figureOf(split: LinkSplit, fitted: LinkJitter): Promise<string> {
  const rows = recordedRows(split.heldOut);
  const pooled = generateDeviceJitter(deviceJitter);
  const values = [
    ...tailOf('recorded, held out', rows),
    ...tailOf('by link', drawRows(rows, fitted, seed)),
    ...tailOf('one law for all', drawPooled(rows, pooled, seed)),
  ];
  const log = { type: 'log' } as const;
  return writeFigure('network-jitter', 'Share of round trips above a multiple of the median', {
    data: { values },
    mark: { type: 'line', strokeWidth: 2, clip: true },
    encoding: {
      x: {
        field: 'factor',
        type: 'quantitative',
        scale: { ...log, domain: [1, 100] },
        title: 'round trip over the median of its link',
      },
      y: {
        field: 'share',
        type: 'quantitative',
        scale: { ...log, domain: [0.0003, 1] },
        title: 'share of round trips above',
      },
      color: { field: 'law', type: 'nominal', title: null, sort: null },
    },
  });
}

function tailOf(law: string, rows: Rows): { law: string; factor: number; share: number }[] {
  const kept = rows.filter((row) => quantile(row, 0.5) >= 50_000);
  const factors = kept.flatMap((row) => row.map((value) => value / quantile(row, 0.5)));
  const shares = Array.from({ length: 48 }, (_, i) => 0.5 * 0.86 ** i);
  return shares.map((share) => ({ law, factor: quantile(factors, 1 - share), share }));
}
