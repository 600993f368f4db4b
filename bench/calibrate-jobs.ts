import { meanOf } from '../engine/distributions.ts';
import { DAY, HOUR } from '../engine/units.ts';
import type { TraceFiles } from '../traces/files.ts';
import { figure, percent } from '../traces/fit/figures.ts';
import { gapsOf, type JudgedLaw, judgeJobs, lengthsOf, wordLaw } from '../traces/fit/jobs.ts';
import { largestGap, quantileOfLaw } from '../traces/fit/positive-laws.ts';
import { generateJobs, paiJobs } from '../traces/generate/jobs.ts';
import { importGaia } from '../traces/import/gaia.ts';
import { importOpenbNodes, importOpenbTasks } from '../traces/import/openb.ts';
import { importPhilly } from '../traces/import/philly.ts';
import { openFolder } from '../traces/open-files.ts';
import type { JobSample } from '../traces/series.ts';
import { quantile, table } from './calibrate-network-tables.ts';
import { describeTraining } from './calibrate-training.ts';
import { writeFigure } from './figure.ts';

const FOLDER = 'gpu-cluster';

/** Lengths of one recording in hours, none of which the law was fitted on. */
interface Unseen {
  readonly name: string;
  readonly hours: readonly number[];
}

/** Laws of job lengths and gaps, and of training steps, against recordings they have not seen. */
export async function writeJobs(traces: string): Promise<string> {
  const files = openFolder(traces);
  const pai = importGaia(files.read(`${FOLDER}/gaia/pai-100k.csv.gz`));
  const judged = judgeJobs(pai.value);
  const unseen = openUnseen(files, judged);
  return [
    '### Lengths and gaps of jobs',
    '',
    `Notes of the import: ${pai.notes.join('; ')}.`,
    '',
    ...describeFamilies(judged),
    '',
    ...describeUnseen(judged, unseen),
    '',
    await lengthFigure(judged, unseen),
    '',
    ...describeCounts(pai.value),
    '',
    ...describeSharing(files),
    '',
    await describeTraining(files),
  ].join('\n');
}

function best(judged: readonly JudgedLaw[], quantity: JudgedLaw['quantity']): JudgedLaw {
  const found = judged.find((one) => one.quantity === quantity);
  if (found === undefined) throw new Error(`no law of ${quantity}`);
  return found;
}

function openUnseen(files: TraceFiles, judged: readonly JudgedLaw[]): readonly Unseen[] {
  const openb = importOpenbTasks(
    files.read(`${FOLDER}/alibaba-openb/openb_pod_list_default.csv.gz`),
  );
  const philly = importPhilly(files.read(`${FOLDER}/philly/philly_runtime.csv.gz`));
  const least = best(judged, 'length').least;
  const above = (hours: readonly number[]) => hours.filter((one) => one > least);
  return [
    { name: 'PAI, later half', hours: best(judged, 'length').held },
    { name: 'openb over 5 min', hours: above(lengthsOf(openb.value.sample)) },
    { name: 'Philly over 5 min', hours: above(philly.value.map((one) => one / HOUR)) },
  ];
}

function describeFamilies(judged: readonly JudgedLaw[]): readonly string[] {
  return [
    'Every family is fitted on the earlier half of the rows (half a year) by greatest likelihood',
    'and judged on the later half: mean log-density of a job in nats (larger is better), and the',
    'largest distance of the distributions (KS).',
    '',
    table(
      ['quantity', 'family', 'law, hours', 'log-density', 'KS'],
      judged.map(({ quantity, family, law, least, score, gap }) => [
        quantity,
        family,
        `${least > 0 ? `${figure(least)} + ` : ''}${wordLaw(law)}`,
        figure(score, 4),
        figure(gap),
      ]),
    ),
  ];
}

function describeUnseen(
  judged: readonly JudgedLaw[],
  unseen: readonly Unseen[],
): readonly string[] {
  const { law, least } = best(judged, 'length');
  const cells = [0.5, 0.9, 0.95, 0.99].map((q) => figure(least + quantileOfLaw(law, q)));
  const model = ['the law', '', figure(least + meanOf(law)), ...cells, ''];
  const rows = unseen.map(({ name, hours }) => {
    const mean = hours.reduce((sum, one) => sum + one, 0) / hours.length;
    const quantiles = [0.5, 0.9, 0.95, 0.99].map((q) => figure(quantile(hours, q)));
    const distance = largestGap(
      law,
      hours.map((one) => Math.max(one - least, 1e-6)),
    );
    return [name, String(hours.length), figure(mean), ...quantiles, figure(distance)];
  });
  return [
    'The same law of lengths against the later half, and against two clusters it knows nothing of',
    '(hours; jobs under 5 min are cut from all three, as the PAI extract has none):',
    '',
    table(['', 'jobs', 'mean', 'p50', 'p90', 'p95', 'p99', 'KS'], [model, ...rows]),
  ];
}

function lengthFigure(judged: readonly JudgedLaw[], unseen: readonly Unseen[]): Promise<string> {
  const { law, least } = best(judged, 'length');
  const shares = Array.from({ length: 60 }, (_, i) => 0.75 ** (i / 2));
  const points = (name: string, at: (share: number) => number) =>
    shares.map((share) => ({ name, share, hours: at(share) }));
  const values = [
    ...points('law', (share) => least + quantileOfLaw(law, 1 - share)),
    ...unseen.flatMap(({ name, hours }) => points(name, (share) => quantile(hours, 1 - share))),
  ].filter(({ hours }) => hours > 0);
  return writeFigure('jobs-lengths', 'Share of jobs longer than a length, law and recordings', {
    data: { values },
    mark: { type: 'line' },
    encoding: {
      x: { field: 'hours', type: 'quantitative', scale: { type: 'log' }, title: 'length, hours' },
      y: {
        field: 'share',
        type: 'quantitative',
        scale: { type: 'log' },
        title: 'share of jobs longer',
      },
      color: { field: 'name', type: 'nominal', title: null, sort: null },
    },
  });
}

/** Variance of counts over their mean: 1 for a Poisson process, above it where jobs come in crowds. */
function dispersion({ at }: JobSample, window: number, from: number, to: number): number {
  const counts = new Array<number>(Math.floor((to - from) / window)).fill(0);
  for (const time of at) {
    const place = Math.floor((time - from) / window);
    if (place >= 0 && place < counts.length) counts[place]++;
  }
  const mean = counts.reduce((sum, one) => sum + one, 0) / counts.length;
  const squares = counts.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return squares / counts.length / mean;
}

function describeCounts(pai: JobSample): readonly string[] {
  const end = pai.at[pai.at.length - 1];
  const made = generateJobs(paiJobs, end / 2, 20_251_225);
  const rows = [
    ['10 min', HOUR / 6],
    ['1 h', HOUR],
    ['6 h', 6 * HOUR],
    ['1 d', DAY],
  ] as const;
  const gap = gapsOf(pai);
  return [
    'Gaps of `shipped/training-jobs` are independent of each other; recorded ones need not be. The',
    'index of dispersion of the counts, variance over mean, shows what that leaves out:',
    '',
    table(
      ['counts in', 'recorded, later half', 'generated'],
      rows.map(([name, window]) => [
        name,
        figure(dispersion(pai, window, end / 2, end)),
        figure(dispersion(made, window, 0, end / 2)),
      ]),
    ),
    '',
    `Correlation of one gap with the next, recorded: ${figure(serial(gap))}; generated:`,
    `${figure(serial(gapsOf(made)))}.`,
  ];
}

function serial(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  let [cross, square] = [0, 0];
  values.forEach((value, i) => {
    square += (value - mean) ** 2;
    if (i > 0) cross += (value - mean) * (values[i - 1] - mean);
  });
  return cross / square;
}

function describeSharing(files: TraceFiles): readonly string[] {
  const tasks = importOpenbTasks(
    files.read(`${FOLDER}/alibaba-openb/openb_pod_list_default.csv.gz`),
  );
  const nodes = importOpenbNodes(
    files.read(`${FOLDER}/alibaba-openb/openb_node_list_gpu_node.csv`),
  );
  const { waits, sample, sharingShare } = tasks.value;
  const seconds = waits.map((one) => one / 1e6);
  const single = sample.width.filter((one) => one === 1).length / sample.width.length;
  const models = [...nodes.value].map(([model, count]) => `${model} ${count}`).join(', ');
  return [
    `openb, for comparison with a scenario's own queues: ${percent(single)} of the GPU tasks take`,
    `one GPU, and ${percent(sharingShare)} of those asked for a part of it; from creation to the`,
    `node p50 ${figure(quantile(seconds, 0.5))} s, p95 ${figure(quantile(seconds, 0.95))} s, p99`,
    `${figure(quantile(seconds, 0.99))} s; GPUs by model: ${models}.`,
  ];
}
