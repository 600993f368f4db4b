import type { Kpi } from './kpi.ts';
import { kpis } from './kpis.ts';
import { decimalsFor, formatNumber } from './numbers.ts';
import type { ContenderResult, Estimate, ScenarioResult, TieSensitivity } from './result.ts';
import { wrapText } from './text.ts';

const WIDTH = 120;
const MOST_SHOWN = 5;

type Shift = TieSensitivity['kpis'][string];

/** A result that also tells what became of it under other orders of ties, one result a shuffle. */
export function withTies(
  straight: ScenarioResult,
  shuffled: readonly ScenarioResult[],
): ScenarioResult {
  const ties = straight.contenders.map((contender, i) => {
    return compareTies(
      contender,
      shuffled.map((one) => one.contenders[i]),
    );
  });
  const { resolved, ...rest } = straight;
  return { ...rest, ties, resolved };
}

function compareTies(
  straight: ContenderResult,
  shuffled: readonly ContenderResult[],
): TieSensitivity {
  const wanted = straight.replications.map(({ totals }) => JSON.stringify(totals));
  const runs = shuffled.flatMap((one) => {
    return one.replications.map(({ totals }, i) => JSON.stringify(totals) === wanted[i]);
  });
  const shifts = kpis.flatMap(({ id }): [string, Shift][] => {
    const shift = shiftOf(
      straight.kpis[id],
      shuffled.map((one) => one.kpis[id]),
    );
    return shift === undefined ? [] : [[id, shift]];
  });
  return {
    name: straight.name,
    runs: runs.length,
    moved: runs.filter((isSame) => !isSame).length,
    kpis: Object.fromEntries(shifts),
  };
}

/** The widest shift; undefined when there is none, or nothing to compare. */
function shiftOf(straight: Estimate, shuffled: readonly Estimate[]): Shift | undefined {
  if ('undefinedBecause' in straight) return undefined;
  const shifts = shuffled.map((one) => ('mean' in one ? one.mean - straight.mean : 0));
  const shift = shifts.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0);
  if (shift === 0) return undefined;
  const { halfWidth = 0 } = straight;
  return halfWidth === 0 ? { shift } : { shift, ofHalfWidth: Math.abs(shift) / halfWidth };
}

/** The finding for people: a line for each contender, and the KPIs that moved, the widest first. */
export function formatTies(ties: readonly TieSensitivity[]): string {
  const width = Math.max(...ties.map((one) => one.name.length)) + 4;
  const lines = ties.flatMap((one) => {
    return wrapText(`  ${one.name.padEnd(width - 2)}${wordTies(one)}`, WIDTH, width);
  });
  return ['does the order of events that share instant and rank matter?', ...lines].join('\n');
}

function wordTies({ runs, moved, kpis: shifts }: TieSensitivity): string {
  if (moved === 0) return `no: ${runs} of ${runs} runs in other orders came to the same totals`;
  const rank = (kpi: Kpi) => shifts[kpi.id]?.ofHalfWidth ?? 0;
  const rows = kpis.filter((kpi) => shifts[kpi.id] !== undefined);
  const rest = rows.length - MOST_SHOWN;
  const shown = [...rows].sort((a, b) => rank(b) - rank(a)).slice(0, MOST_SHOWN);
  const words = shown.map((kpi) => wordShift(kpi, shifts[kpi.id]));
  if (rest > 0) words.push(`and ${rest} more KPIs (all in the JSON)`);
  const what = words.length === 0 ? 'no KPI moved' : words.join(', ');
  return `yes: ${moved} of ${runs} runs in other orders came to other totals; ${what}`;
}

function wordShift(kpi: Kpi, { shift, ofHalfWidth }: Shift): string {
  const size = shift / kpi.scale;
  const sign = size > 0 ? '+' : '';
  const unit = kpi.unit === '1' ? '' : ` ${kpi.unit}`;
  const text = `${kpi.title} ${sign}${formatNumber(size, decimalsFor(size, 2))}${unit}`;
  if (ofHalfWidth === undefined) return text;
  return `${text} (${formatNumber(ofHalfWidth, 2)} of its half-width)`;
}
