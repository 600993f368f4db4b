import { describe, expect, it } from 'vitest';
import {
  beginForecast,
  type ForecastMemory,
  forecastAhead,
  learnSample,
} from '../../../policies/forecast.ts';

const STEP = 30_000_000;
const HOUR = 3_600_000_000;
const SETTINGS = { lead: 600_000_000, spikeChance: 0.01, spikeFactor: 3 };

/** The memory after samples of a curve over so many hours. */
function taught(hours: number, curve: (hour: number) => number): ForecastMemory {
  let memory = beginForecast();
  for (let at = STEP; at <= hours * HOUR; at += STEP) {
    memory = learnSample(memory, SETTINGS, at, curve(at / HOUR));
  }
  return memory;
}

const daily = (hour: number) => 100 * (1 + 0.8 * Math.sin((2 * Math.PI * hour) / 24));

describe('the forecast of demand', () => {
  it('knows nothing and expects nothing before the first sample', () => {
    expect(forecastAhead(beginForecast(), SETTINGS).centre).toBe(0);
  });

  it('expects a constant to stay and shrinks its doubts as it is proved right', () => {
    const early = forecastAhead(
      taught(0.1, () => 40),
      SETTINGS,
    );
    const late = forecastAhead(
      taught(6, () => 40),
      SETTINGS,
    );
    expect(early.centre).toBeCloseTo(40, 9);
    expect(early.points[0].value).toBeCloseTo(28, 9);
    expect(late.points[0].value).toBeCloseTo(40, 3);
  });

  it('follows a ramp to where it will be at the horizon', () => {
    const { centre } = forecastAhead(
      taught(2, (hour) => 10 + 30 * hour),
      SETTINGS,
    );
    expect(centre).toBeGreaterThan(73);
    expect(centre).toBeLessThan(77);
  });

  it('turns with the daily cycle once it has seen a day', () => {
    const turning = 24 + 6;
    const lead = SETTINGS.lead / HOUR;
    const seasoned = forecastAhead(taught(turning + 3, daily), SETTINGS).centre;
    expect(seasoned / daily(turning + 3 + lead)).toBeGreaterThan(0.97);
    expect(seasoned / daily(turning + 3 + lead)).toBeLessThan(1.03);
  });

  it('gives a law whose weights add up and whose last point is the spike', () => {
    const { centre, points } = forecastAhead(taught(8, daily), SETTINGS);
    expect(points.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(points.at(-1)).toEqual({ value: centre * 3, weight: 0.01 });
  });

  it('stays bounded however long it runs', () => {
    const size = (hours: number) => JSON.stringify(taught(hours, daily)).length;
    expect(size(72)).toBeLessThan(1.1 * size(30));
  });

  it('ignores a scrape it has seen', () => {
    const memory = taught(1, daily);
    expect(learnSample(memory, SETTINGS, memory.at, 1e9)).toBe(memory);
  });
});
