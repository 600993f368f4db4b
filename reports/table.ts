import Table from 'cli-table3';
import type { Kpi } from './kpi.ts';
import { kpis } from './kpis.ts';
import { decimalsFor, formatNumber } from './numbers.ts';
import type { Comparison, ContenderResult, Estimate, ScenarioResult } from './result.ts';
import { wrapText } from './text.ts';
import { excludesZero, judge, titlesOf } from './verdicts.ts';

const WIDTH = 120;
const COLUMNS_AT_ONCE = 4;

/** A result for people, 120 columns wide at most; without colour, the same bytes every time. */
export function formatTable(result: ScenarioResult): string {
  const parts = [
    formatHead(result),
    ...inBlocks(result.contenders).map(formatContenders),
    ...inBlocks(result.comparisons).map((some) => formatComparisons(some)),
    ...result.comparisons.map(formatVerdict),
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

function inBlocks<T>(items: readonly T[]): readonly (readonly T[])[] {
  const starts = items.map((_, i) => i).filter((i) => i % COLUMNS_AT_ONCE === 0);
  return starts.map((start) => items.slice(start, start + COLUMNS_AT_ONCE));
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
    head: ['KPI', 'unit', ...heads.map((head) => cut(head, 21))],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', ...heads.map(() => 'right' as const)],
  });
  for (const kpi of kpis) table.push([kpi.title, kpi.unit, ...cellsOf(kpi)]);
  return table.toString();
}

function formatEstimate(kpi: Kpi, estimate: Estimate): string {
  if ('undefinedBecause' in estimate) return 'undefined';
  const mean = estimate.mean / kpi.scale;
  if (estimate.halfWidth === undefined) return formatNumber(mean, decimalsFor(mean, 4));
  const halfWidth = estimate.halfWidth / kpi.scale;
  const decimals = halfWidth === 0 ? decimalsFor(mean, 4) : decimalsFor(halfWidth, 2);
  const shown = Math.min(decimals, Math.max(decimalsFor(mean, 4), decimalsFor(halfWidth, 1)));
  return `${formatNumber(mean, shown)} ± ${formatNumber(halfWidth, shown)}`;
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

function formatVerdict(comparison: Comparison): string {
  const { contender, against } = comparison;
  const line = (lead: string, titles: readonly string[]): readonly string[] => {
    const text = titles.length === 0 ? 'nothing' : titles.join(', ');
    return wrapText(`${lead.padEnd(12)}${text}`, WIDTH - 2, 12).map((row) => `  ${row}`);
  };
  return [
    `${contender} against ${against}`,
    ...line('better in', titlesOf(comparison, 'better')),
    ...line('worse in', titlesOf(comparison, 'worse')),
    ...line('undecided', titlesOf(comparison, 'undecided')),
    ...line('equal in', titlesOf(comparison, 'equal')),
    ...undefinedLines(comparison),
  ].join('\n');
}

function undefinedLines({ kpis: estimates }: Comparison): readonly string[] {
  return kpis.flatMap((kpi) => {
    const estimate = estimates[kpi.id];
    if (!('undefinedBecause' in estimate)) return [];
    return [`  undefined   ${kpi.title}: ${estimate.undefinedBecause}`];
  });
}

function formatDigests({ contenders }: ScenarioResult): string {
  const width = Math.max(...contenders.map((contender) => contender.name.length)) + 4;
  const rows = contenders.flatMap(({ name, replications }) => {
    const digests = replications.map((one) => one.digest).join(' ');
    return wrapText(`  ${name.padEnd(width - 2)}${digests}`, WIDTH, width);
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
