import { importAzureLlm2023 } from '../../../../traces/import/azure-llm-2023.ts';
import { importMooncake } from '../../../../traces/import/mooncake.ts';
import { importServegenTokens, importServegenTrace } from '../../../../traces/import/servegen.ts';
import { importSplitwisePerf } from '../../../../traces/import/splitwise-perf.ts';
import { importVidur } from '../../../../traces/import/vidur.ts';
import type { Imported, TraceText } from '../../../../traces/problem.ts';
import { watchFiles } from '../../../../traces/watch-files.ts';
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
  swapLines,
} from '../../../kits/strikes.ts';

const seconds = Array.from({ length: 9 }, (_, i) => 2 * i);
const nowhere = { none: 'no column of places' } as const;

/** Reads one file by an importer, watched as the program does. */
export function readingFile(read: (file: TraceText) => Imported<unknown>): ImporterCase['read'] {
  return (files, from) => {
    const watched = watchFiles(files);
    const { value, notes } = read(watched.files.read(from));
    return { value, notes: [...notes, ...watched.notes()] };
  };
}

const azure = `TIMESTAMP,ContextTokens,GeneratedTokens\n${seconds
  .map((at, i) => `2023-11-16 18:15:${40 + at}.6805900,${370 + i},${40 + i}\n`)
  .join('')}`.replace(/18:15:(6\d)\./g, '18:15:59.');
const mooncake = seconds
  .map((at, i) => `{"timestamp": ${1000 * at}, "input_length": ${70 + i}, "output_length": 5}\n`)
  .join('');
const vidur = `arrived_at,num_prefill_tokens,num_decode_tokens\n${seconds
  .map((at, i) => `${at}.5,${370 + i},${40 + i}\n`)
  .join('')}`;
const windows = seconds.map((_, i) => `${600 * i},${1.5 + i},1.2,Gamma,0.7,${2 + i}\n`).join('');
const sizes = JSON.stringify(
  Object.fromEntries(
    [0, 1, 2, 3].map((i) => [
      21_600 * i,
      { input_tokens: `{${7 + i}: 0.25, 9${i}: 0.75}`, output_tokens: '{5: 1.0}' },
    ]),
  ),
  undefined,
  1,
);
const perf =
  'model,hardware,prompt_size,batch_size,token_size,peak_power,average_power,' +
  `prompt_time,token_time,e2e_time,tensor_parallel\n${[1, 2, 4, 8]
    .map((batch) => {
      const [first, step] = [100 + batch, 50 + batch / 2];
      const whole = first + 127 * step;
      return `llama,a100,512,${batch},128,0.9,0.7,${first},${step},${whole},2\n`;
    })
    .join('')}`;

/** Importers of requests and of their service. */
export const requestCases: readonly ImporterCase[] = [
  {
    name: 'azure-llm-2023',
    file: 'azure.csv',
    from: 'azure.csv',
    sound: azure,
    read: readingFile(importAzureLlm2023),
    outcomes: {
      ...headerOutcomes('ContextTokens'),
      ...numberOutcomes(4, 1),
      gap: { by: dropLine(4), told: /longest time without one 4/ },
      'repeated row': { by: repeatLine(4), told: /1 rows repeat the row above.*left out/ },
      'time going backwards': { by: swapLines(3, 5), refused: /not before the row above/, row: 4 },
      'wrong unit': { by: putCell(4, 0, '1700158544'), refused: /a UTC time/, row: 4 },
      'wrong place': nowhere,
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  {
    name: 'mooncake',
    file: 'mooncake.jsonl',
    from: 'mooncake.jsonl',
    sound: mooncake,
    read: readingFile(importMooncake),
    outcomes: {
      gap: { by: dropLine(4), told: /longest time without one 4/ },
      'repeated row': { by: repeatLine(4), told: /1 rows repeat the row above: kept/ },
      'time going backwards': { by: swapLines(3, 5), refused: /not before the row above/, row: 4 },
      'header twice': { by: (text) => `timestamp\n${text}`, refused: /JSON object a line/, row: 1 },
      'wrong unit': {
        by: (text) => text.replace(/"timestamp": (\d+)000/g, '"timestamp": $1e-3'),
        refused: /in milliseconds/,
      },
      'wrong place': nowhere,
      'wrong column': {
        by: swap('input_length', 'input'),
        refused: /input_length missing/,
        row: 1,
      },
      'cut in its last row': { by: cutShort, refused: /JSON object a line/, row: 9 },
      'other separator': { by: swap(',', ';'), refused: /JSON object a line/, row: 1 },
      NaN: { by: swap(': 72', ': NaN'), refused: /JSON object a line/, row: 3 },
      Infinity: { by: swap(': 72', ': 1e999'), refused: /input_length/, row: 3 },
      'negative number': { by: swap(': 72', ': -72'), refused: /input_length "-72/, row: 3 },
      'huge number': { by: swap(': 72', ': 1e14'), refused: /input_length/, row: 3 },
      'word for a number': { by: swap(': 72', ': "72"'), refused: /input_length/, row: 3 },
    },
  },
  {
    name: 'vidur',
    file: 'vidur.csv',
    from: 'vidur.csv',
    sound: vidur,
    read: readingFile(importVidur),
    outcomes: {
      ...headerOutcomes('num_decode_tokens'),
      ...numberOutcomes(4, 1),
      gap: { by: dropLine(4), told: /longest time without one 4/ },
      'repeated row': { by: repeatLine(4), told: /1 rows repeat the row above.*left out/ },
      'time going backwards': { by: swapLines(3, 5), refused: /not before the row above/, row: 4 },
      'wrong unit': { by: scaleCell(0, 1000), refused: /times in seconds/ },
      'wrong place': nowhere,
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  {
    name: 'servegen arrivals',
    file: 'chunk-1-trace.csv',
    from: 'chunk-1-trace.csv',
    sound: windows,
    read: readingFile(importServegenTrace),
    outcomes: {
      ...numberOutcomes(4, 1),
      gap: { by: dropLine(4), refused: /windows of one length/, row: 4 },
      'repeated row': { by: repeatLine(4), refused: /windows of one length/, row: 5 },
      'time going backwards': { by: swapLines(3, 5), refused: /windows of one length/, row: 3 },
      'header twice': { by: (text) => `t,rate,cv,family,p1,p2\n${text}`, refused: /"t"/, row: 1 },
      'wrong unit': { by: scaleCell(0, 1000, 1), refused: /30 to 86400 s/ },
      'wrong place': nowhere,
      'wrong column': { by: swap(/,1\.2/g, ''), refused: /5 columns/, row: 1 },
      'cut in its last row': { by: cutShort, told: /no line end/ },
      'other separator': { by: swap(/,/g, '\t'), refused: /1 columns/, row: 1 },
    },
  },
  {
    name: 'servegen',
    file: 'chunk-1-dataset.json',
    from: 'chunk-1-dataset.json',
    sound: `${sizes}\n`,
    read: readingFile(importServegenTokens),
    outcomes: {
      gap: {
        by: swap(/ "21600": \{[^}]*\}[^}]*\}[^}]*\},\n/, ''),
        told: /1 windows missing/,
      },
      'repeated row': { by: swap('"21600"', '"0"'), refused: /key "0" a second time/, row: 6 },
      // Windows are keyed by their second, and JSON puts such keys in order.
      'time going backwards': { none: 'keys carry the time, not their order' },
      'header twice': { none: 'no header in JSON' },
      'wrong unit': { by: swap(/00"/g, '00000"'), refused: /s from window to window/ },
      'wrong place': nowhere,
      'wrong column': { by: swap(/output_tokens/g, 'output'), refused: /no output_tokens/ },
      'cut in its last row': { by: cutShort, refused: /no JSON/, row: 18 },
      'other separator': { by: swap(/,\n/g, ';\n'), refused: /no JSON/ },
      NaN: { by: swap('0.25', 'nan'), refused: /Python dictionary/ },
      Infinity: { by: swap('0.25', 'inf'), refused: /Python dictionary/ },
      'negative number': { by: swap('7: 0.25', '-7: 0.25'), refused: /Python dictionary/ },
      'huge number': { by: swap('0.25', '25'), refused: /add up to/ },
      'word for a number': { by: swap('0.25', 'half'), refused: /Python dictionary/ },
    },
  },
  {
    name: 'splitwise-perf',
    file: 'perf_model.csv',
    from: 'perf_model.csv',
    sound: perf,
    read: readingFile(importSplitwisePerf),
    outcomes: {
      ...headerOutcomes('token_time'),
      ...numberOutcomes(4, 7),
      gap: { by: dropLine(4), told: /3 of 3 rows/ },
      'repeated row': { by: repeatLine(4), told: /1 rows that stand there twice left out/ },
      'time going backwards': { none: 'no times of a clock' },
      'wrong unit': {
        by: (text) => [7, 8, 9].reduce((all, cell) => scaleCell(cell, 0.001)(all), text),
        refused: /in milliseconds/,
      },
      'wrong place': nowhere,
      'cut in its last row': { by: (text) => text.slice(0, -4), refused: /10 columns/, row: 5 },
    },
  },
];
