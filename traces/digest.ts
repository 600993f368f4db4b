import { createDigest, digestHex, mixInto, mixNumber, mixText } from '../engine/digest.ts';
import type { CarbonSeries, JitterSample, PriceSeries, RttMatrix, Series } from './series.ts';
import type { RoleContent } from './shelf.ts';

/** Digest of the content of one role, 16 hex digits. */
export function digestContent(content: RoleContent): string {
  switch (content.role) {
    case 'carbon':
    case 'marginal':
    case 'availability':
      return digestSeries(content.series);
    case 'prices':
      return digestPrices(content.prices.map(([, price]) => price));
    case 'rtt':
      return digestRtt(content.matrix);
    case 'jitter':
      return digestColumns([content.sample.factors, ...linkColumns(content.sample)]);
    case 'tokens':
      return digestColumns([content.sample.context, content.sample.generated]);
    case 'jobs':
      return digestColumns([content.sample.at, content.sample.work, content.sample.width]);
  }
}

// Digest of named series: names, units, times, values, spans and pasts, in the order given.
function digestSeries(series: readonly (Series | CarbonSeries)[]): string {
  const digest = createDigest();
  for (const one of series) {
    mixText(digest, `${one.name} ${one.unit} ${one.end}`);
    mixNumber(digest, one.span);
    mixAll(digest, one.times);
    mixAll(digest, one.values);
    if ('before' in one && one.before !== undefined) mixAll(digest, one.before);
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

function linkColumns({ links }: JitterSample): readonly (readonly number[])[] {
  if (links === undefined) return [];
  const { quiet, delayed, body, far, tail, memory } = links;
  const shares = [delayed.a, delayed.b, far.a, far.b];
  return [[quiet, ...shares, tail.shape, tail.scale, ...Object.values(memory)], body];
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
