import type { PostedTask, TaskDone } from './task.ts';
import { runTask } from './task.ts';

/** Runs one task in this thread; called by the pool with what `run-scenario` posted. */
export function runPosted({ progress, ...task }: PostedTask): TaskDone {
  try {
    return runTask(task, (step) => progress.postMessage(step));
  } finally {
    progress.close();
  }
}
