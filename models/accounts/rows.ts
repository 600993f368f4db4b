/** One line of the bill: quantity × price = cost. */
export interface BillRow {
  /** serving, jobs, searches or pipeline. */
  readonly part: string;
  readonly what: string;
  /** Name of the region; `all` for what has no place. */
  readonly region: string;
  readonly market: string;
  readonly quantity: number;
  readonly unit: string;
  /** USD per unit: the mean where the price moved. */
  readonly price: number;
  readonly cost: number;
}

/** One line of the footprint: quantity × rate = grams of CO2 equivalent. */
export interface FootprintRow {
  readonly part: string;
  readonly what: string;
  readonly region: string;
  readonly quantity: number;
  readonly unit: string;
  /** Grams per unit: the mean where the intensity moved. */
  readonly rate: number;
  readonly grams: number;
}

/** What a line of the bill is for; its price follows from cost and quantity. */
export type Charge = Omit<BillRow, 'price'>;

/** What a line of the footprint is for; its rate follows from grams and quantity. */
export type Emission = Omit<FootprintRow, 'rate'>;

/** Lines of what was bought at all, each with its mean price. */
export function priceRows(charges: readonly Charge[]): readonly BillRow[] {
  return charges
    .filter(({ quantity }) => quantity > 0)
    .map(({ part, what, region, market, quantity, unit, cost: sum }) => {
      // A difference of two sums may come out a hair below nothing.
      const cost = Math.max(0, sum);
      return { part, what, region, market, quantity, unit, price: cost / quantity, cost };
    });
}

/** Lines of what was emitted at all, each with its mean rate. */
export function rateRows(rows: readonly Emission[]): readonly FootprintRow[] {
  return rows
    .filter(({ quantity }) => quantity > 0)
    .map(({ part, what, region, quantity, unit, grams: sum }) => {
      const grams = Math.max(0, sum);
      return { part, what, region, quantity, unit, rate: grams / quantity, grams };
    });
}

/** Sum of the costs of some lines, USD. */
export function sumCosts(rows: readonly { readonly cost: number }[]): number {
  return rows.reduce((sum, { cost }) => sum + cost, 0);
}
