import type { LinearProgram } from './program.ts';

/**
 * A programme in the middle of being solved. Every row has a variable of its own, equal to its sum;
 * each basic variable is a sum of those that stand at a bound. Variables: columns, then rows.
 */
export interface Tableau {
  /** Basic variables and columns of the table. */
  readonly height: number;
  readonly width: number;
  /** Factors: basic variable `i` is the sum over `j` of table[i * width + j] * standing[j]. */
  readonly table: Float64Array;
  readonly basic: Int32Array;
  readonly standing: Int32Array;
  /** By variable, scaled. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly value: Float64Array;
  /** Cost of one more unit of each standing variable. */
  readonly price: Float64Array;
  /** Scaled variable times this is the variable as it was given. */
  readonly unit: Float64Array;
}

/** Writes the table down, rows and columns scaled by powers of two to factors near 1. */
export function openTableau({ columns, rows }: LinearProgram): Tableau {
  const [height, width] = [rows.length, columns.length];
  const unit = unitsOf({ columns, rows });
  const table = new Float64Array(height * width);
  rows.forEach(({ terms }, i) => {
    for (const [j, factor] of terms) {
      table[i * width + j] += (factor * unit[j]) / unit[width + i];
    }
  });
  const bounds = [...columns, ...rows];
  const low = Float64Array.from(bounds, (one, i) => one.low / unit[i]);
  const high = Float64Array.from(bounds, (one, i) => one.high / unit[i]);
  const value = new Float64Array(width + height);
  for (let j = 0; j < width; j += 1) value[j] = low[j] > -Infinity ? low[j] : high[j];
  const tableau: Tableau = {
    height,
    width,
    table,
    basic: Int32Array.from(rows, (_, i) => width + i),
    standing: Int32Array.from(columns, (_, j) => j),
    low,
    high,
    value,
    price: Float64Array.from(columns, ({ cost }, j) => cost * unit[j]),
    unit,
  };
  settleBasics(tableau);
  return tableau;
}

/** Works the basic variables out anew from those that stand at a bound. */
export function settleBasics({ height, width, table, basic, standing, value }: Tableau): void {
  for (let i = 0; i < height; i += 1) {
    let sum = 0;
    for (let j = 0; j < width; j += 1) sum += table[i * width + j] * value[standing[j]];
    value[basic[i]] = sum;
  }
}

/** The standing variable of a column changes places with the basic one of a row. */
export function pivot(tableau: Tableau, row: number, column: number): void {
  const { height, width, table, basic, standing, price } = tableau;
  const from = row * width;
  const inverse = 1 / table[from + column];
  for (let j = 0; j < width; j += 1) table[from + j] *= -inverse;
  table[from + column] = inverse;
  for (let i = 0; i < height; i += 1) {
    if (i !== row) replace(table, i * width, { from, width, column });
  }
  const entering = price[column];
  price[column] = 0;
  if (entering !== 0) {
    for (let j = 0; j < width; j += 1) price[j] += entering * table[from + j];
  }
  const leaving = basic[row];
  basic[row] = standing[column];
  standing[column] = leaving;
}

function replace(
  table: Float64Array,
  to: number,
  { from, width, column }: { from: number; width: number; column: number },
): void {
  const factor = table[to + column];
  if (factor === 0) return;
  table[to + column] = 0;
  for (let j = 0; j < width; j += 1) table[to + j] += factor * table[from + j];
}

/** Powers of two by which columns, then rows, are measured: exact, so nothing is lost. */
function unitsOf({ columns, rows }: LinearProgram): Float64Array {
  const width = columns.length;
  const unit = new Float64Array(width + rows.length).fill(1);
  for (let round = 0; round < 2; round += 1) {
    const most = new Float64Array(unit.length);
    rows.forEach(({ terms }, i) => {
      for (const [j, factor] of terms) {
        most[width + i] = Math.max(most[width + i], Math.abs(factor) * unit[j]);
      }
    });
    for (let i = width; i < unit.length; i += 1) unit[i] = powerOfTwo(most[i]);
    rows.forEach(({ terms }, i) => {
      for (const [j, factor] of terms) {
        most[j] = Math.max(most[j], Math.abs(factor) / unit[width + i]);
      }
    });
    for (let j = 0; j < width; j += 1) unit[j] = 1 / powerOfTwo(most[j]);
  }
  return unit;
}

/** The power of two nearest from below; 1 for nothing. */
function powerOfTwo(size: number): number {
  if (!(size > 0 && size < Infinity)) return 1;
  let power = 1;
  while (power * 2 <= size) power *= 2;
  while (power > size) power /= 2;
  return power;
}
