import { availableParallelism } from 'node:os';
import type { ResultHead } from '../reports/estimate-result.ts';
import { estimateResult } from '../reports/estimate-result.ts';
import type { Forked, ScenarioResult } from '../reports/result.ts';
import { withTies } from '../reports/ties.ts';
import { isOracle } from '../scenarios/oracles/registry.ts';
import type { SavedReplication } from '../scenarios/saved.ts';
import { replicationSeed } from '../scenarios/seeds.ts';
import type { TaskPool } from './pool.ts';
import { openPool } from './pool.ts';
import type { Step, Task, TaskDone, TaskRequest } from './task.ts';
import { expandTasks, runTask } from './task.ts';

/** What to run and how. */
export interface RunRequest extends TaskRequest {
  /** The forks on the way here, which the result must tell. */
  readonly forks?: readonly Forked[];
  /** Worker threads; 0: in this thread; absent: as many as the machine has cores. */
  readonly workers?: number;
  /** Told after every step of any task; `task` counts from 0. */
  readonly onStep?: (task: number, step: Step) => void;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
  /** Another worker module, for tests. */
  readonly worker?: URL;
}

/** One task that threw: enough to run that one again. */
export interface BrokenTask {
  readonly contender: string;
  readonly replication: number;
  /** Of this replication alone. */
  readonly seed: number;
  readonly message: string;
  readonly stack: string;
}

/** What came of it. The bytes of a result depend on scenario, bundle and forks only. */
export type RunOutcome =
  | Finished
  | { readonly broken: BrokenTask }
  | { readonly interrupted: true };

/** The journal of one replication, line by line. */
export interface KeptJournal {
  readonly contender: string;
  readonly replication: number;
  readonly lines: readonly string[];
}

/** A finished run. */
export interface Finished {
  readonly result: ScenarioResult;
  readonly saves: readonly SavedReplication[];
  readonly journals: readonly KeptJournal[];
  /** Runs made, and events that happened in them: what was saved before counts for nothing. */
  readonly runs: number;
  readonly events: number;
}

type TaskRunner = TaskPool['run'];
type Ended = { readonly done: TaskDone } | { readonly broken: BrokenTask };
type Gathered = { readonly done: readonly TaskDone[] } | { readonly broken: BrokenTask };

/** Runs every contender in every replication; the first task to break ends the rest. */
export async function runScenario(request: RunRequest): Promise<RunOutcome> {
  const tasks = expandTasks(request);
  const threads = Math.min(request.workers ?? availableParallelism(), tasks.length);
  const gathered = await (threads === 0
    ? runInTurn(tasks, request)
    : runInPool(tasks, request, openPool(threads, request.worker)));
  if (request.signal?.aborted) return { interrupted: true };
  if ('broken' in gathered) return gathered;
  return finish(request, tasks, gathered.done);
}

function finish(request: RunRequest, tasks: readonly Task[], done: readonly TaskDone[]): Finished {
  const estimate = (shuffle?: number): ScenarioResult => {
    const own = done.filter((_, i) => tasks[i].shuffleTies === shuffle);
    return estimateResult(
      headOf(request),
      own.map((one) => one.result),
    );
  };
  const straight = estimate();
  const shuffled = Array.from({ length: request.tieShuffles ?? 0 }, (_, i) => estimate(i + 1));
  return {
    result: shuffled.length === 0 ? straight : withTies(straight, shuffled),
    saves: done.flatMap((one) => one.saves),
    journals: done.flatMap(({ result: { contender, replication }, journal: lines }) => {
      return lines.length === 0 ? [] : [{ contender, replication, lines }];
    }),
    runs: done.length,
    events: done.reduce((sum, one) => sum + one.events, 0),
  };
}

async function runInTurn(tasks: readonly Task[], request: RunRequest): Promise<Gathered> {
  const done: TaskDone[] = [];
  for (const [index, task] of tasks.entries()) {
    const ended = await endTask(task, index, request, runHere);
    if ('broken' in ended) return ended;
    done.push(ended.done);
    if (request.signal?.aborted) break;
  }
  return { done };
}

async function runInPool(
  tasks: readonly Task[],
  request: RunRequest,
  pool: TaskPool,
): Promise<Gathered> {
  const close = (): void => void pool.close();
  request.signal?.addEventListener('abort', close);
  try {
    return await gather(tasks.map((task, index) => endTask(task, index, request, pool.run)));
  } finally {
    request.signal?.removeEventListener('abort', close);
    await pool.close();
  }
}

/** All done, or the first that broke without waiting for the others. */
function gather(jobs: readonly Promise<Ended>[]): Promise<Gathered> {
  return new Promise((resolve) => {
    for (const job of jobs) {
      void job.then((ended) => 'broken' in ended && resolve(ended));
    }
    void Promise.all(jobs).then((all) => {
      resolve({ done: all.flatMap((ended) => ('done' in ended ? [ended.done] : [])) });
    });
  });
}

async function endTask(
  task: Task,
  index: number,
  request: RunRequest,
  run: TaskRunner,
): Promise<Ended> {
  try {
    return { done: await run(task, (step) => request.onStep?.(index, step)) };
  } catch (thrown) {
    return { broken: describeBroken(task, thrown) };
  }
}

async function runHere(task: Task, onStep: (step: Step) => void): Promise<TaskDone> {
  return runTask(task, onStep);
}

function describeBroken(task: Task, thrown: unknown): BrokenTask {
  const isError = thrown instanceof Error;
  return {
    contender: task.scenario.contenders[task.contender].name,
    replication: task.replication,
    seed: replicationSeed(task.scenario.seed, task.replication),
    message: isError ? thrown.message : String(thrown),
    stack: isError ? (thrown.stack ?? '') : '',
  };
}

function headOf({ scenario, bundle, forks = [] }: RunRequest): ResultHead {
  return {
    scenario: scenario.name,
    question: scenario.question,
    seed: scenario.seed,
    provenance: bundle.provenance,
    contenders: scenario.contenders.map((contender) => contender.name),
    oracles: scenario.contenders.filter(isOracle).map((contender) => contender.name),
    resolved: scenario,
    ...(forks.length > 0 ? { forks } : {}),
  };
}
