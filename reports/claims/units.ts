import type { Kpi } from '../kpi.ts';
import { kpis } from '../kpis.ts';
import type { ClaimPart, MeasuredPart, Quantity } from './claim.ts';

/** Whether a part is measured. */
export function isMeasured(part: ClaimPart): part is MeasuredPart {
  return 'quantity' in part;
}

/** Unit for people of a quantity, and how many of its base units make one of them. */
export function unitOf({ form, outcome }: Quantity): Pick<Kpi, 'unit' | 'scale'> {
  if (form === 'change' || form === 'kept') return { unit: '%', scale: 0.01 };
  if (form === 'times') return { unit: 'times', scale: 1 };
  if ('fault' in outcome) return { unit: 's', scale: 1_000_000 };
  const { unit, scale } = kpiNamed(outcome.kpi);
  return { unit: form === 'difference' && unit === '%' ? 'points' : unit, scale };
}

/** A KPI by its id; throws where there is none: parsers refuse such a claim. */
export function kpiNamed(id: string): Kpi {
  const found = kpis.find((kpi) => kpi.id === id);
  if (found === undefined) throw new Error(`no KPI ${id}`);
  return found;
}
