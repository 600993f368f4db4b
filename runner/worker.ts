import type { ReplicationResult } from '../reports/result.ts';
import { runReplication } from '../scenarios/run.ts';
import type { PostedTask, Step } from './task.ts';

/** Runs one replication in this thread; called by the pool with what `run-scenario` posted. */
export function runPosted(task: PostedTask): ReplicationResult {
  const { progress, ...input } = task;
  const onProgress = (simulated: number, events: number): void => {
    const step: Step = { simulated, events };
    progress.postMessage(step);
  };
  try {
    return runReplication({ ...input, onProgress });
  } finally {
    progress.close();
  }
}
