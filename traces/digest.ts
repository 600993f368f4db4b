import { createDigest, digestHex, mixInto, mixNumber, mixText } from '../engine/digest.ts';
import type { PriceSeries, RttMatrix, Series } from './series.ts';

/** Digest of named series: names, units, times, values and spans, in the order given. */
export function digestSeries(series: readonly Series[]): string {
  const digest = createDigest();
  for (const one of series) {
    mixText(digest, `${one.name} ${one.unit} ${one.end}`);
    mixNumber(digest, one.span);
    mixAll(digest, one.times);
    mixAll(digest, one.values);
  }
  return digestHex(digest);
}

/** Digest of prices by region, on-demand before spot. */
export function digestPrices(prices: readonly PriceSeries[]): string {
  return digestSeries(prices.flatMap((price) => [price.onDemand, price.spot]));
}

/** Digest of a round-trip matrix with its names. */
export function digestRtt(matrix: RttMatrix): string {
  const digest = createDigest();
  for (const name of matrix.names) mixText(digest, name);
  for (const row of matrix.rtt) mixAll(digest, row);
  return digestHex(digest);
}

/** Digest of columns of numbers of any lengths. */
export function digestColumns(columns: readonly (readonly number[])[]): string {
  const digest = createDigest();
  for (const column of columns) mixAll(digest, column);
  return digestHex(digest);
}

function mixAll(digest: Int32Array, values: readonly number[]): void {
  mixInto(digest, values.length);
  for (const value of values) mixNumber(digest, value);
}
