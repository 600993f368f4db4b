import type { MessagePort } from 'node:worker_threads';
import type { Scenario } from '../scenarios/scenario.ts';
import type { TraceBundle } from '../traces/series.ts';

/** One replication of one contender: what a worker is asked for. */
export interface Task {
  readonly scenario: Scenario;
  readonly bundle: TraceBundle;
  /** Index into the scenario's contenders. */
  readonly contender: number;
  readonly replication: number;
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

/** Every task of a scenario, replication by replication, so that contenders advance together. */
export function expandTasks(scenario: Scenario, bundle: TraceBundle): readonly Task[] {
  const replications = Array.from({ length: scenario.replications }, (_, i) => i);
  return replications.flatMap((replication) => {
    return scenario.contenders.map((_, contender) => ({
      scenario,
      bundle,
      contender,
      replication,
    }));
  });
}
