import type { ReplicationResult } from '../reports/result.ts';
import type { BrokenTask } from './run-scenario.ts';
import { runScenario } from './run-scenario.ts';
import type { Step, TaskRequest } from './task.ts';

/** A run among many, by a key of the caller's. */
export interface KeyedRun {
  readonly key: string;
  readonly request: TaskRequest;
}

/** How many runs are made, and who is told what. */
export interface ManyRequest {
  readonly runs: readonly KeyedRun[];
  readonly workers?: number;
  readonly signal: AbortSignal;
  /** Told before each run; what it gives is told every step, and its end. */
  readonly onRun: (run: KeyedRun, place: number) => RunWatcher;
}

/** Told how far one run is. */
export interface RunWatcher {
  readonly onStep: (task: number, step: Step) => void;
  readonly end: () => void;
}

/** All replications by key and contender, or why there are none. */
export type ManyOutcome =
  | { readonly found: ReadonlyMap<string, ReadonlyMap<string, readonly ReplicationResult[]>> }
  | { readonly broken: BrokenTask; readonly run: KeyedRun }
  | { readonly interrupted: true };

/** Makes one run after the other, each on all cores; the first to break ends the rest. */
export async function runMany({ runs, workers, signal, onRun }: ManyRequest): Promise<ManyOutcome> {
  const found = new Map<string, ReadonlyMap<string, readonly ReplicationResult[]>>();
  for (const [place, run] of runs.entries()) {
    const { onStep, end } = onRun(run, place);
    const chosen = workers === undefined ? {} : { workers };
    const outcome = await runScenario({ ...run.request, ...chosen, onStep, signal });
    end();
    if ('interrupted' in outcome) return outcome;
    if ('broken' in outcome) return { ...outcome, run };
    const own = outcome.result.contenders.map((one) => [one.name, one.replications] as const);
    found.set(run.key, new Map(own));
  }
  return { found };
}
