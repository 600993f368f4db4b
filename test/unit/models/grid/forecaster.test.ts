import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../../engine/units.ts';
import { PAST_HOURS } from '../../../../models/grid/forecast.ts';
import { pastOf } from '../../../../models/grid/forecast-feed.ts';
import { leadWeights } from '../../../../models/grid/forecast-weights.ts';
import { featuresAt, forecastFrom, weightsAt } from '../../../../models/grid/forecaster.ts';
import type { CarbonSeries } from '../../../../traces/series.ts';

const daily = (hour: number) => 300 + 10 * (((hour % 24) + 24) % 24);
const pastTo = (hour: number, count: number) => {
  return Array.from({ length: count }, (_, i) => daily(hour - count + 1 + i));
};

describe('a forecast from the past', () => {
  it('goes on with days that are all alike', () => {
    const forecast = forecastFrom(pastTo(1000, PAST_HOURS + 1), 96);
    expect(forecast).toHaveLength(96);
    forecast.forEach((value, i) => {
      expect(value).toBeCloseTo(daily(1001 + i), 6);
    });
  });

  it('holds the last value while less than a day is known', () => {
    expect(forecastFrom([200, 250], 3)).toEqual([250, 250, 250]);
    expect(forecastFrom(pastTo(23, 24), 1)).toEqual([daily(23)]);
  });

  it('makes do with the days there are', () => {
    const forecast = forecastFrom(pastTo(60, 30), 48);
    forecast.forEach((value, i) => {
      expect(value).toBeCloseTo(daily(61 + i), 6);
    });
  });

  it('follows a surprise at first and forgets it later', () => {
    const past = pastTo(1000, PAST_HOURS + 1);
    past[past.length - 1] *= 1.5;
    const forecast = forecastFrom(past, 96);
    const excess = forecast.map((value, i) => value / daily(1001 + i) - 1);
    expect(excess[0]).toBeGreaterThan(0.25);
    expect(excess[0]).toBeLessThan(0.5);
    expect(Math.abs(excess[5])).toBeLessThan(excess[0]);
    expect(Math.abs(excess[59])).toBeLessThan(0.12);
  });

  it('is twice as high where the past was', () => {
    const past = pastTo(700, PAST_HOURS + 1).map((value, i) => value * (1 + (i % 7) / 20));
    const once = forecastFrom(past, 96);
    const twice = forecastFrom(
      past.map((value) => 2 * value),
      96,
    );
    twice.forEach((value, i) => {
      expect(value / once[i]).toBeCloseTo(2, 9);
    });
  });

  it('reads no value after the hour it is made in', () => {
    const known = pastTo(500, PAST_HOURS + 1);
    const now = known.length - 1;
    const withFuture = [...known, ...Array.from({ length: 96 }, () => Number.NaN)];
    for (let lead = 1; lead <= 96; lead++) {
      expect(featuresAt(withFuture, now, lead)).toEqual(featuresAt(known, now, lead));
      expect(Object.values(featuresAt(withFuture, now, lead) ?? {}).some(Number.isNaN)).toBe(false);
    }
  });
});

describe('weights between the fitted leads', () => {
  it('lie on the line between their neighbours and end with the last', () => {
    const [low, high] = [weightsAt(4), weightsAt(6)];
    expect(weightsAt(5).now).toBeCloseTo((low.now + high.now) / 2, 12);
    expect(weightsAt(96)).toEqual(leadWeights[leadWeights.length - 1]);
    expect(weightsAt(200)).toEqual(weightsAt(96));
  });

  it('are ordered by lead, or the search would miss some', () => {
    const leads = leadWeights.map(({ lead }) => lead);
    expect(leads).toEqual([...leads].sort((a, b) => a - b));
  });
});

describe('the past a forecaster is given', () => {
  const series: CarbonSeries = {
    name: 'here',
    unit: 'gCO2e/kWh',
    times: Array.from({ length: 24 }, (_, i) => i * HOUR),
    values: Array.from({ length: 24 }, (_, i) => 100 + i),
    span: DAY,
    end: 'repeat',
    accounting: 'average',
    scope: 'lifecycle',
    before: [97, 98, 99],
  };

  it('joins the recording before time 0 with the run, up to now', () => {
    expect(pastOf(series, 2 * HOUR)).toEqual([97, 98, 99, 100, 101, 102]);
    expect(pastOf(series, 1.5 * HOUR)).toEqual([97, 98, 99, 100, 101]);
    expect(pastOf({ ...series, before: [] }, 0)).toEqual([100]);
  });

  it('is never longer than the forecaster needs', () => {
    expect(pastOf(series, 9 * DAY)).toHaveLength(PAST_HOURS + 1);
  });
});
