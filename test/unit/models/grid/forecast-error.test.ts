import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../engine/random.ts';
import { disturb, drawErrors, errorSd } from '../../../../models/grid/forecast-error.ts';

const error = { limit: 0.2, halfBy: 9, correlation: 0.9 };
const RUNS = 500;
const keys = Array.from({ length: RUNS }, (_, run) => openStream(run, 'forecast/here'));
const sdOf = (values: readonly number[]) => {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
};

/** Errors for target hour 148 in the issues of these hours, one list a run. */
const told = (hours: readonly number[]) => {
  return keys.map((key) => {
    return hours.map((hour) => drawErrors(error, key, { hour, hours: 48 })[148 - hour - 1]);
  });
};

describe('the error of a disturbed forecast', () => {
  it('grows with the lead as its law says', () => {
    const drawn = keys.map((key) => drawErrors(error, key, { hour: 100, hours: 48 }));
    for (const lead of [1, 6, 24, 48]) {
      const found = sdOf(drawn.map((errors) => errors[lead - 1]));
      expect(found / errorSd(error, lead)).toBeGreaterThan(0.93);
      expect(found / errorSd(error, lead)).toBeLessThan(1.07);
    }
    expect(errorSd(error, 9)).toBeCloseTo(0.2 * Math.SQRT1_2, 12);
  });

  it('leaves the mean of the forecast right', () => {
    const values = keys.map((key) => {
      const [first] = drawErrors(error, key, { hour: 7, hours: 24 }).slice(-1);
      return disturb(300, first, errorSd(error, 24));
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / RUNS;
    expect(Math.abs(mean - 300)).toBeLessThan((4 * 300 * errorSd(error, 24)) / Math.sqrt(RUNS));
  });

  it('shrinks from issue to issue of one target, the later one knowing more', () => {
    const runs = told([100, 124, 142, 147]);
    const sds = [0, 1, 2, 3].map((i) => sdOf(runs.map((errors) => errors[i])));
    expect(sds).toEqual([...sds].sort((a, b) => b - a));
  });

  it('cannot be averaged away over issues: what the last one lacks is new', () => {
    const runs = told([101, 105, 109, 113, 117, 121, 124]);
    const last = runs.map((errors) => errors[errors.length - 1]);
    const mean = runs.map((errors) => errors.reduce((sum, e) => sum + e, 0) / errors.length);
    expect(sdOf(mean)).toBeGreaterThan(sdOf(last));
    const revision = runs.map((errors) => errors[0] - errors[errors.length - 1]);
    const together = last.reduce((sum, e, i) => sum + e * revision[i], 0) / RUNS;
    const correlation = together / (sdOf(last) * sdOf(revision));
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(RUNS));
  });

  it('is independent of the errors of all hours that are over', () => {
    const over = keys.map((key) => drawErrors(error, key, { hour: 90, hours: 10 })[9]);
    const ahead = keys.map((key) => drawErrors(error, key, { hour: 100, hours: 24 })[0]);
    const together = over.reduce((sum, e, i) => sum + e * ahead[i], 0) / RUNS;
    const correlation = together / (sdOf(over) * sdOf(ahead));
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(RUNS));
  });

  it('goes together for neighbouring hours of one issue', () => {
    const drawn = keys.map((key) => drawErrors(error, key, { hour: 100, hours: 48 }));
    const pairs = drawn.map((errors) => [errors[30], errors[31]] as const);
    const together = pairs.reduce((sum, [a, b]) => sum + a * b, 0) / RUNS;
    const scale = sdOf(pairs.map(([a]) => a)) * sdOf(pairs.map(([, b]) => b));
    expect(together / scale).toBeGreaterThan(0.7);
  });

  it('is the same for whoever asks: a longer forecast begins like a shorter one', () => {
    const [long, short] = [48, 6].map((hours) => drawErrors(error, keys[0], { hour: 5, hours }));
    expect(short).toEqual(long.slice(0, 6));
  });
});
