import Table from 'cli-table3';
import { HOUR } from '../engine/units.ts';
import { formatFaults } from './faults.ts';
import { formatInsurance } from './insurance.ts';
import type { Kpi } from './kpi.ts';
import { headlineKpis } from './kpis.ts';
import { decimalsFor, formatNumber } from './numbers.ts';
import type { Comparison, ContenderResult, Estimate, Forked, ScenarioResult } from './result.ts';
import type { RunTotals } from './run-totals.ts';
import { formatSlo } from './slo.ts';
import { wrapText } from './text.ts';
import { formatTies } from './ties.ts';
import type { Verdict } from './verdicts.ts';
import { judge, kpisOf } from './verdicts.ts';

const WIDTH = 120;
const HEAD_WIDTH = 32;
const MOST_DIGESTS = 12;
/** A half-width this small beside its mean is rounding, not chance. */
const ROUNDING = 1e-9;
/** Share of requests without an answer from which times need a word. */
const LEAST_TOLD = 0.01;

/**
 * A result for people, 120 columns wide at most; without colour, the same bytes every time. Shows
 * the given KPIs, the headline ones unless told otherwise.
 */
export function formatTable(result: ScenarioResult, given: readonly Kpi[] = headlineKpis): string {
  const rows = given.filter((kpi) => kpi.isPart !== true || isThere(result, kpi));
  const parts = [
    formatHead(result),
    ...inBlocks(result.contenders, (some) => formatContenders(rows, some)),
    ...formatUnanswered(result),
    ...inBlocks(result.comparisons, (some) => formatComparisons(rows, some, result)),
    ...formatVerdicts(rows, result),
    ...inBlocks(result.regrets ?? [], (some) => formatRegrets(rows, some, result)),
    ...formatInsurance(result),
    ...formatSlo(result),
    ...formatFaults(result),
    ...(result.ties === undefined ? [] : [formatTies(result.ties)]),
    formatDigests(result),
    formatProvenance(result),
  ];
  return `${parts.join('\n\n')}\n`;
}

function isThere({ contenders }: ScenarioResult, kpi: Kpi): boolean {
  return contenders.some((one) => 'mean' in one.kpis[kpi.id]);
}

function formatHead(result: ScenarioResult): string {
  const { scenario, question, seed, contenders, forks = [] } = result;
  const count = contenders[0].replications.length;
  const runs = count === 1 ? '1 replication' : `${count} replications`;
  const [{ totals }] = contenders[0].replications;
  const span = `${formatNumber(totals.span / HOUR, 1)} h observed`;
  const title = `${scenario}${forks.length > 0 ? ', forked' : ''}: seed ${seed}, ${runs}, ${span}`;
  const lines = [title, ...forks.flatMap(formatFork), ...wrapText(question, WIDTH)];
  const interval = 'mean ± half-width of the 95 % interval over replications';
  return [...lines, count === 1 ? 'one replication: no intervals' : interval].join('\n');
}

function formatFork({ at, save, edits }: Forked): readonly string[] {
  const hours = at / HOUR;
  const instant = formatNumber(hours, Number.isInteger(hours) ? 0 : 4);
  const text = `FORKED at ${instant} h from the save ${save} with ${edits.join(', ')}`;
  return wrapText(`${text}; what came before is shared and counted`, WIDTH, 2);
}

/** As many columns side by side as the width allows; the rest follow in further tables. */
function inBlocks<T>(items: readonly T[], draw: (some: readonly T[]) => string): readonly string[] {
  for (let columns = items.length; columns > 1; columns -= 1) {
    const tables = split(items, columns).map(draw);
    if (tables.every(fits)) return tables;
  }
  return split(items, 1).map(draw);
}

function split<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const starts = items.map((_, i) => i).filter((i) => i % size === 0);
  return starts.map((start) => items.slice(start, start + size));
}

function fits(text: string): boolean {
  return text.split('\n').every((line) => line.length <= WIDTH);
}

function formatContenders(rows: readonly Kpi[], contenders: readonly ContenderResult[]): string {
  const heads = contenders.map((contender) => contender.name);
  return drawTable(rows, heads, (kpi) => {
    return contenders.map((one) => formatEstimate(kpi, one.kpis[kpi.id]));
  });
}

/** Response times look good where the slow requests were given up: says who left how many. */
function formatUnanswered({ contenders }: ScenarioResult): readonly string[] {
  const shares = contenders.flatMap(({ name, replications }) => {
    const share = unansweredOf(replications.map(({ totals }) => totals));
    return share < LEAST_TOLD ? [] : [`${name} ${formatNumber(100 * share, 1)}%`];
  });
  if (shares.length === 0) return [];
  const text = `response and waiting times are of answered requests; left without an answer:`;
  return [wrapText(`${text} ${shares.join(', ')}`, WIDTH, 2).join('\n')];
}

function unansweredOf(totals: readonly RunTotals[]): number {
  const sum = (of: (one: RunTotals) => number) => totals.reduce((all, one) => all + of(one), 0);
  const left = sum((one) => one.requestsRejected + one.requestsAbandoned);
  return left / Math.max(1, left + sum((one) => one.requestsAnswered));
}

function formatComparisons(
  rows: readonly Kpi[],
  comparisons: readonly Comparison[],
  result: ScenarioResult,
): string {
  const [{ contender }] = comparisons;
  const heads = comparisons.map((comparison) => `against ${comparison.against}`);
  const title = `${contender} minus the other, by replication, in % of the other's mean`;
  const legend =
    'better or worse: the 95 % interval of the difference excludes zero (each KPI on its own)';
  const table = drawTable(rows, heads, (kpi) => {
    return comparisons.map((one) => formatDifference(kpi, one, result));
  });
  if (result.contenders[0].replications.length < 2) return `${title}\n${table}`;
  return `${title}\n${table}\n${legend}`;
}

function formatRegrets(
  rows: readonly Kpi[],
  regrets: readonly Comparison[],
  result: ScenarioResult,
): string {
  const judged = rows.filter(({ direction }) => direction !== 'none');
  const [{ against }] = regrets;
  const title = `regret: minus ${against}, which sees the future, in % of its mean`;
  const heads = regrets.map(({ contender }) => contender);
  const table = drawTable(judged, heads, (kpi) => {
    return regrets.map((one) => formatDifference(kpi, one, result));
  });
  return `${title}\n${table}`;
}

function drawTable(
  rows: readonly Kpi[],
  heads: readonly string[],
  cellsOf: (kpi: Kpi) => readonly string[],
): string {
  const table = new Table({
    head: ['KPI', 'unit', ...heads.map((head) => cut(head, HEAD_WIDTH))],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', ...heads.map(() => 'right' as const)],
  });
  for (const kpi of rows) table.push([kpi.title, kpi.unit, ...cellsOf(kpi)]);
  return table.toString();
}

function formatEstimate(kpi: Kpi, estimate: Estimate): string {
  if ('undefinedBecause' in estimate) return 'undefined';
  const mean = estimate.mean / kpi.scale;
  const halfWidth = (estimate.halfWidth ?? 0) / kpi.scale;
  const exact = formatNumber(mean, Number.isInteger(mean) ? 0 : decimalsFor(mean, 4));
  if (estimate.halfWidth === undefined) return exact;
  if (halfWidth <= ROUNDING * Math.abs(mean)) return `${exact} ± 0`;
  const decimals = Math.min(decimalsFor(halfWidth, 2), decimalsFor(mean, 6));
  return `${formatNumber(mean, decimals)} ± ${formatNumber(halfWidth, decimals)}`;
}

/** A difference in per cent of the other's mean; in the KPI's own unit where that mean is 0. */
function formatDifference(kpi: Kpi, comparison: Comparison, result: ScenarioResult): string {
  const difference = comparison.kpis[kpi.id];
  if ('undefinedBecause' in difference) return 'undefined';
  const verdict = judge(kpi, difference);
  if (difference.mean === 0 && (difference.halfWidth ?? 0) === 0) return '=       ';
  const word = verdict === 'better' || verdict === 'worse' ? verdict : '';
  const base = result.contenders.find((one) => one.name === comparison.against)?.kpis[kpi.id];
  const baseMean = base !== undefined && 'mean' in base ? base.mean : 0;
  return `${formatSigned(kpi, difference, baseMean)} ${word.padEnd(6)}`;
}

function formatSigned(kpi: Kpi, difference: Difference, baseMean: number): string {
  const sign = difference.mean > 0 ? '+' : '';
  if (baseMean === 0) return `${sign}${formatEstimate(kpi, difference)} ${pointsOf(kpi)}`;
  const mean = (100 * difference.mean) / baseMean;
  if (difference.halfWidth === undefined) return `${sign}${formatNumber(mean, 1)} %`;
  const halfWidth = Math.abs((100 * difference.halfWidth) / baseMean);
  const decimals = Math.min(2, decimalsFor(halfWidth, 2));
  return `${sign}${formatNumber(mean, decimals)} ± ${formatNumber(halfWidth, decimals)} %`;
}

/** A difference of shares is in points: in per cent it would look like one of the other's mean. */
function pointsOf({ unit }: Kpi): string {
  return unit === '%' ? 'points' : unit;
}

type Difference = Extract<Estimate, { readonly mean: number }>;

function formatVerdicts(rows: readonly Kpi[], result: ScenarioResult): readonly string[] {
  const { comparisons, contenders } = result;
  if (comparisons.length > 0 && contenders[0].replications.length < 2) {
    return ['nothing is decided: one replication has no interval'];
  }
  return comparisons.map((comparison) => formatVerdict(rows, comparison));
}

function formatVerdict(rows: readonly Kpi[], comparison: Comparison): string {
  const { contender, against } = comparison;
  const title = `${contender} against ${against}`;
  const line = (verdict: Verdict): readonly string[] => {
    const titles = kpisOf(comparison, verdict).filter((kpi) => rows.includes(kpi));
    if (titles.length === 0) return [];
    const text = titles.map((kpi) => kpi.title).join(', ');
    return wrapText(`  ${verdict.padEnd(11)}${text}`, WIDTH, 13);
  };
  const lines = (['better', 'worse', 'undecided', 'equal'] as const).flatMap(line);
  return [title, ...lines, ...undefinedLines(comparison)].join('\n');
}

function undefinedLines(comparison: Comparison): readonly string[] {
  return kpisOf(comparison, 'undefined').flatMap((kpi) => {
    if (kpi.isPart === true) return [];
    const estimate = comparison.kpis[kpi.id];
    if (!('undefinedBecause' in estimate)) return [];
    return wrapText(`  undefined  ${kpi.title}: ${estimate.undefinedBecause}`, WIDTH, 13);
  });
}

function formatDigests({ contenders }: ScenarioResult): string {
  const width = Math.max(...contenders.map((contender) => contender.name.length)) + 4;
  const rows = contenders.flatMap(({ name, replications }) => {
    const digests = replications.slice(0, MOST_DIGESTS).map((one) => one.digest);
    const rest = replications.length - digests.length;
    const words = rest > 0 ? [...digests, `and ${rest} more in result.json`] : digests;
    return wrapText(`  ${name.padEnd(width - 2)}${words.join(' ')}`, WIDTH, width);
  });
  return ['digests of all events, one a replication', ...rows].join('\n');
}

function formatProvenance({ provenance }: ScenarioResult): string {
  const rows = provenance.flatMap(({ name, source, digest }) => {
    return wrapText(`  ${name}  ${digest}  ${source}`, WIDTH, 4);
  });
  return ['recorded data', ...rows].join('\n');
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
