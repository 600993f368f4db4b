import type { Kpi } from '../reports/kpi.ts';
import { headlineKpis, kpis } from '../reports/kpis.ts';
import { decimalsFor, formatNumber } from '../reports/numbers.ts';
import type { Comparison, ContenderResult, Estimate, ScenarioResult } from '../reports/result.ts';
import type { Verdict } from '../reports/verdicts.ts';
import { judge } from '../reports/verdicts.ts';

/** A Markdown table. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left = 1,
): string {
  const rule = head.map((_, column) => (column < left ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A number at so many significant digits; whole parts stay whole. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return 'none';
  const whole = Math.round(value);
  if (Math.abs(value - whole) <= 1e-9 * Math.abs(value)) return formatNumber(whole, 0);
  return formatNumber(value, Math.min(4, decimalsFor(value, digits)));
}

/** A share of 1 in per cent. */
export function percent(share: number, digits = 3): string {
  return `${figure(100 * share, digits)} %`;
}

/** A KPI by id. */
export function kpiNamed(id: string): Kpi {
  const kpi = kpis.find((one) => one.id === id);
  if (kpi === undefined) throw new Error(`no KPI "${id}"`);
  return kpi;
}

/** Mean ± half-width in the KPI's unit for people. */
export function showEstimate(kpi: Kpi, estimate: Estimate): string {
  if ('undefinedBecause' in estimate) return 'undefined';
  const mean = estimate.mean / kpi.scale;
  const halfWidth = (estimate.halfWidth ?? 0) / kpi.scale;
  if (halfWidth <= 1e-9 * Math.abs(mean)) return `${formatNumber(mean, exactDecimals(mean))} ± 0`;
  const decimals = Math.min(decimalsFor(halfWidth, 2), decimalsFor(mean, 5));
  return `${formatNumber(mean, decimals)} ± ${formatNumber(halfWidth, decimals)}`;
}

function exactDecimals(mean: number): number {
  return Number.isInteger(mean) ? 0 : decimalsFor(mean, 4);
}

/** The paired difference in per cent of the other's mean; in the KPI's unit where that is 0. */
export function showDifference(kpi: Kpi, comparison: Comparison, result: ScenarioResult): string {
  const difference = comparison.kpis[kpi.id];
  if ('undefinedBecause' in difference) return 'undefined';
  const base = contenderNamed(result, comparison.against).kpis[kpi.id];
  const baseMean = 'mean' in base ? Math.abs(base.mean) : 0;
  const sign = difference.mean > 0 ? '+' : '';
  if (difference.mean === 0 && difference.halfWidth === 0) return '=';
  if (baseMean === 0) return `${sign}${showEstimate(kpi, difference)} ${kpi.unit}`;
  const mean = (100 * difference.mean) / baseMean;
  const halfWidth = (100 * (difference.halfWidth ?? 0)) / baseMean;
  const decimals = Math.min(2, decimalsFor(halfWidth, 2));
  return `${sign}${formatNumber(mean, decimals)} ± ${formatNumber(halfWidth, decimals)} %`;
}

/** The same with `better` or `worse` where the interval leaves zero out. */
export function showJudged(kpi: Kpi, comparison: Comparison, result: ScenarioResult): string {
  const verdict = judge(kpi, comparison.kpis[kpi.id]);
  const word = verdict === 'better' || verdict === 'worse' ? ` **${verdict}**` : '';
  return `${showDifference(kpi, comparison, result)}${word}`;
}

/** What came of one KPI in the comparison with a rival. */
export function verdictOn(result: ScenarioResult, against: string, id: string): Verdict {
  return judge(kpiNamed(id), comparisonWith(result, against).kpis[id]);
}

/** The comparison of the first contender with that one. */
export function comparisonWith(result: ScenarioResult, against: string): Comparison {
  const found = result.comparisons.find((one) => one.against === against);
  if (found === undefined) throw new Error(`no comparison with ${against}`);
  return found;
}

/** A contender by name. */
export function contenderNamed(result: ScenarioResult, name: string): ContenderResult {
  const found = result.contenders.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no contender ${name}`);
  return found;
}

/** What a first look shows of every run: the week has none of the parts that some have. */
export const commonKpis: readonly Kpi[] = headlineKpis.filter((kpi) => kpi.isPart !== true);

/** KPIs of a first look that have a better and a worse. */
export const judgedKpis: readonly Kpi[] = commonKpis.filter((kpi) => kpi.direction !== 'none');
