import { importGaia } from '../../../../traces/import/gaia.ts';
import { importMinibatch } from '../../../../traces/import/minibatch.ts';
import { importOpenbNodes, importOpenbTasks } from '../../../../traces/import/openb.ts';
import { importDrops } from '../../../../traces/import/outage-events.ts';
import { importPhilly } from '../../../../traces/import/philly.ts';
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
import { readingFile } from './requests.ts';

const untimed = { none: 'no times of a clock' } as const;
const nowhere = { none: 'no column of places' } as const;
const eight = [0, 1, 2, 3, 4, 5, 6, 7];

function linesOf(head: string, row: (i: number) => string): string {
  return `${[head, ...eight.map(row)].join('\n')}\n`;
}

const gaia = linesOf('arrival_time,length,cpus', (i) => `${500 * i}.0,${3000 + i}.0,${1 + i}`);
const openb = linesOf(
  'name,num_gpu,gpu_milli,gpu_spec,pod_phase,creation_time,deletion_time,scheduled_time',
  (i) => `pod-${i},1,${400 + i},,Succeeded,${500 * i},${500 * i + 640},${500 * i + 10}`,
);
const nodes = linesOf('sn,cpu_milli,gpu,model', (i) => `node-${i},64000,2,V100M16`);
const philly = linesOf('runtime', (i) => `${1000 + 13 * i}`);
const batches = linesOf(',worker,time,batch_time_norm', (i) => {
  return `${i},${i % 2},${i >> 1},${(1.25 + i / 10).toFixed(2)}`;
});
const failures = linesOf('start_time,end_time,status,service', (i) => {
  return `${5000 * i}.0,${5000 * i + 480}.0,0.${i + 1}5,game`;
});
const peaks = linesOf(
  'n,timespan,magnitude,drop,startdate,enddate,recoverytime',
  (i) =>
    `${i},0 days 00:06:00,9586.0,${8 + i}.5,2007-08-1${i} 07:00:00,2007-08-1${i} 07:06:00,0 days 01:04:00`,
);

/** Importers of jobs and of failures. */
export const jobCases: readonly ImporterCase[] = [
  {
    name: 'gaia',
    file: 'gaia.csv',
    from: 'gaia.csv',
    sound: gaia,
    read: readingFile((file) => importGaia(file)),
    outcomes: {
      ...headerOutcomes('cpus'),
      ...numberOutcomes(4, 1),
      gap: { by: dropLine(4), told: /7 jobs in .*longest gap 0\.0116 d/ },
      'repeated row': { by: repeatLine(4), told: /1 like the row above \(kept\)/ },
      'time going backwards': { by: swapLines(3, 4), refused: /order of time/, row: 4 },
      'wrong unit': {
        by: (text) => scaleCell(1, 1000)(scaleCell(0, 1000)(text)),
        refused: /median length/,
      },
      'wrong place': nowhere,
      'cut in its last row': { by: cutShort, refused: /cpus|no line end/ },
    },
  },
  {
    name: 'openb',
    file: 'openb_pod_list.csv',
    from: 'openb_pod_list.csv',
    sound: openb,
    read: readingFile(importOpenbTasks),
    outcomes: {
      ...headerOutcomes('gpu_milli'),
      ...numberOutcomes(4, 5),
      gap: { by: dropLine(4), told: /7 jobs in .*longest gap 0\.0116 d/ },
      'repeated row': { by: repeatLine(4), refused: /name "pod-2" again/, row: 5 },
      'time going backwards': { by: swapLines(3, 4), refused: /order of time/, row: 4 },
      'wrong unit': {
        by: (text) => [5, 6, 7].reduce((all, cell) => scaleCell(cell, 1000)(all), text),
        refused: /median length/,
      },
      'wrong place': nowhere,
      'cut in its last row': { by: cutShort, refused: /before it was created/, row: 9 },
    },
  },
  {
    name: 'openb nodes',
    file: 'openb_node_list.csv',
    from: 'openb_node_list.csv',
    sound: nodes,
    read: readingFile(importOpenbNodes),
    outcomes: {
      ...headerOutcomes('model'),
      ...numberOutcomes(4, 2),
      gap: { by: dropLine(4), told: /on 7 nodes/ },
      'repeated row': { by: repeatLine(4), refused: /sn "node-2" again/, row: 5 },
      'time going backwards': untimed,
      'wrong unit': { by: scaleCell(2, 1000), refused: /from 0 to 64/, row: 2 },
      'wrong place': nowhere,
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  {
    name: 'philly',
    file: 'philly_runtime.csv',
    from: 'philly_runtime.csv',
    sound: philly,
    read: readingFile(importPhilly),
    outcomes: {
      ...headerOutcomes('runtime'),
      ...numberOutcomes(4, 0),
      gap: { by: dropLine(4), told: /of 7 jobs/ },
      'repeated row': { by: repeatLine(4), told: /of 9 jobs/ },
      'time going backwards': untimed,
      'wrong unit': { by: scaleCell(0, 1000), refused: /median length/ },
      'wrong place': nowhere,
      'other separator': { none: 'one column only' },
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  {
    name: 'alibaba-minibatch',
    file: 'job_1_norm.csv',
    from: 'job_1_norm.csv',
    sound: batches,
    read: readingFile(importMinibatch),
    outcomes: {
      ...headerOutcomes('batch_time_norm'),
      ...numberOutcomes(4, 3),
      gap: { by: dropLine(4), told: /1 of 4 steps lack a worker/ },
      'repeated row': { by: repeatLine(4), told: /stand twice, the last counts/ },
      // Steps carry their number, so their order on the page says nothing.
      'time going backwards': { by: swapLines(2, 8), alike: true },
      'wrong unit': { none: 'times are normalised by the publisher' },
      'wrong place': nowhere,
      'cut in its last row': { by: cutShort, told: /no line end/ },
    },
  },
  {
    name: 'outage-events as failures',
    file: 'game.csv',
    from: 'game.csv',
    sound: failures,
    read: readingFile(importDrops),
    outcomes: {
      ...headerOutcomes('status'),
      ...numberOutcomes(4, 1),
      gap: { by: dropLine(4), told: /7 drops/ },
      'repeated row': { by: repeatLine(4), told: /1 rows repeated: left out/ },
      'time going backwards': { by: swapLines(3, 4), told: /1 rows earlier.*put in order/ },
      'wrong unit': {
        by: (text) => scaleCell(1, 1 / 3600)(scaleCell(0, 1 / 3600)(text)),
        refused: /in seconds|wanted seconds/,
      },
      'wrong place': { by: putCell(4, 3, 'shop'), refused: /one service/ },
      'cut in its last row': { by: (text) => text.slice(0, -7), refused: /3 columns/, row: 9 },
    },
  },
  {
    name: 'outage-events as peaks',
    file: 'peaks.csv',
    from: 'peaks.csv',
    sound: peaks,
    read: readingFile(importDrops),
    outcomes: {
      ...headerOutcomes('recoverytime'),
      ...numberOutcomes(4, 3),
      gap: { by: dropLine(4), told: /7 drops/ },
      'repeated row': { by: repeatLine(4), told: /1 rows repeated: left out/ },
      'time going backwards': { by: swapLines(3, 4), told: /1 rows earlier.*put in order/ },
      'wrong unit': { by: scaleCell(3, 0.01), refused: /per cent/ },
      'wrong place': nowhere,
      'cut in its last row': { by: cutShort, refused: /a span/, row: 9 },
      'wrong column': { by: swap('recoverytime', 'recovery'), refused: /header/, row: 1 },
    },
  },
];
