import { describe, expect, it } from 'vitest';
import { judgePrecision } from '../../../engine/precision.ts';

/** Ten values of mean 10 and standard deviation 1: 10 · 0.9 / 9 = 1. */
const ten = Array.from({ length: 10 }, (_, i) => 10 + Math.sqrt(0.9) * (i % 2 === 0 ? 1 : -1));

describe('replications until a relative error', () => {
  it('are enough when the half-width is below γ/(1 + γ) of the mean, not γ', () => {
    // t(0.975, 9) = 2.2621571628: half-width 0.71536, that is 7.15 % of the mean.
    const { relativeHalfWidth, ...rest } = judgePrecision(ten, { relativeError: 0.08, most: 99 });
    expect(relativeHalfWidth).toBeCloseTo(0.22621571628 / Math.sqrt(10), 9);
    expect(rest).toMatchObject({ isEnough: true, more: 0, isWithinReach: true });
    // 0.074/1.074 = 6.89 %: the same interval no longer does.
    const strict = judgePrecision(ten, { relativeError: 0.074, most: 99 });
    expect(strict).toMatchObject({ isEnough: false, more: 1 });
  });

  it('are forecast from the spread so far', () => {
    // Wanted 0.05/1.05 · 10 = 0.476: t(18)/√19 = 0.482 is too wide, t(19)/√20 = 0.468 does.
    const judged = judgePrecision(ten, { relativeError: 0.05, most: 99 });
    expect(judged).toMatchObject({ isEnough: false, more: 10, isWithinReach: true });
  });

  it('end at the most, and say that it will not do', () => {
    const rule = { relativeError: 0.05, most: 15 };
    expect(judgePrecision(ten, rule)).toMatchObject({ more: 5, isWithinReach: false });
    const spent = { ...rule, most: 10 };
    expect(judgePrecision(ten, spent)).toMatchObject({
      isEnough: false,
      more: 0,
      isWithinReach: false,
    });
  });

  it('are not judged before the least', () => {
    const rule = { relativeError: 0.5, most: 99 };
    expect(judgePrecision([], rule)).toMatchObject({ isEnough: false, more: 10 });
    expect(judgePrecision([7, 7, 7], rule)).toMatchObject({ isEnough: false, more: 7 });
    expect(judgePrecision([7, 7, 7], { ...rule, least: 3 })).toMatchObject({ isEnough: true });
  });

  it('are never enough for a mean of 0', () => {
    const judged = judgePrecision(new Array(10).fill(0), { relativeError: 0.1, most: 30 });
    expect(judged).toMatchObject({ isEnough: false, more: 20, isWithinReach: false });
    expect(judged.relativeHalfWidth).toBe(Infinity);
  });

  it('refuse rules that cannot be kept', () => {
    const good = { relativeError: 0.1, most: 99 };
    const judge = (bad: object) => () => judgePrecision(ten, { ...good, ...bad });
    expect(judge({ relativeError: 5 })).toThrow('relativeError is 5; wanted a share above 0');
    expect(judge({ confidence: 95 })).toThrow('confidence is 95');
    expect(judge({ least: 1 })).toThrow('least is 1; wanted a whole number, at least 2');
    expect(() => judgePrecision([1, NaN], good)).toThrow('values[1] is NaN');
    expect(judge({ most: 9 })).toThrow('most is 9; wanted a whole number, at least 10');
  });
});
