import { PATTERNS } from './kernel-agendas.ts';
import { ARRIVAL_RATES, CENTRAL_SERVER } from './kernel-model.ts';
import type { Subject } from './kernel-subjects.ts';

/** What is measured: a model at a size. */
export interface Case {
  readonly name: string;
  readonly pending: number;
  /** Counted things per unit of simulated time; 1 for patterns, whose spans are holds. */
  readonly rate: number;
  /** What a subject of average speed counts in about half a second. */
  readonly count: number;
  /** What theory says of the check; undefined where two subjects must agree instead. */
  readonly theory?: number;
  /** Standard deviation of the check over its mean, times the square root of the count. */
  readonly spread?: number;
  readonly subjects: readonly Subject[];
}

/** One case for one subject, with its spans in the model's unit of time. */
export interface Job {
  readonly case: Case;
  readonly subject: Subject;
  readonly warmUp: number;
  readonly measured: number;
  /** Largest relative distance of the check from theory that is put down to chance. */
  readonly tolerance: number;
}

const SIZES = [1_000, 100_000, 1_000_000];
const STYLES: readonly Subject[] = [
  'playtwin event',
  'playtwin process',
  'C++ priority_queue',
  'SimPy',
  'simjs',
];
const BARE: readonly Subject[] = ['playtwin agenda', '4-ary heap'];
const SIGMAS = 5;

/** A slow peer counts fewer, so that a round ends. */
const SHARES: ReadonlyMap<Subject, number> = new Map([
  ['playtwin process', 0.5],
  ['SimPy', 0.05],
  ['simjs', 0.15],
]);

/** Every case in the order of the table. */
export function listCases(): readonly Case[] {
  return [...SIZES.map(holdCase), ...queueCases(), ...PATTERNS.flatMap(patternCases)];
}

/** Holds per unit time are as many as wait, and Poisson: theory is exact from the first instant. */
function holdCase(pending: number): Case {
  const count = pending === 1000 ? 3_000_000 : 1_500_000;
  const subjects = [...BARE, ...STYLES];
  return {
    name: 'hold',
    pending,
    rate: pending,
    count,
    theory: pending,
    spread: 1,
    subjects,
  };
}

/**
 * Mean waits by Pollaczek and Khinchine, mean sojourn of three M/M/1 by Jackson, cycles by mean
 * value analysis. The spread of a mean wait is that of the diffusion limit, sqrt(2 (1 + scv)) /
 * (1 - load) (Whitt 1989): 20 at load 0.9, 18 for M/G/1; the tandem's is below its one queue's 10,
 * and cycles of a closed network are steadier than a Poisson stream.
 */
function queueCases(): readonly Case[] {
  const { mm1, mg1, tandem } = ARRIVAL_RATES;
  const jobs = 20;
  const cycles = cyclesPerTime(jobs);
  const [waitMm1, waitMg1, sojourn] = [mm1 / (1 - mm1), waitHyper(mg1), 3 / (1 - tandem)];
  const subjects = STYLES;
  return [
    { name: 'mm1', pending: 2, rate: mm1, count: 2e6, theory: waitMm1, spread: 20, subjects },
    { name: 'mg1', pending: 2, rate: mg1, count: 2e6, theory: waitMg1, spread: 18, subjects },
    { name: 'tandem', pending: 4, rate: tandem, count: 1e6, theory: sojourn, spread: 10, subjects },
    {
      name: 'closed',
      pending: jobs,
      rate: cycles,
      count: 6e5,
      theory: cycles,
      spread: 1,
      subjects,
    },
  ];
}

function patternCases(pattern: string): readonly Case[] {
  return SIZES.map((pending) => {
    const count = pending === 1000 ? 2_000_000 : 1_000_000;
    return { name: pattern, pending, rate: 1, count, subjects: BARE };
  });
}

/** Mean wait at one server with the hyperexponential service times of mean 1 and scv 5.5. */
function waitHyper(rate: number): number {
  return (rate * (1 + 5.5)) / (2 * (1 - rate));
}

/** Cycles per unit time of the central server: mean value analysis, Reiser and Lavenberg 1980. */
function cyclesPerTime(jobs: number): number {
  const [cpu, first, second] = CENTRAL_SERVER.service;
  // Two visits to the CPU a cycle, half a one to each disk.
  const demands = [2 * cpu, 0.5 * first, 0.5 * second];
  const lengths = demands.map(() => 0);
  let throughput = 0;
  for (let n = 1; n <= jobs; n++) {
    const stays = demands.map((demand, place) => demand * (1 + lengths[place]));
    throughput = n / (CENTRAL_SERVER.think + stays.reduce((sum, stay) => sum + stay, 0));
    stays.forEach((stay, place) => {
      lengths[place] = throughput * stay;
    });
  }
  return throughput;
}

/** The case for one subject; a quick one counts a tenth, after the same warm-up. */
export function planJob(one: Case, subject: Subject, isQuick: boolean): Job {
  const full = one.count * (SHARES.get(subject) ?? 1);
  const count = isQuick ? full / 10 : full;
  const tolerance = (SIGMAS * (one.spread ?? 0)) / Math.sqrt(count);
  const spans = { warmUp: warmUpOf(one, subject, full) / one.rate, measured: count / one.rate };
  return { case: one, subject, ...spans, tolerance };
}

/**
 * Three holds for each that waits, and enough for code to be compiled. At a million the two slowest get half a hold each: memoryless
 * increments are stationary from the start, and memory not yet shuffled speaks for them.
 */
function warmUpOf(one: Case, subject: Subject, count: number): number {
  const isHuge = one.pending === 1_000_000 && (subject === 'SimPy' || subject === 'simjs');
  return Math.max((isHuge ? 0.5 : 3) * one.pending, count / 4);
}

/** Short name of a size: 1k, 100k, 1M; below a thousand as it is. */
export function showSize(pending: number): string {
  if (pending >= 1e6) return `${pending / 1e6}M`;
  return pending >= 1000 ? `${pending / 1000}k` : String(pending);
}
