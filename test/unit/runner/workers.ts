import type { ReplicationResult } from '../../../reports/result.ts';
import type { PostedTask } from '../../../runner/task.ts';

/** A worker that breaks in replication 1 and never ends in replication 2. */
export function runPosted(task: PostedTask): ReplicationResult {
  if (task.replication === 1) throw new Error('queue length -1');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('woke up');
}
