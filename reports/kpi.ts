import type { Value } from './result.ts';
import type { RunTotals } from './run-totals.ts';

/** Which way is better: less, more, or neither (a count that describes the run). */
export type Direction = 'min' | 'max' | 'none';

/** One key performance indicator as data: what it means, in which unit, and how it is measured. */
export interface Kpi {
  readonly id: string;
  readonly title: string;
  /** Unit for people; `1` where there is none. */
  readonly unit: string;
  /** Base units in one unit for people: 1000 where totals count microseconds and people read ms. */
  readonly scale: number;
  readonly direction: Direction;
  /** The formula in words of the totals. */
  readonly formula: string;
  readonly numerator: (totals: RunTotals) => number;
  /** A ratio's denominator, or what must have happened at least once for it to mean anything. */
  readonly denominator?: Divisor;
  /** Of a part that a scenario may lack: tables show it only where it is defined. */
  readonly isPart?: boolean;
}

/** What a KPI is divided by (or conditioned on), and the words for when there was none of it. */
export interface Divisor {
  /** Whether the numerator is divided by it; false: it must only be above zero. */
  readonly divides: boolean;
  readonly of: (totals: RunTotals) => number;
  readonly none: string;
}

/** The KPI of one run, in base units; undefined, with the reason, where its divisor is zero. */
export function measureKpi(kpi: Kpi, totals: RunTotals): Value {
  const numerator = kpi.numerator(totals);
  if (kpi.denominator === undefined) {
    return toValue(kpi, numerator);
  }
  const denominator = kpi.denominator.of(totals);
  if (denominator === 0) {
    return { undefinedBecause: kpi.denominator.none };
  }
  return toValue(kpi, kpi.denominator.divides ? numerator / denominator : numerator);
}

function toValue(kpi: Kpi, value: number): Value {
  if (!Number.isFinite(value)) {
    return { undefinedBecause: `${kpi.id} came out as ${value}` };
  }
  return { value };
}
