import Table from 'cli-table3';
import { estimateMean } from '../engine/estimate.ts';
import { servingCost } from './cost.ts';
import { realisedLoss } from './kpis-insurance.ts';
import { formatNumber } from './numbers.ts';
import type { ContenderResult, ScenarioResult } from './result.ts';
import type { RunTotals } from './run-totals.ts';

const LEGEND = [
  'paid: what it cost more than its twin, whose late answers are worth nothing: it holds the mean',
  'load. paid out: what the twin lost more by late answers, at the value of the insured one. Both',
  'met the same players.',
].join('\n');

/**
 * What each insurance cost and was worth in truth, against its uninsured twin in the same scenario;
 * nothing where there is none, or several. The twin is the contender that reckons an insurance for
 * late answers worth nothing; that all else of the two is alike, the scenario must see to.
 */
export function formatInsurance({ contenders }: ScenarioResult): readonly string[] {
  const twins = contenders.filter((one) => isInsuring(one) && lateValueOf(one) === 0);
  const insured = contenders.filter((one) => isInsuring(one) && lateValueOf(one) > 0);
  if (twins.length !== 1 || insured.length === 0) return [];
  const table = new Table({
    head: ['insured', 'twin', 'paid USD', 'paid out USD', 'loss ratio'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right'],
  });
  for (const one of insured) table.push([one.name, twins[0].name, ...cellsOf(one, twins[0])]);
  return [`${table.toString()}\n${LEGEND}`];
}

function isInsuring({ replications }: ContenderResult): boolean {
  return replications.every(({ totals }) => totals.insuredSeconds > 0);
}

function lateValueOf({ replications }: ContenderResult): number {
  return replications[0].totals.lateValue;
}

function cellsOf(insured: ContenderResult, twin: ContenderResult): readonly string[] {
  const value = lateValueOf(insured);
  const lossOf = (totals: RunTotals) => realisedLoss({ ...totals, lateValue: value });
  const paid = differences(insured, twin, servingCost);
  const paidOut = differences(twin, insured, lossOf);
  const all = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0);
  const ratio = all(paid) > 0 ? `${formatNumber((100 * all(paidOut)) / all(paid), 0)} %` : 'none';
  return [write(paid), write(paidOut), ratio];
}

/** One contender's total less another's, replication by replication. */
function differences(
  one: ContenderResult,
  other: ContenderResult,
  of: (totals: RunTotals) => number,
): readonly number[] {
  return one.replications.map(({ totals }, at) => of(totals) - of(other.replications[at].totals));
}

function write(values: readonly number[]): string {
  const { mean, halfWidth } = estimateMean(values);
  const shown = formatNumber(mean, 2);
  return values.length < 2 ? shown : `${shown} ± ${formatNumber(halfWidth, 2)}`;
}
