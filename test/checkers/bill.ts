import { billOf } from '../../models/accounts/bill.ts';
import { footprintOf } from '../../models/accounts/footprint.ts';
import { sloTotals } from '../../models/slo/totals.ts';
import { totalsOf } from '../../models/totals.ts';
import type { WorldSimulation } from '../../models/world.ts';
import { kpis } from '../../reports/kpis.ts';

const JOULES_PER_KWH = 3.6e6;

/**
 * Invariant 7 of every part at once: no line of the bill or the footprint is below zero, lines add
 * up to the totals, and electricity that was paid in grams was drawn in joules. Where an objective is
 * kept, windows that met everything met each.
 */
export function brokenBill(simulation: WorldSimulation): string[] {
  const { world, now } = simulation;
  const totals = totalsOf(simulation);
  const bill = billOf(world, now);
  const footprint = footprintOf(world);
  const wanted = kpis.find(({ id }) => id === 'total-cost')?.numerator(totals) ?? Number.NaN;
  const searched = footprint.filter(({ part }) => part === 'searches');
  const kwh = searched.filter(({ unit }) => unit === 'kWh').map(({ quantity }) => quantity);
  return [
    ...bill.flatMap(({ what, cost }) => (cost >= -1e-9 ? [] : [`${what} costs ${cost}`])),
    ...footprint.flatMap(({ what, grams }) => (grams >= -1e-9 ? [] : [`${what} is ${grams} g`])),
    ...tell('total cost', sum(bill.map(({ cost }) => cost)), wanted),
    ...tell('energy of searches', sum(kwh) * JOULES_PER_KWH, totals.searchEnergyJ),
    ...tell(
      'emissions of searches',
      sum(searched.map(({ grams }) => grams)),
      totals.searchOperationalG + totals.searchEmbodiedG,
    ),
    ...brokenWindows(simulation),
  ];
}

function brokenWindows({ world, now }: WorldSimulation): string[] {
  const totals = sloTotals(world);
  if (totals === undefined) return [];
  const { windows, good, met } = totals;
  const most = Math.ceil((now - world.ledger.openedAt) / (world.setup.slo?.window ?? 1)) + 1;
  const isCounted = good <= windows && windows <= most;
  const isKept = met.every(({ windows: kept }) => good <= kept && kept <= windows);
  return isCounted && isKept ? [] : [`${good} of ${windows} windows were good, of ${most}`];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function tell(what: string, found: number, wanted: number): string[] {
  const gap = Math.abs(found - wanted);
  return gap <= 1e-9 * Math.max(1, Math.abs(wanted)) ? [] : [`${what}: ${found}, not ${wanted}`];
}
