import { describe, expect, it } from 'vitest';
import { episodesOf, fitStorms } from '../../../traces/fit/storms.ts';

const HOUR = 3600;

/** Drops of ten minutes each, at these hours. */
const dropsAt = (...hours: readonly number[]) =>
  hours.map((hour, i) => ({
    at: hour * HOUR,
    share: 0.1 * (i + 1),
    over: 600,
    recovery: 1200,
  }));

describe('episodes of drops', () => {
  it('take drops together that follow the end of the one before within eight hours', () => {
    const drops = dropsAt(0, 3, 11, 20, 28.1);
    expect(episodesOf(drops).map((episode) => episode.length)).toEqual([3, 2]);
  });

  it('end where eight hours pass without a drop', () => {
    const [one, other] = dropsAt(0, 0);
    const withGap = (gap: number) => [one, { ...other, at: one.over + gap }];
    expect(episodesOf(withGap(8 * HOUR - 1))).toHaveLength(1);
    expect(episodesOf(withGap(8 * HOUR))).toHaveLength(2);
  });

  it('give the fit its gaps between episodes and its chance of a further drop', () => {
    const fitted = fitStorms(dropsAt(0, 3, 11, 20, 28.1));
    expect(fitted.meanGap).toBe(20 * HOUR);
    expect(fitted.more).toBeCloseTo(3 / 5, 12);
    expect(fitted.inside[0][1]).toBe(3 * HOUR);
    expect(fitted.inside.at(-1)?.[1]).toBeCloseTo(8.1 * HOUR, 6);
  });
});
