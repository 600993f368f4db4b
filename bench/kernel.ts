/**
 * The kernel against its peers, side by side in one run: interleaved rounds, every run in a process
 * of its own, medians. Prints the tables of docs/kernel.md; progress goes to stderr.
 *
 *   npm run bench                          three rounds, about ten minutes
 *   npm run bench -- --json FILE           also writes the rows
 *   npm run bench -- --only hold@1k/ --only mm1/SimPy     what holds one of these texts
 *   npm run bench -- --rounds 5 --python /path/to/python  another SimPy
 *   npm run bench -- --cpu                 per second of processor time: for a machine at work
 *   npm run bench -- --quick               one round, a tenth of the counts, nothing at a million
 *
 * Needs Linux: peak memory is read from /proc. A run whose answer is not what theory says is
 * refused, and so is a pattern on which the agenda and the heap differ. Rates of a quick run are low
 * for whom a compiler warms up late.
 */
import { parseArgs } from 'node:util';
import { writeWhole } from '../reports/write-files.ts';
import { writeKernel } from './document-kernel.ts';
import { type Case, type Job, listCases, planJob, showSize } from './kernel-cases.ts';
import { type KernelRow, summarise } from './kernel-rows.ts';
import { findPeers, runJob, type Sample, type Subject } from './kernel-subjects.ts';

const { values } = parseArgs({
  options: {
    cpu: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string', multiple: true },
    python: { type: 'string' },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
if (!Number.isInteger(rounds) || rounds < 1) {
  throw badOption(`--rounds found ${values.rounds}, wanted a whole number from 1`);
}

const clock = values.cpu ? 'cpu' : 'wall';
const { commands, notes } = findPeers(values.python);
const jobs = planJobs();
if (jobs.length === 0) throw badOption(`--only found ${values.only}; nothing holds that text`);
for (const note of notes) console.error(note);
const { samples, refusals } = measure();
const rows = summarise(jobs, samples);
console.log(`${notes.join(' · ')} · ${clock} clock · rounds: ${rounds}, interleaved; medians\n`);
console.log(writeKernel(rows));
for (const refusal of refusals) console.log(`refused: ${refusal}`);
if (values.json !== undefined) writeWhole(values.json, writeRows(rows));
if (refusals.size > 0) process.exitCode = 1;

/** What `bench/run.mjs` tells without a stack. */
function badOption(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_BAD_OPTION' });
}

function planJobs(): readonly Job[] {
  const isWanted = (job: Job) => values.only?.some((text) => nameOf(job).includes(text)) ?? true;
  const cases = listCases().filter(({ pending }) => !values.quick || pending < 1e6);
  return cases.flatMap((one) => plan(one)).filter(isWanted);
}

function plan(one: Case): readonly Job[] {
  const present = one.subjects.filter((subject: Subject) => commands.has(subject));
  return present.map((subject) => planJob(one, subject, values.quick));
}

function nameOf({ case: { name, pending }, subject }: Job): string {
  return `${name}@${showSize(pending)}/${subject}`;
}

function measure(): { samples: Map<Job, Sample[]>; refusals: Set<string> } {
  const samples = new Map(jobs.map((job): [Job, Sample[]] => [job, []]));
  const refusals = new Set<string>();
  for (let round = 1; round <= rounds; round++) {
    jobs.forEach((job, place) => {
      const answer = runJob(commands.get(job.subject) ?? [], job, round, clock);
      const isRefused = typeof answer === 'string';
      if (isRefused) refusals.add(`${nameOf(job)} ${answer}`);
      else samples.get(job)?.push(answer);
      const shown = isRefused ? answer : `${(answer.perSecond / 1e6).toFixed(3)} M/s`;
      console.error(`round ${round}/${rounds} ${place + 1}/${jobs.length} ${nameOf(job)} ${shown}`);
    });
  }
  for (const job of jobs) refuseDifferent(job, { samples, refusals });
  return { samples, refusals };
}

/** Where theory is silent, the agenda must have had the very order of the heap. */
function refuseDifferent(
  job: Job,
  { samples, refusals }: { samples: Map<Job, Sample[]>; refusals: Set<string> },
): void {
  if (job.case.theory !== undefined) return;
  const oracle = jobs.find((one) => one.case === job.case && one.subject === '4-ary heap');
  const checksOf = (one: Job) =>
    samples
      .get(one)
      ?.map(({ check }) => check)
      .join();
  if (oracle === undefined || checksOf(oracle) === checksOf(job)) return;
  refusals.add(`${nameOf(job)} had another order than the heap`);
  samples.set(job, []);
}

function writeRows(found: readonly KernelRow[]): string {
  return `[\n${found.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}
