import { advisorFitter } from '../../../../traces/fit/advisor.ts';
import { importOobleck } from '../../../../traces/import/oobleck.ts';
import { importTrace } from '../../../../traces/import-trace.ts';
import type { ImporterCase } from '../../../kits/importer-kit.ts';
import {
  cutShort,
  dropLine,
  repeatLine,
  scaleCell,
  swap,
  swapLines,
} from '../../../kits/strikes.ts';
import { readingFile } from './requests.ts';

const nowhere = { none: 'no column of places' } as const;

const ticks = JSON.stringify(
  {
    original_trace: 'us-west-2a_v100_1.json',
    metadata: { gap_seconds: 600, start_time: 100, end_time: 112 },
    data: [1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1],
  },
  undefined,
  1,
);
const fleet = Array.from({ length: 8 }, (_, i) => {
  return i === 6 ? '3600000,remove,node3' : `${480_000 * (i + 1)},add,node${i}`;
});
const advice = JSON.stringify(
  {
    ranges: ['<5%', '5-10%', '>20%'].map((label, index) => ({ index, label })),
    spot_advisor: {
      'us-east-1': { Linux: { 'g5.xlarge': { s: 59, r: 1 }, 'g5.2xlarge': { s: 61, r: 2 } } },
      'eu-west-1': { Linux: { 'g5.xlarge': { s: 41, r: 0 }, 'g5.2xlarge': { s: 30, r: 1 } } },
    },
  },
  undefined,
  1,
);

// The head comments of the published lists are left out.
function priceList(stamp: number, hour: number): string {
  const month = hour * 730;
  return `about:\n  timestamp: ${stamp}\ncompute:\n  instance:\n    g2-standard-4:\n      cost:
        us-east4:\n          hour: ${hour}\n          hour_spot: 0.2125\n          month: ${month}
        us-west1:\n          hour: ${hour}\n          hour_spot: 0.2125\n          month: ${month}
      l4: 1\n`;
}

const march = 1_709_251_200;
const lists = {
  'gcp/2024-03-01-pricing.yml': priceList(march + 100, 0.75),
  'gcp/2024-05-01-pricing.yml': priceList(march + 61 * 86_400 + 100, 0.77),
};

/** Importers of spot availability, revocation and prices. */
export const spotCases: readonly ImporterCase[] = [
  {
    name: 'cant-be-late',
    file: 'ticks/1.json',
    from: 'ticks',
    sound: `${ticks}\n`,
    read: (files, from) => {
      const { csv, notes } = importTrace('cant-be-late', from, {}, files);
      return { value: csv, notes };
    },
    outcomes: {
      gap: { by: swap('  0,\n', ''), refused: /as there are ticks/ },
      'repeated row': { by: swap('  0,\n', '  0,\n  0,\n'), refused: /as there are ticks/ },
      'time going backwards': {
        by: swap('"end_time": 112', '"end_time": 88'),
        refused: /as there are ticks/,
      },
      'header twice': { by: (text) => text + text, refused: /no JSON/ },
      'wrong unit': { by: swap('600', '600000'), refused: /gap_seconds "600000"/ },
      'wrong place': nowhere,
      'wrong column': { by: swap('"data"', '"ticks"'), refused: /data missing/ },
      'cut in its last row': { by: cutShort, refused: /no JSON/ },
      'other separator': { by: swap(/,\n/g, ';\n'), refused: /no JSON/ },
      NaN: { by: swap('  0,', '  NaN,'), refused: /no JSON/, row: 11 },
      Infinity: { by: swap('  0,', '  1e999,'), refused: /0 or 1/ },
      'negative number': { by: swap('  0,', '  -1,'), refused: /0 or 1/ },
      'huge number': { by: swap('  0,', '  16,'), refused: /select how many/ },
      'word for a number': { by: swap('  0,', '  "0",'), refused: /0 or 1/ },
    },
  },
  {
    name: 'oobleck',
    file: 'g4dn-trace.csv',
    from: 'g4dn-trace.csv',
    sound: `${fleet.join('\n')}\n`,
    read: readingFile(importOobleck),
    outcomes: {
      gap: { by: dropLine(3), told: /longest time without an event 16/ },
      'repeated row': { by: repeatLine(3), refused: /node2 added again/, row: 4 },
      'time going backwards': { by: swapLines(3, 5), refused: /a time from/, row: 4 },
      'header twice': { by: (text) => `time,action,node\n${text}`, refused: /time_ms/, row: 1 },
      'wrong unit': { by: scaleCell(0, 0.001, 1), refused: /milliseconds over a minute/ },
      'wrong place': nowhere,
      'wrong column': { by: swap(/,add/g, ',start'), refused: /add\|remove/, row: 1 },
      'cut in its last row': { by: cutShort, told: /no line end/ },
      'other separator': { by: swap(/,/g, ';'), refused: /time_ms/, row: 1 },
      NaN: { by: swap('1440000', 'NaN'), refused: /whole milliseconds/, row: 3 },
      Infinity: { by: swap('1440000', 'Infinity'), refused: /whole milliseconds/, row: 3 },
      'negative number': { by: swap('1440000', '-5'), refused: /whole milliseconds/, row: 3 },
      'huge number': { by: swap('3840000', '9e9'), refused: /whole milliseconds/, row: 8 },
      'word for a number': { by: swap('1440000', 'soon'), refused: /whole milliseconds/, row: 3 },
    },
  },
  {
    name: 'spot-advisor',
    file: 'advisor.json',
    from: 'advisor.json',
    sound: `${advice}\n`,
    read: (files, from) => {
      const { tables, notes } = advisorFitter.fit(files, from, { holdOut: 'zone' });
      return { value: tables, notes };
    },
    outcomes: {
      gap: { by: swap(/"g5\.xlarge": \{[^}]*\},/, ''), told: /3 pairs/ },
      'repeated row': { by: swap('g5.2xlarge', 'g5.xlarge'), refused: /second time/ },
      'time going backwards': { none: 'one snapshot without times' },
      'header twice': { by: (text) => text + text, refused: /no JSON/ },
      'wrong unit': { by: swap('59', '0.59'), refused: /whole per cent/ },
      'wrong place': { by: swap('eu-west-1', 'us-east-1'), refused: /second time/ },
      'wrong column': { by: swap('"s"', '"saving"'), refused: /s in whole/ },
      'cut in its last row': { by: cutShort, refused: /no JSON/ },
      'other separator': { by: swap(/,\n/g, ';\n'), refused: /no JSON/ },
      NaN: { by: swap('59', 'NaN'), refused: /no JSON/ },
      Infinity: { by: swap('59', '1e999'), refused: /whole per cent/ },
      'negative number': { by: swap('59', '-5'), told: /1 of the pairs with a spot price above/ },
      'huge number': { by: swap('59', '5900'), refused: /whole per cent/ },
      'word for a number': { by: swap('59', '"59"'), refused: /whole per cent/ },
    },
  },
  {
    name: 'gcp-pricing',
    file: 'gcp/2024-04-01-pricing.yml',
    from: 'gcp',
    sound: priceList(march + 31 * 86_400 + 100, 0.75),
    beside: lists,
    read: (files, from) => {
      const options = { names: ['us-east4', 'us-west1'], since: march + 3600 };
      const { csv, notes } = importTrace('gcp-pricing', from, options, files);
      return { value: csv, notes };
    },
    outcomes: {
      gap: { by: swap('          hour_spot: 0.2125\n', ''), told: /no spot price in us-east4/ },
      'repeated row': { by: swap(/(\n +hour: 0\.75)/, '$1$1'), refused: /unique/, row: 9 },
      'time going backwards': { by: swap('17119', '17069'), refused: /a time after/ },
      'header twice': { by: (text) => text + text, refused: /unique/ },
      'wrong unit': { by: swap('hour: 0.75', 'hour: 75'), refused: /400 to 760 hours/ },
      'wrong place': { by: swap('us-west1', 'us-west2'), refused: /nearest us-west2/ },
      'wrong column': { by: swap('hour:', 'hourly:'), refused: /no hour/ },
      'cut in its last row': { by: (text) => text.trimEnd(), told: /no line end/ },
      'other separator': { by: swap(/: 0/g, '= 0'), refused: /YAML|hour/ },
      NaN: { by: swap('hour: 0.75', 'hour: .nan'), refused: /hour "NaN"/, row: 8 },
      Infinity: { by: swap('hour: 0.75', 'hour: .inf'), refused: /hour "Infinity"/, row: 8 },
      'negative number': { by: swap('hour: 0.75', 'hour: -0.75'), refused: /above 0/, row: 8 },
      'huge number': { by: swap('hour: 0.75', 'hour: 7500'), refused: /at most 1000/, row: 8 },
      'word for a number': { by: swap('hour: 0.75', 'hour: "0.75"'), refused: /above 0/, row: 8 },
    },
  },
];
