import { z } from 'zod';
import type { Job } from './kernel-cases.ts';
import type { Sample } from './kernel-subjects.ts';

const ROW = z.object({
  case: z.string(),
  subject: z.string(),
  pending: z.number(),
  perSecond: z.number(),
  ratioToSimpy: z.number().nullable(),
  ratioToNative: z.number().nullable(),
  peakRssMiB: z.number(),
});

/** One subject on one case: medians over the rounds; a ratio is null where the peer is missing. */
export type KernelRow = z.infer<typeof ROW>;

/** The rows in the text of a file that `npm run bench -- --json FILE` wrote. */
export function readRows(text: string): readonly KernelRow[] {
  return z.array(ROW).parse(JSON.parse(text));
}

/** Medians and ratios of everything that was measured. */
export function summarise(
  jobs: readonly Job[],
  samples: ReadonlyMap<Job, readonly Sample[]>,
): readonly KernelRow[] {
  const bare = jobs.flatMap((job) => summariseJob(job, samples.get(job) ?? []));
  return bare.map((row) => ({
    ...row,
    ratioToSimpy: ratioTo(bare, row, 'SimPy') ?? null,
    ratioToNative: ratioTo(bare, row, 'C++ priority_queue') ?? null,
  }));
}

function summariseJob(job: Job, samples: readonly Sample[]): readonly KernelRow[] {
  if (samples.length === 0) return [];
  const { name, pending } = job.case;
  const perSecond = Math.round(median(samples.map((sample) => sample.perSecond)));
  const peakRssMiB = Number(median(samples.map((sample) => sample.peakRssMiB)).toFixed(1));
  const ratios = { ratioToSimpy: null, ratioToNative: null };
  return [{ case: name, subject: job.subject, pending, perSecond, ...ratios, peakRssMiB }];
}

/** The row's rate over that of another subject on the same case; undefined when it is missing. */
export function ratioTo(
  rows: readonly KernelRow[],
  row: KernelRow,
  subject: string,
): number | undefined {
  const other = rows.find((one) => {
    return one.case === row.case && one.pending === row.pending && one.subject === subject;
  });
  return other === undefined ? undefined : Number((row.perSecond / other.perSecond).toPrecision(4));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
