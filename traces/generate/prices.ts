import { draw } from '../../engine/distributions.ts';
import { exp } from '../../engine/math.ts';
import { openStream } from '../../engine/random.ts';
import { DAY, type Duration } from '../../engine/units.ts';
import type { PriceSeries, Series } from '../series.ts';
import { type PriceFigures, spotSteps } from './price-figures.ts';

/** Constant on-demand price and a spot price in rare steps that starts at the listed one, USD/h. */
export function generatePrices(
  figures: PriceFigures,
  region: string,
  span: Duration,
  seed: number,
): PriceSeries {
  const onDemand = priceSeries(`${region} on demand`, [0], [figures.onDemand], span);
  return { onDemand, spot: walkSpot(figures, region, span, seed) };
}

function walkSpot(figures: PriceFigures, region: string, span: Duration, seed: number): Series {
  const stream = openStream(seed, `prices/${region}`);
  const gap = { kind: 'exponential', mean: spotSteps.meanDays * DAY } as const;
  const step = { kind: 'normal', mean: 0, sd: spotSteps.logStep } as const;
  const times = [0];
  const values = [figures.spot];
  for (let t = draw(gap, stream, 0); t < span; t += draw(gap, stream, 0)) {
    const moved = values[values.length - 1] * exp(draw(step, stream, 0));
    times.push(Math.ceil(t));
    values.push(withinBand(moved, figures.onDemand));
  }
  return priceSeries(`${region} spot`, times, values, span);
}

function withinBand(price: number, onDemand: number): number {
  const low = spotSteps.leastRatio * onDemand;
  const high = spotSteps.mostRatio * onDemand;
  return Math.round(Math.min(high, Math.max(low, price)) * 10_000) / 10_000;
}

function priceSeries(name: string, times: number[], values: number[], span: Duration): Series {
  return { name, unit: 'USD/h', times, values, span, end: 'hold' };
}
