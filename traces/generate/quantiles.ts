/** Points of a quantile function: pairs of probability and value, both ascending, from 0 to 1. */
export type QuantileTable = readonly (readonly [probability: number, value: number])[];

/** Value at a probability in 0..1, linear between the table's points. */
export function quantileAt(table: QuantileTable, probability: number): number {
  const p = Math.min(1, Math.max(0, probability));
  const above = Math.max(
    1,
    table.findIndex(([q]) => q >= p),
  );
  const [lowP, low] = table[above - 1];
  const [highP, high] = table[above];
  return low + ((high - low) * (p - lowP)) / (highP - lowP);
}
