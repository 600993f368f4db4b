import type { Kpi } from './kpi.ts';
import { kpis } from './kpis.ts';
import type { Comparison, Estimate } from './result.ts';

/** What a paired difference says of the first contender on one KPI. */
export type Verdict = 'better' | 'worse' | 'equal' | 'undecided' | 'undefined' | 'no direction';

/**
 * Judges a difference, contender minus against: decided when its 95 % interval excludes zero, equal
 * when every replication was, and never decided by a single replication.
 */
export function judge(kpi: Kpi, difference: Estimate): Verdict {
  if ('undefinedBecause' in difference) return 'undefined';
  if (kpi.direction === 'none') return 'no direction';
  if (!excludesZero(difference)) return isEqual(difference) ? 'equal' : 'undecided';
  return difference.mean < 0 === (kpi.direction === 'min') ? 'better' : 'worse';
}

/** Whether the interval around a difference leaves zero out. */
function excludesZero(difference: Estimate): boolean {
  if ('undefinedBecause' in difference || difference.halfWidth === undefined) return false;
  return Math.abs(difference.mean) > difference.halfWidth;
}

function isEqual(difference: Estimate): boolean {
  return 'mean' in difference && difference.mean === 0 && difference.halfWidth === 0;
}

/** The KPIs that came out one way in a comparison, in table order. */
export function kpisOf(comparison: Comparison, verdict: Verdict): readonly Kpi[] {
  return kpis.filter((kpi) => judge(kpi, comparison.kpis[kpi.id]) === verdict);
}
