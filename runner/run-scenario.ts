import { availableParallelism } from 'node:os';
import type { ResultHead } from '../reports/estimate-result.ts';
import { estimateResult } from '../reports/estimate-result.ts';
import type { ReplicationResult, ScenarioResult } from '../reports/result.ts';
import { runReplication } from '../scenarios/run.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { replicationSeed } from '../scenarios/seeds.ts';
import type { TraceBundle } from '../traces/series.ts';
import type { TaskPool } from './pool.ts';
import { openPool } from './pool.ts';
import type { Step, Task } from './task.ts';
import { expandTasks } from './task.ts';

/** What to run and how. */
export interface RunRequest {
  readonly scenario: Scenario;
  readonly bundle: TraceBundle;
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

/** What came of it. The bytes of a result depend on scenario and bundle only. */
export type RunOutcome =
  | { readonly result: ScenarioResult }
  | { readonly broken: BrokenTask }
  | { readonly interrupted: true };

type TaskRunner = TaskPool['run'];
type Ended = { readonly done: ReplicationResult } | { readonly broken: BrokenTask };
type Gathered = { readonly done: readonly ReplicationResult[] } | { readonly broken: BrokenTask };

/** Runs every contender in every replication; the first task to break ends the rest. */
export async function runScenario(request: RunRequest): Promise<RunOutcome> {
  const tasks = expandTasks(request.scenario, request.bundle);
  const threads = Math.min(request.workers ?? availableParallelism(), tasks.length);
  const gathered = await (threads === 0
    ? runInTurn(tasks, request)
    : runInPool(tasks, request, openPool(threads, request.worker)));
  if (request.signal?.aborted) return { interrupted: true };
  if ('broken' in gathered) return gathered;
  return { result: estimateResult(headOf(request), gathered.done) };
}

async function runInTurn(tasks: readonly Task[], request: RunRequest): Promise<Gathered> {
  const done: ReplicationResult[] = [];
  for (const [index, task] of tasks.entries()) {
    const ended = await runTask(task, index, request, runHere);
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
    return await gather(tasks.map((task, index) => runTask(task, index, request, pool.run)));
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

async function runTask(
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

async function runHere(task: Task, onStep: (step: Step) => void): Promise<ReplicationResult> {
  return runReplication({
    ...task,
    onProgress: (simulated, events) => onStep({ simulated, events }),
  });
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

function headOf({ scenario, bundle }: RunRequest): ResultHead {
  return {
    scenario: scenario.name,
    question: scenario.question,
    seed: scenario.seed,
    provenance: bundle.provenance,
    contenders: scenario.contenders.map((contender) => contender.name),
    resolved: scenario,
  };
}
