import type { MessagePort } from 'node:worker_threads';
import type { SimTime } from '../engine/units.ts';
import type { ReplicationResult } from '../reports/result.ts';
import { runReplication } from '../scenarios/run.ts';
import type { Origin, SavedReplication } from '../scenarios/saved.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { TraceBundle } from '../traces/series.ts';

/** One replication of one contender: what a worker is asked for. */
export interface Task {
  readonly scenario: Scenario;
  readonly bundle: TraceBundle;
  /** Index into the scenario's contenders. */
  readonly contender: number;
  readonly replication: number;
  /** Where to go on from, instead of time 0. */
  readonly origin?: Origin;
  /** Scrambles the order of events that share instant and rank; absent: as scheduled. */
  readonly shuffleTies?: number;
  /** Instants whose states are wanted beside the result. */
  readonly saveAt?: readonly SimTime[];
  /** Version and build that stands in its journal; absent: none is kept. */
  readonly journalBy?: string;
}

/** What one task came to. */
export interface TaskDone {
  readonly result: ReplicationResult;
  readonly saves: readonly SavedReplication[];
  /** Lines of its journal; none where none was asked for. */
  readonly journal: readonly string[];
  /** How many happened now; the result's count begins at time 0. */
  readonly events: number;
}

/** A task on its way to a worker thread, with the port on which it tells how far it is. */
export interface PostedTask extends Task {
  readonly progress: MessagePort;
}

/** How far one task is: simulated microseconds and events so far. */
export interface Step {
  readonly simulated: number;
  readonly events: number;
}

/** Which runs keep a journal of every turn. */
export interface JournalRequest {
  readonly playtwin: string;
  /** Names of contenders. */
  readonly contenders: readonly string[];
  readonly replication: number;
}

/** What tasks are made from. */
export interface TaskRequest {
  readonly scenario: Scenario;
  readonly bundle: TraceBundle;
  /** Saved replications to go on from, and the scenario they were saved under. */
  readonly from?: { readonly scenario: Scenario; readonly saves: readonly SavedReplication[] };
  readonly saveAt?: readonly SimTime[];
  /** Which replications keep a journal, and who writes it; absent: none. */
  readonly journals?: JournalRequest;
  /** How many more times each is run, with ties in scrambled orders; absent: 0. */
  readonly tieShuffles?: number;
}

/** Every task as scheduled, then every task under each shuffle, 1 the first. */
export function expandTasks(request: TaskRequest): readonly Task[] {
  const { tieShuffles = 0 } = request;
  const tasks = expandOnce(request);
  const shuffles = Array.from({ length: tieShuffles }, (_, i) => i + 1);
  const again = shuffles.flatMap((shuffleTies) => {
    return tasks.map(({ journalBy: _, ...task }) => ({ ...task, saveAt: [], shuffleTies }));
  });
  return [...tasks, ...again];
}

/** Replication by replication, so that contenders advance together. */
function expandOnce(request: TaskRequest): readonly Task[] {
  const { scenario, bundle, from, saveAt = [] } = request;
  const replications = Array.from({ length: scenario.replications }, (_, i) => i);
  return replications.flatMap((replication) => {
    return scenario.contenders.map(({ name }, contender) => {
      const plain = { scenario, bundle, contender, replication, saveAt };
      const task = { ...plain, ...journalOf(request.journals, name, replication) };
      return from === undefined ? task : { ...task, origin: originOf(from, name, replication) };
    });
  });
}

function journalOf(
  journals: JournalRequest | undefined,
  contender: string,
  replication: number,
): { readonly journalBy?: string } {
  if (journals === undefined || journals.replication !== replication) return {};
  const { contenders, playtwin } = journals;
  return contenders.includes(contender) ? { journalBy: playtwin } : {};
}

function originOf(
  { scenario, saves }: NonNullable<TaskRequest['from']>,
  contender: string,
  replication: number,
): Origin {
  const saved = saves.find((one) => {
    return one.contender === contender && one.replication === replication;
  });
  if (saved !== undefined) return { scenario, saved };
  throw new Error(`nothing was saved of ${contender}, replication ${replication}`);
}

/** Runs one task in this thread. */
export function runTask(task: Task, onStep: (step: Step) => void): TaskDone {
  const saves: SavedReplication[] = [];
  const journal: string[] = [];
  const { journalBy: playtwin } = task;
  const result = runReplication({
    ...task,
    onProgress: (simulated, events) => onStep({ simulated, events }),
    onSave: (saved) => saves.push(saved),
    ...(playtwin === undefined
      ? {}
      : { journal: { playtwin, append: (line) => journal.push(line) } }),
  });
  return { result, saves, journal, events: result.events - (task.origin?.saved.events ?? 0) };
}
