/**
 * One run in a process of its own, so that its memory is its own:
 * `node .cache/bench/fidelity-child.mjs million|evening DETAIL`. Prints one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { runReplication } from '../scenarios/run.ts';
import { openBundle } from '../traces/open-bundle.ts';
import { largeEvening, readMillion } from './fidelity-situations.ts';

const [name, word] = process.argv.slice(2);
const { detail: _, ...plain } = name === 'million' ? readMillion() : largeEvening();
const scenario = { ...plain, ...detailOf(word) };
const { traces, epoch, horizon: span, regions } = scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const start = performance.now();
const before = process.cpuUsage();
const { totals, events } = runReplication({
  scenario,
  bundle: opened.value,
  contender: 0,
  replication: 0,
});
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - start) / 1000;
const kib = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
const cpuSeconds = (user + system) / 1e6;
console.log(
  JSON.stringify({ totals, events, span, seconds, cpuSeconds, peakMiB: Number(kib ?? 0) / 1024 }),
);

function detailOf(detail: string) {
  if (detail === 'exact') return {};
  if (detail === 'fluid') return { detail: { kind: 'fluid' as const } };
  return { detail: { kind: 'sampled' as const, oneIn: Number(detail) } };
}
