import { importTrace } from '../../../../traces/import-trace.ts';
import type { ImporterCase } from '../../../kits/importer-kit.ts';
import {
  cutShort,
  dropLine,
  headerOutcomes,
  numberOutcomes,
  putCell,
  repeatLine,
  scaleCell,
  swap,
} from '../../../kits/strikes.ts';

const untimed = { none: 'no times of a clock' } as const;

const rtt =
  'sending_region,receiving_region,milliseconds\n' +
  'a,b,12.25\nb,a,13.25\na,c,140.5\nc,a,141.5\nb,c,132.5\nc,b,131.5\n';

// Ten devices; slice i adds to every round trip what its number says.
function slice(i: number): string {
  const devices = Array.from({ length: 10 }, (_, at) => at);
  const rows = devices.map((from) =>
    devices
      .map((to) => (from === to ? 0 : (12 + from + to + ((i * 7) % 5)) / 100))
      .map((value) => value.toFixed(2))
      .join('\t'),
  );
  return `${rows.join('\n')}\n`;
}

const slices = Object.fromEntries(
  [1, 2, 3, 4, 6, 7, 8, 9].map((i) => [`seattle/SeattleData_${i}`, slice(i)]),
);
const hosts =
  '0\t12.5\t80.25\t131.5\n12.5\t0\t95.5\t141.75\n80.25\t95.5\t0\t67.5\n131.5\t141.75\t67.5\t0.5\n';

/** What every square matrix makes of damage to its shape and cells. */
function matrixOutcomes(cell: string) {
  const put = (text: string) => ({ by: swap(cell, text), refused: /from 0 up to/ }) as const;
  return {
    gap: { by: dropLine(2), refused: /square matrix/ },
    'repeated row': { by: repeatLine(2), refused: /square matrix/ },
    'header twice': { by: (text: string) => `a\tb\n${text}`, refused: /square matrix/ },
    'wrong column': { by: swap(`${cell}\t`, ''), refused: /square matrix/ },
    'other separator': { by: swap(/\t/g, ';'), refused: /square matrix/ },
    NaN: put('NaN'),
    Infinity: put('Infinity'),
    'negative number': put('-7'),
    'huge number': put('1e9'),
    'word for a number': put('many'),
  } as const;
}

/** Importers of round trips and jitter. */
export const networkCases: readonly ImporterCase[] = [
  {
    name: 'gcp-rtt',
    file: 'rtt.csv',
    from: 'rtt.csv',
    sound: rtt,
    read: (files, from) => {
      const { csv, notes } = importTrace('gcp-rtt', from, { names: ['a', 'b', 'c'] }, files);
      return { value: csv, notes };
    },
    outcomes: {
      ...headerOutcomes('milliseconds'),
      ...numberOutcomes(4, 2),
      gap: { by: dropLine(4), refused: /no row from a to c/ },
      'repeated row': { by: repeatLine(4), refused: /a to c again/, row: 5 },
      'time going backwards': untimed,
      'wrong unit': { by: scaleCell(2, 0.001), refused: /milliseconds/ },
      'wrong place': { by: putCell(4, 1, 'd'), refused: /no row from a to c/ },
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  {
    name: 'netlatency-seattle',
    file: 'seattle/SeattleData_5',
    from: 'seattle',
    sound: slice(5),
    beside: slices,
    read: (files, from) => {
      const { csv, notes } = importTrace('netlatency-seattle', from, {}, files);
      return { value: csv, notes };
    },
    outcomes: {
      ...matrixOutcomes('0.13'),
      'time going backwards': { none: 'no times; a slice is placed by its number' },
      'wrong unit': {
        by: (text) => text.replace(/0\.(\d\d)/g, (_, digits: string) => `${10 * Number(digits)}`),
        refused: /milliseconds/,
      },
      'wrong place': { none: 'no names of places' },
      'cut in its last row': { by: (text) => text.slice(0, -3), told: /no line end/ },
    },
  },
  {
    name: 'netlatency-planetlab',
    file: 'PlanetLabData_1',
    from: 'PlanetLabData_1',
    sound: hosts,
    read: (files, from) => {
      const options = { names: ['a', 'b', 'c'], select: '1,2,4' };
      const { csv, notes } = importTrace('netlatency-planetlab', from, options, files);
      return { value: csv, notes };
    },
    outcomes: {
      ...matrixOutcomes('131.5'),
      'time going backwards': untimed,
      'wrong unit': {
        by: (text) => text.replace(/\d+\.?\d*/g, (value) => `${Number(value) / 1000}`),
        refused: /milliseconds/,
      },
      'wrong place': { none: 'hosts are numbers' },
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
];
