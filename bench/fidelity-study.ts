/**
 * Holds the details of a run against each other in calm, tight and bursting situations, with and
 * without spot, and writes the part of docs/fidelity.md with its figure:
 * `node bench/run.mjs fidelity-study [replications]`.
 */
import { readFileSync } from 'node:fs';
import { type Estimate, estimateMean, pairedDifference } from '../engine/estimate.ts';
import type { RunTotals } from '../reports/run-totals.ts';
import { writeWhole } from '../reports/write-files.ts';
import { runReplication } from '../scenarios/run.ts';
import type { Detail, Scenario } from '../scenarios/scenario.ts';
import { openBundle } from '../traces/open-bundle.ts';
import type { TraceBundle } from '../traces/series.ts';
import { replaceBlock } from './document-blocks.ts';
import { type Difference, drawDifferences } from './fidelity-figure.ts';
import { type Situation, situations } from './fidelity-situations.ts';

const replications = Number(process.argv[2] ?? 8);

/** What is compared, with the text of a mean. */
const MEASURES: readonly (readonly [name: string, of: (t: RunTotals) => number, unit: string])[] = [
  ['p50', (t) => t.responseP50 / 1000, 'ms'],
  ['p95', (t) => t.responseP95 / 1000, 'ms'],
  ['p99', (t) => t.responseP99 / 1000, 'ms'],
  ['late frames', (t) => (100 * (t.requestsLate + lost(t))) / (t.requestsAnswered + lost(t)), '%'],
  ['cost', (t) => t.costOnDemand + t.costSpot + t.costEdge, 'USD'],
  ['emissions', (t) => (t.operationalG + t.embodiedG) / 1000, 'kg'],
  ['churn', (t) => (100 * t.sessionsQuit) / t.sessionsStarted, '%'],
  ['requests', (t) => t.requestsIssued, ''],
];

function lost(t: RunTotals): number {
  return t.requestsRejected + t.requestsAbandoned;
}

type Detailed = { readonly name: string; readonly detail?: Exclude<Detail, { kind: 'exact' }> };

const EXACT: Detailed = { name: 'exact' };
const OTHERS: readonly Detailed[] = [
  ...[10, 30, 100, 300].map((oneIn) => {
    return { name: `1 in ${oneIn}`, detail: { kind: 'sampled', oneIn } as const };
  }),
  { name: 'fluid', detail: { kind: 'fluid' } },
];

const url = new URL('../../docs/fidelity.md', import.meta.url);
const compared = situations().map(compare);
const figure = new URL('../../docs/figures/fidelity.svg', import.meta.url);
writeWhole(figure.pathname, await drawDifferences(compared.flatMap((one) => one.differences)));
const body = compared.map((one) => one.text).join('\n\n');
writeWhole(url.pathname, replaceBlock(readFileSync(url, 'utf8'), 'fidelity-study', body));

function compare({ name, scenario }: Situation) {
  const bundle = openTraces(scenario);
  const exact = runAll(scenario, bundle, EXACT);
  const others = OTHERS.map((other) => runAll(scenario, bundle, other));
  const differences: Difference[] = [];
  const rows = MEASURES.map(([measure, of, unit]) => {
    const base = exact.totals.map(of);
    const mean = estimateMean(base);
    const cells = others.map(({ totals }, place) => {
      const difference = pairedDifference(totals.map(of), base);
      const share = shareOf(difference, mean.mean);
      differences.push({ situation: name, measure, detail: OTHERS[place].name, ...share });
      return `${share.percent.toFixed(2)} ± ${share.halfWidth.toFixed(2)}`;
    });
    return `| ${measure} | ${wordMean(mean, unit)} | ${cells.join(' | ')} |`;
  });
  const seconds = [exact, ...others].map((one) => `${one.seconds.toFixed(1)} s`);
  const head = `| ${name} | exact | ${OTHERS.map((other) => other.name).join(' | ')} |`;
  const line = `|---|---|${OTHERS.map(() => '---').join('|')}|`;
  const time = `| processor time | ${seconds.join(' | ')} |`;
  console.log([head, line, ...rows, time].join('\n'));
  return { text: [head, line, ...rows, time].join('\n'), differences };
}

function openTraces(scenario: Scenario): TraceBundle {
  const { traces, epoch, horizon: span, regions } = scenario;
  const opened = openBundle(traces, { epoch, span, regions });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.value;
}

function runAll(scenario: Scenario, bundle: TraceBundle, { detail }: Detailed) {
  const detailed = detail === undefined ? scenario : { ...scenario, detail };
  const before = process.cpuUsage();
  const totals = Array.from({ length: replications }, (_, replication) => {
    return runReplication({ scenario: detailed, bundle, contender: 0, replication }).totals;
  });
  const { user, system } = process.cpuUsage(before);
  return { totals, seconds: (user + system) / 1e6 / replications };
}

function shareOf(difference: Estimate, base: number) {
  const scale = base === 0 ? 0 : 100 / base;
  return { percent: difference.mean * scale, halfWidth: difference.halfWidth * scale };
}

function wordMean({ mean, halfWidth }: Estimate, unit: string): string {
  const places = mean >= 1000 ? 0 : mean >= 10 ? 1 : 3;
  return `${mean.toFixed(places)} ± ${halfWidth.toFixed(places)} ${unit}`.trim();
}
