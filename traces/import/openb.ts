import { SECOND } from '../../engine/units.ts';
import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import type { JobSample } from '../series.ts';
import { jobsFrom } from './job-rows.ts';
import { numberIn, parseTable, type Row, textIn } from './table.ts';

const PODS = [
  'name',
  'num_gpu',
  'gpu_milli',
  'gpu_spec',
  'pod_phase',
  'creation_time',
  'deletion_time',
  'scheduled_time',
];
const NODES = ['sn', 'gpu', 'model'];
const PHASES = ['Running', 'Failed', 'Pending', 'Succeeded'];
const MOST_SECONDS = 1e9;

/** Models of the cluster; a task may name those it accepts. */
const MODEL = /^[A-Z][A-Z0-9]{0,15}$/;

/** The tasks of Alibaba's openb cluster that ran, and how they asked for GPUs. */
export interface OpenbTasks {
  readonly sample: JobSample;
  /** Time from creation to the node, microseconds, one a task of the sample. */
  readonly waits: readonly number[];
  /** Share of the tasks that asked for one GPU and wanted only a part of it. */
  readonly sharingShare: number;
}

/**
 * Alibaba's cluster-trace-gpu-v2023: one row a task. A blank `scheduled_time` is a task that never
 * ran; `gpu_spec` is blank or a list of models with bars between them. Tasks without a GPU and
 * tasks that never ran are left out with a note; a part of a GPU is counted as a whole one.
 */
export function importOpenbTasks(file: TraceText): Imported<OpenbTasks> {
  const rows = parseTable(file, PODS);
  refuseTwins(rows, 'name');
  for (const row of rows) checkTask(row);
  const ran = rows.filter((row) => textIn(row, 'scheduled_time').trim() !== '');
  const onGpu = ran.filter((row) => gpusOf(row) > 0);
  const single = onGpu.filter((row) => gpusOf(row) === 1);
  const shared = single.filter((row) => numberIn(row, 'gpu_milli', 0, 1000) < 1000);
  const kept = onGpu.filter((row) => timeIn(row, 'deletion_time') > startOf(row));
  const { value, notes } = jobsFrom(file, kept, (row) => ({
    at: timeIn(row, 'creation_time') * SECOND,
    took: (timeIn(row, 'deletion_time') - startOf(row)) * SECOND,
    width: gpusOf(row),
  }));
  return {
    value: {
      sample: value,
      waits: kept.map((row) => (startOf(row) - timeIn(row, 'creation_time')) * SECOND),
      sharingShare: single.length === 0 ? 0 : shared.length / single.length,
    },
    notes: [
      `${file.name}: ${rows.length} tasks; ${rows.length - ran.length} never ran, ` +
        `${ran.length - onGpu.length} had no GPU, ${onGpu.length - kept.length} took no time`,
      `${file.name}: ${shared.length} tasks wanted a part of a GPU, counted as a whole one`,
      ...notes,
    ],
  };
}

/** GPUs of the cluster by model, from its list of nodes. */
export function importOpenbNodes(file: TraceText): Imported<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const rows = parseTable(file, NODES);
  refuseTwins(rows, 'sn');
  for (const row of rows) {
    const model = textIn(row, 'model').trim();
    if (!MODEL.test(model)) refuseModel(row, model);
    counts.set(model, (counts.get(model) ?? 0) + numberIn(row, 'gpu', 0, 64));
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { value: counts, notes: [`${file.name}: ${total} GPUs on ${rows.length} nodes`] };
}

function checkTask(row: Row): void {
  const phase = textIn(row, 'pod_phase');
  if (!PHASES.includes(phase)) {
    const found = `pod_phase ${shown(phase)}`;
    refuse({ file: row.file, row: row.line, found, wanted: `one of ${PHASES.join(', ')}` });
  }
  const spec = textIn(row, 'gpu_spec').trim();
  const wrong = spec === '' ? undefined : spec.split('|').find((model) => !MODEL.test(model));
  if (wrong !== undefined) refuseModel(row, wrong);
  const start = textIn(row, 'scheduled_time').trim() === '' ? undefined : startOf(row);
  if (start !== undefined && start < timeIn(row, 'creation_time')) {
    const found = 'a task on its node before it was created';
    refuse({ file: row.file, row: row.line, found, wanted: 'times that go forward' });
  }
  if (start !== undefined && timeIn(row, 'deletion_time') < start) {
    const found = 'a task deleted before it was on its node';
    refuse({ file: row.file, row: row.line, found, wanted: 'times that go forward' });
  }
}

function refuseTwins(rows: readonly Row[], column: string): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const name = textIn(row, column);
    if (seen.has(name)) {
      const found = `${column} ${shown(name)} again`;
      refuse({ file: row.file, row: row.line, found, wanted: 'each one once' });
    }
    seen.add(name);
  }
}

function refuseModel(row: Row, found: string): never {
  const wanted = 'GPU models such as T4 or V100M16, with | between them';
  return refuse({ file: row.file, row: row.line, found: `model ${shown(found)}`, wanted });
}

function gpusOf(row: Row): number {
  return numberIn(row, 'num_gpu', 0, 64);
}

function startOf(row: Row): number {
  return timeIn(row, 'scheduled_time');
}

function timeIn(row: Row, column: string): number {
  return numberIn(row, column, 0, MOST_SECONDS);
}
