/**
 * One playtwin subject of `npm run bench` in a process of its own, so that memory and compiled code
 * are its own:
 *
 *   node .cache/bench/kernel-child.mjs STYLE MODEL PENDING WARM_UP MEASURED SEED CLOCK
 *
 * STYLE is one of event, process, agenda, heap. Spans are in mean increments of the model, for
 * patterns in holds; CLOCK is wall or cpu. Prints one line of JSON: {"perSecond", "peakRssMiB", "check"}.
 */
import { readFileSync } from 'node:fs';
import { openModel } from './kernel-open.ts';

const [style, name, ...words] = process.argv.slice(2);
const [pending, warmUp, measured, seed] = words.map(Number);
const isCpu = words.at(-1) === 'cpu';
const model = openModel({ style, name, pending, seed });
model.run(warmUp);
model.reset();
const start = readSeconds();
model.run(warmUp + measured);
const seconds = readSeconds() - start;
const { done, check } = model.outcome(measured);
console.log(JSON.stringify({ perSecond: done / seconds, peakRssMiB: readPeak(), check }));

/** Processor time is that of all threads of this process, the compiler's and collector's too. */
function readSeconds(): number {
  const { user, system } = process.cpuUsage();
  return isCpu ? (user + system) / 1e6 : performance.now() / 1e3;
}

/** High-water mark of this process's own memory: what getrusage tells includes its parent's. */
function readPeak(): number {
  const kib = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kib ?? 0) / 1024;
}
