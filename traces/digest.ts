import { createDigest, digestHex, mixInto, mixNumber, mixText } from '../engine/digest.ts';
import type { PriceSeries, RttMatrix, Series } from './series.ts';
import type { RoleContent } from './shelf.ts';

/** Digest of the content of one role, 16 hex digits. */
export function digestContent(content: RoleContent): string {
  switch (content.role) {
    case 'carbon':
    case 'availability':
      return digestSeries(content.series);
    case 'prices':
      return digestPrices(content.prices.map(([, price]) => price));
    case 'rtt':
      return digestRtt(content.matrix);
    case 'jitter':
      return digestColumns([content.sample.factors]);
    case 'tokens':
      return digestColumns([content.sample.context, content.sample.generated]);
  }
}

// Digest of named series: names, units, times, values and spans, in the order given.
function digestSeries(series: readonly Series[]): string {
  const digest = createDigest();
  for (const one of series) {
    mixText(digest, `${one.name} ${one.unit} ${one.end}`);
    mixNumber(digest, one.span);
    mixAll(digest, one.times);
    mixAll(digest, one.values);
  }
  return digestHex(digest);
}

// Digest of prices by region, on-demand before spot.
function digestPrices(prices: readonly PriceSeries[]): string {
  return digestSeries(prices.flatMap((price) => [price.onDemand, price.spot]));
}

// Digest of a round-trip matrix with its names.
function digestRtt(matrix: RttMatrix): string {
  const digest = createDigest();
  for (const name of matrix.names) mixText(digest, name);
  for (const row of matrix.rtt) mixAll(digest, row);
  return digestHex(digest);
}

// Digest of columns of numbers of any lengths.
function digestColumns(columns: readonly (readonly number[])[]): string {
  const digest = createDigest();
  for (const column of columns) mixAll(digest, column);
  return digestHex(digest);
}

function mixAll(digest: Int32Array, values: readonly number[]): void {
  mixInto(digest, values.length);
  for (const value of values) mixNumber(digest, value);
}
