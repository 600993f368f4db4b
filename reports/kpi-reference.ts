import type { Direction, Kpi } from './kpi.ts';
import { kpis } from './kpis.ts';

const aims: Readonly<Record<Direction, string>> = { min: 'less', max: 'more', none: '-' };

const INTRODUCTION = `# KPIs

What \`playtwin run\` reports of every contender, from the exact totals of the run after its
warm-up. A KPI whose divisor is zero is *undefined* and says why; it is never 0.

Over replications, a ratio is pooled (all numerators over all denominators) with the jackknife's
interval; every other KPI is a mean with Student's interval, at 95 %. A difference between two
contenders is taken replication by replication, on the same players and the same storms.

\`result.json\` holds values in base units: microseconds, shares of 1, joules, grams, USD.
This page is generated; \`npx vitest run test/unit/reports/reference -u\` writes it again.
`;

/** The reference page of all KPIs, Markdown. */
export function formatKpiReference(): string {
  const rows = kpis.map(formatRow);
  const head = ['| id | meaning | formula | unit | better | undefined when |', dashes(6)];
  return `${INTRODUCTION}\n${[...head, ...rows].join('\n')}\n`;
}

function formatRow({ id, title, formula, unit, direction, denominator }: Kpi): string {
  const when = denominator?.none ?? '-';
  return `| \`${id}\` | ${title} | ${formula} | ${unit} | ${aims[direction]} | ${when} |`;
}

function dashes(columns: number): string {
  return `|${' --- |'.repeat(columns)}`;
}
