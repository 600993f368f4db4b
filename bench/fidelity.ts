/**
 * How fast a million players for a day run sampled and fluid, and a hundred thousand for an evening
 * exactly, each in a process of its own; with `--write` into docs/fidelity.md as well:
 * `node bench/run.mjs fidelity [--write]`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunTotals } from '../reports/run-totals.ts';
import { writeWhole } from '../reports/write-files.ts';
import { replaceBlock } from './document-blocks.ts';

/** What a run's process told. */
interface Told {
  readonly totals: RunTotals;
  readonly events: number;
  readonly span: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

const RUNS = [
  ['million', '100'],
  ['million', 'fluid'],
  ['evening', 'exact'],
  ['evening', '100'],
  ['evening', 'fluid'],
] as const;

const child = fileURLToPath(new URL('./fidelity-child.mjs', import.meta.url));
const told = RUNS.map(([name, detail]) => ({ name, detail, ...run(name, detail) }));
const exact = told.find((one) => one.name === 'evening' && one.detail === 'exact');
const head = [
  '| run | simulated | seconds | × real time | events/s | peak memory | p95 | late | cost | kg |',
  '|---|---|---|---|---|---|---|---|---|---|',
];
const text = [...head, ...told.map(wordRun)].join('\n');
console.log(text);
if (process.argv.includes('--write')) {
  const url = new URL('../../docs/fidelity.md', import.meta.url);
  writeWhole(url.pathname, replaceBlock(readFileSync(url, 'utf8'), 'fidelity-speed', text));
}

function run(name: string, detail: string): Told {
  return JSON.parse(execFileSync(process.execPath, [child, name, detail], { encoding: 'utf8' }));
}

function wordRun(one: Told & { readonly name: string; readonly detail: string }): string {
  const { totals } = one;
  const base = one.name === 'evening' ? exact?.totals : undefined;
  const against = (of: (t: RunTotals) => number, places: number) => {
    const value = of(totals).toFixed(places);
    if (base === undefined || one.detail === 'exact') return value;
    const percent = (100 * (of(totals) - of(base))) / of(base);
    return `${value} (${percent >= 0 ? '+' : ''}${percent.toFixed(2)} %)`;
  };
  const players = `${Math.round(totals.playerSeconds / (totals.span / 1e6)).toLocaleString('en')}`;
  const detail = Number(one.detail) > 0 ? `sampled 1 in ${one.detail}` : one.detail;
  return `| ${[
    `${players} players on average, ${detail}`,
    `${one.span / 3.6e9} h`,
    `${one.cpuSeconds.toFixed(1)} of one core`,
    `${Math.round(one.span / 1e6 / one.cpuSeconds)}`,
    `${(one.events / one.cpuSeconds / 1e6).toFixed(2)} M`,
    `${Math.round(one.peakMiB)} MiB`,
    against((t) => t.responseP95 / 1000, 1),
    against(lateShare, 3),
    against((t) => t.costOnDemand + t.costSpot + t.costEdge, 0),
    against((t) => (t.operationalG + t.embodiedG) / 1000, 0),
  ].join(' | ')} |`;
}

function lateShare(t: RunTotals): number {
  const lost = t.requestsRejected + t.requestsAbandoned;
  return (100 * (t.requestsLate + lost)) / (t.requestsAnswered + lost);
}
