import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binsOf, brierOf, eceOf, nullEce } from '../../../../bench/frames/scores.ts';
import { openStream, uniform } from '../../../../engine/random.ts';
import { moveLevel, scoreAt } from '../../../../policies/cecal/miss/conformal.ts';
import { DANGERS, fillDangers, fillLogs, LOGS } from '../../../../policies/cecal/miss/features.ts';
import { fitStaircase, staircaseChance } from '../../../../policies/cecal/miss/isotonic.ts';
import {
  learningDefaults,
  learnMiss,
  logistic,
  missLogit,
  openMissModel,
  rawWeight,
} from '../../../../policies/cecal/miss/model.ts';
import { fitPlatt, plattChance } from '../../../../policies/cecal/miss/platt.ts';
import { link } from './links.ts';

const rtts = fc.integer({ min: 1000, max: 300_000 });
const links = fc
  .tuple(fc.array(rtts, { minLength: 6, maxLength: 6 }), rtts, rtts, fc.integer({ max: 20_000 }))
  .map(([quantiles, last, quick, wait]) => link(quantiles, { last, quick, wait }));

function learnt(seed: number) {
  const model = openMissModel(DANGERS);
  const state = openStream(seed, 'learnt');
  for (let i = 0; i < 400; i++) {
    const dangers = Float64Array.from({ length: DANGERS }, () => 4 * uniform(state, 0) - 2);
    const isMiss = uniform(state, 0) < logistic(dangers[0] + dangers[i % DANGERS]);
    learnMiss(model, { dangers, at: 0, isMiss }, learningDefaults);
  }
  return model;
}

describe('the chance of a late answer', () => {
  const model = learnt(1);
  const chanceOf = (view: ReturnType<typeof link>, room: number) => {
    const dangers = new Float64Array(DANGERS);
    const logs = new Float64Array(LOGS);
    if (!fillLogs(view, logs) || !fillDangers(view, { room, logs }, dangers)) return 1;
    return logistic(missLogit(model, dangers, 0, 1));
  };

  it('is between 0 and 1, and never larger with more room', () => {
    fc.assert(
      fc.property(links, rtts, rtts, (view, room, more) => {
        const tight = chanceOf(view, room);
        expect(tight).toBeGreaterThanOrEqual(0);
        expect(tight).toBeLessThanOrEqual(1);
        expect(chanceOf(view, room + more)).toBeLessThanOrEqual(tight);
      }),
    );
  });

  it('is never smaller over a link that is slower by a constant or by a factor', () => {
    fc.assert(
      fc.property(links, rtts, fc.integer({ min: 1, max: 90_000 }), (view, room, more) => {
        const now = chanceOf(view, room);
        const later = Object.fromEntries(
          Object.entries(view).map(([key, value]) => [
            key,
            /Rtt$/.test(key) ? value + more : value,
          ]),
        );
        const stretched = Object.fromEntries(
          Object.entries(view).map(([key, value]) => {
            return [key, /Rtt$|jitter/.test(key) ? value * (1 + more / 30_000) : value];
          }),
        );
        expect(chanceOf({ ...view, ...later }, room)).toBeGreaterThanOrEqual(now - 1e-12);
        expect(chanceOf({ ...view, ...stretched }, room)).toBeGreaterThanOrEqual(now - 1e-12);
      }),
    );
  });

  it('is finite whatever nonsense a link shows', () => {
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0];
    for (const value of bad) {
      const view = { ...link([1, 2, 3, 4, 5, 6], {}), jitter: value, loss: value, age: value };
      expect(chanceOf({ ...view, p10Rtt: value, p95Rtt: value }, 9000)).not.toBeNaN();
      expect(chanceOf(view, value)).not.toBeNaN();
    }
  });
});

describe('the regression', () => {
  it('finds the weights of a world that is one', () => {
    const model = openMissModel(3);
    const state = openStream(7, 'world');
    const truth = [1.5, 0.7, 0];
    for (let i = 0; i < 60_000; i++) {
      const dangers = Float64Array.from(truth, () => 4 * uniform(state, 0) - 2);
      const logit = truth.reduce((sum, weight, j) => sum + weight * dangers[j], -1);
      learnMiss(
        model,
        { dangers, at: 0, isMiss: uniform(state, 0) < logistic(logit) },
        {
          ...learningDefaults,
          pull: 0,
        },
      );
    }
    truth.forEach((weight, i) => {
      expect(Math.abs(rawWeight(model, i) - weight)).toBeLessThan(0.08);
    });
    expect(Math.abs(missLogit(model, Float64Array.of(0, 0, 0), 0, 1) + 1)).toBeLessThan(0.08);
  });

  it('keeps rare chances right when it leaves out most of what was in time', () => {
    const settings = { ...learningDefaults, keepEvery: 20 };
    const model = openMissModel(1);
    const state = openStream(8, 'rare');
    for (let i = 0; i < 200_000; i++) {
      const dangers = Float64Array.of(2 * uniform(state, 0) - 1);
      const isMiss = uniform(state, 0) < logistic(dangers[0] - 6);
      learnMiss(model, { dangers, at: 0, isMiss }, settings);
    }
    const told = logistic(missLogit(model, Float64Array.of(0), 0, 20));
    expect(told / logistic(-6)).toBeGreaterThan(0.75);
    expect(told / logistic(-6)).toBeLessThan(1.33);
  });
});

describe('calibration', () => {
  const state = openStream(3, 'calibrated');
  const logits = Float64Array.from({ length: 8000 }, () => 6 * uniform(state, 0) - 4);
  const misses = Uint8Array.from(logits, (x) => {
    return uniform(state, 0) < logistic(2 * x + 1) ? 1 : 0;
  });

  it('finds the line that was laid over log-odds, and leaves good ones alone', () => {
    const line = fitPlatt(logits, misses, logits.length);
    expect(Math.abs(line.slope - 2)).toBeLessThan(0.2);
    expect(Math.abs(line.shift - 1)).toBeLessThan(0.15);
    const again = fitPlatt(
      logits.map((x) => line.slope * x + line.shift),
      misses,
      logits.length,
    );
    expect(again.slope).toBeCloseTo(1, 2);
    expect(again.shift).toBeCloseTo(0, 2);
  });

  it('climbs a staircase that never falls and keeps the mean', () => {
    const staircase = fitStaircase(logits, misses);
    const chances = staircase.chances;
    for (let i = 1; i < chances.length; i++) expect(chances[i]).toBeGreaterThan(chances[i - 1]);
    const told = logits.reduce((sum, x) => sum + staircaseChance(staircase, x), 0);
    expect(told).toBeCloseTo(
      misses.reduce((sum, miss) => sum + miss, 0),
      6,
    );
  });

  it('sees no error beyond luck where chances are the true ones, and sees it where not', () => {
    const right = logits.map((x) => plattChance({ slope: 2, shift: 1 }, x));
    const of = (chances: Float64Array) => {
      return { name: 'one', chances, misses, groups: new Int32Array(chances.length) };
    };
    expect(eceOf(of(right))).toBeLessThan(nullEce(of(right), 100, 1));
    const wrong = logits.map((x) => logistic(x));
    expect(eceOf(of(wrong))).toBeGreaterThan(3 * nullEce(of(wrong), 100, 1));
  });

  it('takes a Brier score apart without a rest but that within bins', () => {
    const one = { name: 'one', chances: logits.map((x) => logistic(x)), misses };
    const parts = brierOf({ ...one, groups: new Int32Array(misses.length) });
    expect(Math.abs(parts.rest)).toBeLessThan(0.01);
    const bins = binsOf({ ...one, groups: new Int32Array(misses.length) });
    for (const bin of bins) expect(bin.low <= bin.happened && bin.happened <= bin.high).toBe(true);
  });
});

describe('bounds that need no law', () => {
  it('are kept for all worlds by a level that corrects itself', () => {
    const settings = { goal: 0.05, step: 0.01 };
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 200 }),
        (us) => {
          let level = 0.05;
          let late = 0;
          for (const u of us) {
            const isLate = level > 0 && (level >= 1 || u < level * 7);
            late += isLate ? 1 : 0;
            level = moveLevel(level, isLate, settings);
          }
          const bound = (0.95 + settings.step) / (settings.step * us.length);
          expect(Math.abs(late / us.length - settings.goal)).toBeLessThanOrEqual(bound + 1e-9);
        },
      ),
    );
  });

  it('cover new draws as often as they say', () => {
    const state = openStream(5, 'exchangeable');
    const kept = Array.from({ length: 999 }, () => uniform(state, 0)).sort((a, b) => a - b);
    const bound = scoreAt(kept, 0.1);
    const over = Array.from({ length: 20_000 }, () => uniform(state, 0)).filter((u) => u > bound);
    // Four deviations of the 999 kept draws, and of the 20 000.
    expect(Math.abs(over.length / 20_000 - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / 999) + 0.01);
  });
});
