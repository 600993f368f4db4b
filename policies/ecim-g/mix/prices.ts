import type { LinearProgram } from '../../linear/program.ts';
import { solveLinear } from '../../linear/simplex.ts';
import type { MixProblem } from './problem.ts';
import type { RealMix } from './search.ts';

/** What one more unit of a row costs per hour: the next one, and the one saved by one less. */
export interface ShadowPrice {
  readonly name: string;
  /** USD per hour; equal where the price is unique. */
  readonly low: number;
  readonly high: number;
}

/** Share by which a bound is moved to see what it is worth. */
const NUDGE = 1e-3;

/**
 * What the rows that bind are worth, from two programmes each with the bound a little lower and a
 * little higher: where several prices are right, a single one of them says nothing.
 */
export function shadowPrices(problem: MixProblem, real: RealMix): readonly ShadowPrice[] {
  const { drafted, optimum } = real;
  const columns = [...drafted.program.columns];
  for (const at of drafted.open) {
    const value = optimum.values[at] > 0.5 ? 1 : 0;
    columns[at] = { cost: 0, low: value, high: value };
  }
  const program = { columns, rows: drafted.program.rows };
  const { carbonRow, costRow, demandRows, quotaRows } = drafted;
  const names = (row: number, name: string) => (row < 0 ? [] : [{ row, name }]);
  const asked = [
    ...problem.groups.flatMap(({ name }, g) => names(demandRows[g], `request/s of ${name}`)),
    ...problem.pools.flatMap(({ name }, p) => names(quotaRows[p], `quota of ${name}`)),
    ...names(carbonRow, 'kg of CO2e/h'),
    ...names(costRow, 'USD/h of the limit'),
  ];
  return asked.flatMap(({ row, name }) => priceOf(program, row, name) ?? []);
}

/** Undefined where the row binds nowhere near. */
function priceOf(program: LinearProgram, row: number, name: string): ShadowPrice | undefined {
  const { low, high } = program.rows[row];
  const nudge = NUDGE * Math.max(1, Math.abs(high));
  const [less, here, more] = [-nudge, 0, nudge].map((by) => objectiveAt(program, row, by));
  if (here === undefined) return undefined;
  const down = less === undefined ? undefined : (here - less) / nudge;
  const up = more === undefined ? undefined : (more - here) / nudge;
  const ends = [down, up].flatMap((end) => (end === undefined ? [] : [end]));
  if (ends.length === 0 || (low !== high && ends.every((end) => Math.abs(end) < 1e-6))) {
    return undefined;
  }
  return { name, low: Math.min(...ends), high: Math.max(...ends) };
}

function objectiveAt(program: LinearProgram, row: number, by: number): number | undefined {
  const rows = program.rows.map((one, i) =>
    i === row ? { ...one, low: one.low + by, high: one.high + by } : one,
  );
  const found = solveLinear({ columns: program.columns, rows });
  return found.status === 'optimal' ? found.objective : undefined;
}
