/**
 * One subject of `node bench/run.mjs allocation`, in a process of its own:
 * `node .cache/bench/allocation-child.mjs STYLE MODEL PENDING SPAN`. Prints one line of JSON:
 * {"bytes", "scavenges", "sites"}.
 */
import { type HeapProfiler, Session } from 'node:inspector/promises';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { openModel } from './kernel-open.ts';

/** Bytes between two samples, on average: a stray object is seen with its size over this. */
const SAMPLING_INTERVAL = 16_384;
const MOST_SITES = 3;

const [style, name, ...numbers] = process.argv.slice(2);
const [pending, span] = numbers.map(Number);
const model = openModel({ style, name, pending, seed: 1 });
// Enough for arrays to have grown and code to be compiled.
model.run(span / 5);
const scavenges = await countScavenges(() => model.run(1.2 * span));
const head = await profile(() => model.run(2.2 * span));
const sites = new Map<string, number>();
addSites(head);
const ranked = [...sites].sort((a, b) => b[1] - a[1]);
const bytes = ranked.reduce((sum, [, size]) => sum + size, 0);
const named = ranked.slice(0, MOST_SITES).map(([site, size]) => `${site} ${percent(size)}`);
console.log(JSON.stringify({ bytes, scavenges, sites: named }));

async function countScavenges(work: () => void): Promise<number> {
  let count = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (isScavenge(entry)) count++;
  });
  // What happened before must not be told late.
  await setTimeout(10);
  observer.observe({ entryTypes: ['gc'] });
  work();
  await setTimeout(10);
  observer.disconnect();
  return count;
}

/** Entries of collections tell their kind in `detail`, which their declared type leaves out. */
function isScavenge(entry: object): boolean {
  const detail: unknown = 'detail' in entry ? entry.detail : undefined;
  const isObject = typeof detail === 'object' && detail !== null;
  return isObject && 'kind' in detail && detail.kind === constants.NODE_PERFORMANCE_GC_MINOR;
}

async function profile(work: () => void): Promise<HeapProfiler.SamplingHeapProfileNode> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: SAMPLING_INTERVAL,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  work();
  const { profile: found } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  return found.head;
}

/** Bytes by the function that allocated them, inspector and timers of this file included. */
function addSites(node: HeapProfiler.SamplingHeapProfileNode): void {
  const site = node.callFrame.functionName === '' ? 'no name' : node.callFrame.functionName;
  if (node.selfSize > 0) sites.set(site, (sites.get(site) ?? 0) + node.selfSize);
  for (const one of node.children) addSites(one);
}

function percent(size: number): string {
  return `${((100 * size) / bytes).toFixed(0)} %`;
}
