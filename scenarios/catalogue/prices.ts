import type { PriceSeries, Series } from '../../traces/series.ts';

/**
 * Recorded prices times a factor: what a scenario's own price of an instance type is over the
 * shipped one. On-demand and spot move together; without a factor they stay what they were.
 */
export function scalePrices(prices: PriceSeries, factor: number | undefined): PriceSeries {
  if (factor === undefined) return prices;
  const scaled = (series: Series): Series => {
    return { ...series, values: series.values.map((value) => value * factor) };
  };
  return { onDemand: scaled(prices.onDemand), spot: scaled(prices.spot) };
}
