import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { PostedTask, Step, Task, TaskDone } from './task.ts';

/** Worker threads for the tasks of one scenario. */
export interface TaskPool {
  readonly run: (task: Task, onStep: (step: Step) => void) => Promise<TaskDone>;
  /** Ends every thread at once, in the middle of what it does. */
  readonly close: () => Promise<void>;
}

/** Opens a pool of `threads` worker threads on the module at `worker` (default: ours). */
export function openPool(threads: number, worker: URL = locateWorker()): TaskPool {
  const pool = new Tinypool({
    filename: fileURLToPath(worker),
    name: 'runPosted',
    minThreads: threads,
    maxThreads: threads,
    ...(worker.pathname.endsWith('.ts') ? { execArgv: ['--import', readTypeScript()] } : {}),
  });
  const run: TaskPool['run'] = async (task, onStep) => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', onStep);
    port1.unref();
    const posted: PostedTask = { ...task, progress: port2 };
    try {
      return await pool.run(posted, { transferList: [port2] });
    } finally {
      port1.close();
    }
  };
  return { run, close: () => pool.destroy() };
}

/** Beside this module: worker.js when bundled, worker.ts in a working tree. */
function locateWorker(): URL {
  const name = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  return new URL(name, import.meta.url);
}

/** In a working tree a new thread must be taught TypeScript: it inherits no loader on Node 20. */
function readTypeScript(): string {
  const loader = import.meta.resolve('tsx/esm/api');
  return `data:text/javascript,import{register}from"${loader}";register();`;
}
