import Table from 'cli-table3';
import type { Kpi } from './kpi.ts';
import { kpis } from './kpis.ts';
import { decimalsFor, formatNumber } from './numbers.ts';
import type { Comparison, ContenderResult, Estimate, ScenarioResult } from './result.ts';
import { wrapText } from './text.ts';
import type { Verdict } from './verdicts.ts';
import { excludesZero, judge, kpisOf } from './verdicts.ts';

const WIDTH = 120;
const HEAD_WIDTH = 32;
const MOST_DIGESTS = 12;
/** A half-width this small beside its mean is rounding, not chance. */
const ROUNDING = 1e-9;

/** A result for people, 120 columns wide at most; without colour, the same bytes every time. */
export function formatTable(result: ScenarioResult): string {
  const parts = [
    formatHead(result),
    ...inBlocks(result.contenders, formatContenders),
    ...inBlocks(result.comparisons, formatComparisons),
    ...result.comparisons.map((comparison) => formatVerdict(comparison, result)),
    formatDigests(result),
    formatProvenance(result),
  ];
  return `${parts.join('\n\n')}\n`;
}

function formatHead({ scenario, question, seed, contenders }: ScenarioResult): string {
  const count = contenders[0].replications.length;
  const runs = count === 1 ? '1 replication' : `${count} replications`;
  const lines = [`${scenario}: seed ${seed}, ${runs}`, ...wrapText(question, WIDTH)];
  const interval = 'mean ± half-width of the 95 % interval over replications';
  return [...lines, count === 1 ? 'one replication: no intervals' : interval].join('\n');
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

function formatContenders(contenders: readonly ContenderResult[]): string {
  const heads = contenders.map((contender) => contender.name);
  return drawTable(heads, (kpi) => contenders.map((one) => formatEstimate(kpi, one.kpis[kpi.id])));
}

function formatComparisons(comparisons: readonly Comparison[]): string {
  const [{ contender }] = comparisons;
  const heads = comparisons.map((comparison) => `against ${comparison.against}`);
  const title = `${contender} minus the other, replication by replication`;
  const legend = '▲ more, ▼ less; * the 95 % interval excludes zero (each KPI on its own)';
  const table = drawTable(heads, (kpi) => {
    return comparisons.map((one) => formatDifference(kpi, one.kpis[kpi.id]));
  });
  return `${title}\n${table}\n${legend}`;
}

function drawTable(heads: readonly string[], cellsOf: (kpi: Kpi) => readonly string[]): string {
  const table = new Table({
    head: ['KPI', 'unit', ...heads.map((head) => cut(head, HEAD_WIDTH))],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', ...heads.map(() => 'right' as const)],
  });
  for (const kpi of kpis) table.push([kpi.title, kpi.unit, ...cellsOf(kpi)]);
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

function formatDifference(kpi: Kpi, difference: Estimate): string {
  if ('undefinedBecause' in difference) return 'undefined';
  const { mean } = difference;
  const arrow = mean === 0 ? '=' : mean > 0 ? '▲' : '▼';
  const star = excludesZero(difference) ? '*' : ' ';
  const verdict = judge(kpi, difference);
  const word = verdict === 'better' || verdict === 'worse' ? verdict : '';
  return `${formatEstimate(kpi, difference)} ${arrow}${star} ${word.padEnd(6)}`;
}

function formatVerdict(comparison: Comparison, result: ScenarioResult): string {
  const { contender, against } = comparison;
  const title = `${contender} against ${against}`;
  if (result.contenders[0].replications.length < 2) {
    return `${title}: undecided, since one replication has no interval`;
  }
  const other = result.contenders.find((one) => one.name === against);
  const line = (lead: string, verdict: Verdict): readonly string[] => {
    const items = kpisOf(comparison, verdict).map((kpi) => formatItem(kpi, comparison, other));
    const text = items.length === 0 ? 'nothing' : items.join(', ');
    return wrapText(`  ${lead.padEnd(12)}${text}`, WIDTH, 14);
  };
  return [
    title,
    ...line('better in', 'better'),
    ...line('worse in', 'worse'),
    ...line('undecided', 'undecided'),
    ...line('equal in', 'equal'),
    ...undefinedLines(comparison),
  ].join('\n');
}

/** A KPI's title, with the difference in per cent where it is decided. */
function formatItem(kpi: Kpi, comparison: Comparison, other: ContenderResult | undefined): string {
  const difference = comparison.kpis[kpi.id];
  const base = other?.kpis[kpi.id];
  if (!excludesZero(difference) || !base || !('mean' in base) || !('mean' in difference)) {
    return kpi.title;
  }
  const percent = (100 * difference.mean) / base.mean;
  if (!Number.isFinite(percent)) return `${kpi.title} (from 0)`;
  const sign = percent > 0 ? '+' : '';
  return `${kpi.title} (${sign}${formatNumber(percent, decimalsFor(percent, 2))} %)`;
}

function undefinedLines(comparison: Comparison): readonly string[] {
  return kpisOf(comparison, 'undefined').flatMap((kpi) => {
    const estimate = comparison.kpis[kpi.id];
    if (!('undefinedBecause' in estimate)) return [];
    return wrapText(`  undefined   ${kpi.title}: ${estimate.undefinedBecause}`, WIDTH, 14);
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
  const rows = provenance.flatMap(({ name, source, licence, digest }) => {
    return wrapText(`  ${name}  ${digest}  ${source}; ${licence}`, WIDTH, 4);
  });
  return ['recorded data', ...rows].join('\n');
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
