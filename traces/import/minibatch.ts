import type { Imported, TraceText } from '../problem.ts';
import { numberIn, parseTable } from './table.ts';

/**
 * Times of the steps of one training job (Alibaba, 2020): one list a step, one entry a worker in
 * order of their numbers, in a unit of the publisher's. Steps that not every worker reported are
 * left out, and of a step that a worker reported twice the last counts, both with a note.
 */
export function importMinibatch(file: TraceText): Imported<readonly (readonly number[])[]> {
  const rows = parseTable(file, ['worker', 'time', 'batch_time_norm']);
  const steps = new Map<number, Map<number, number>>();
  let repeated = 0;
  for (const row of rows) {
    const step = numberIn(row, 'time', 0, 1e9);
    const worker = numberIn(row, 'worker', 0, 1e6);
    const times = steps.get(step) ?? new Map<number, number>();
    if (times.has(worker)) repeated++;
    times.set(worker, numberIn(row, 'batch_time_norm', 1e-9, 1e12));
    steps.set(step, times);
  }
  const most = Math.max(...[...steps.values()].map((times) => times.size));
  const whole = [...steps].filter(([, times]) => times.size === most);
  const left = steps.size - whole.length;
  const value = whole.sort(([a], [b]) => a - b).map(([, times]) => byWorker(times));
  const notes = [
    repeated === 0
      ? ''
      : `${file.name}: ${repeated} steps of a worker stand twice, the last counts`,
    left === 0 ? '' : `${file.name}: ${left} of ${steps.size} steps lack a worker, left out`,
  ];
  return { value, notes: notes.filter((note) => note !== '') };
}

function byWorker(times: ReadonlyMap<number, number>): readonly number[] {
  return [...times].sort(([a], [b]) => a - b).map(([, time]) => time);
}
