import { expect, it } from 'vitest';
import { MINUTE } from '../../engine/units.ts';
import { kpis } from '../../reports/kpis.ts';
import { runReplication } from '../../scenarios/run.ts';
import { openBundle } from '../../traces/open-bundle.ts';
import { LIBRARY, scenarioOf, textOf } from '../unit/scenarios/library.ts';

/** One contender of a library scenario for half an hour after its warm-up. */
function playShort(file: string) {
  const scenario = scenarioOf(textOf(file));
  const { traces, epoch, regions, warmUp } = scenario;
  const opened = openBundle(traces, { epoch, span: scenario.horizon, regions });
  if (!opened.ok) return undefined;
  const short = { ...scenario, warmUp: Math.min(warmUp, 5 * MINUTE) };
  const horizon = Math.min(scenario.horizon, short.warmUp + 30 * MINUTE);
  const input = { bundle: opened.value, contender: 0, replication: 0 };
  return runReplication({ scenario: { ...short, horizon }, ...input });
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

// A million players are the same sums, only longer.
const SHORT = LIBRARY.filter((file) => file !== 'million-players.yaml');

// With spot markets, staged boots, warm pools, jobs, a pipeline and sampled players among them.
it.each(SHORT)('the bill of %s adds up to its cost, its footprint to its emissions', (file) => {
  const played = playShort(file);
  if (played === undefined) return;
  const { totals, bill = [], footprint = [] } = played;
  const of = (id: string) => kpis.find((kpi) => kpi.id === id)?.numerator(totals) ?? Number.NaN;
  const costs = (part: string) => {
    return sum(bill.filter((row) => row.part === part).map(({ cost }) => cost));
  };
  const grams = (part: string) => {
    return sum(footprint.filter((row) => row.part === part).map((row) => row.grams));
  };
  expect(bill.length).toBeGreaterThan(0);
  expect(costs('serving')).toBeCloseTo(of('cost'), 6);
  expect(costs('jobs')).toBeCloseTo(totals.costJobs, 6);
  expect(costs('pipeline')).toBeCloseTo(totals.costPipeline, 9);
  expect(sum(bill.map(({ cost }) => cost))).toBeCloseTo(of('total-cost'), 6);
  expect(grams('serving')).toBeCloseTo(totals.operationalG + totals.embodiedG, 6);
  expect(grams('jobs')).toBeCloseTo(totals.jobOperationalG + totals.jobEmbodiedG, 6);
});
