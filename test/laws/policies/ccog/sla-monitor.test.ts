import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../../../engine/units.ts';
import { beginSla, watchSla } from '../../../../policies/ccog/integrated/sla-monitor.ts';

const RULE = { cap: 0.05, period: 15 * MINUTE, forget: DAY };
const PERIODS = 90;

/** Strictness period by period, where the late share answers to it. */
function watch(lateShareAt: (strictness: number, period: number) => number): number[] {
  let memory = beginSla();
  return Array.from({ length: PERIODS }, (_, period) => {
    const late = 1e6 * lateShareAt(memory.strictness, period);
    memory = watchSla(memory, RULE, period * RULE.period, { answered: 1e6, late });
    return memory.strictness;
  });
}

function turnsOf(levels: readonly number[]): number {
  let [turns, before] = [0, 0];
  for (let i = 1; i < levels.length; i += 1) {
    const direction = Math.sign(levels[i] - levels[i - 1]);
    if (direction === 0) continue;
    if (before !== 0 && direction !== before) turns += 1;
    before = direction;
  }
  return turns;
}

describe('the SLA monitor', () => {
  it('comes to rest on a constant load, however the late share answers to it', () => {
    // Late shares that fall as it gets stricter: one for each of the seven levels 1, 2 … 64.
    const responses = fc
      .array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 7, maxLength: 7 })
      .map((shares) => shares.sort((a, b) => b - a));
    fc.assert(
      fc.property(responses, (shares) => {
        const levels = watch((strictness) => shares[Math.round(Math.log2(strictness))]);
        expect(turnsOf(levels)).toBeLessThanOrEqual(1);
        expect(new Set(levels.slice(20)).size).toBe(1);
      }),
    );
  });

  it('gets stricter above the cap, up to a bound, and stays where it is just below it', () => {
    expect(watch(() => 0.06).slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
    expect(new Set(watch(() => 0.04))).toEqual(new Set([1]));
  });

  it('relaxes after a day what it tightened for a bad hour', () => {
    let memory = beginSla();
    const at = (period: number) => period * RULE.period;
    for (let period = 0; period < 4; period += 1) {
      memory = watchSla(memory, RULE, at(period), { answered: 100, late: 10 });
    }
    expect(memory.strictness).toBe(8);
    for (let period = 4; period < 98; period += 1) {
      memory = watchSla(memory, RULE, at(period), { answered: 100, late: 0 });
    }
    expect(memory.strictness).toBe(8);
    for (let period = 98; period < 110; period += 1) {
      memory = watchSla(memory, RULE, at(period), { answered: 100, late: 0 });
    }
    expect(memory.strictness).toBe(1);
  });

  it('does not judge a period in which nobody was answered', () => {
    let memory = beginSla();
    for (let period = 0; period < 8; period += 1) {
      const none = { answered: 0, late: 0 };
      memory = watchSla(memory, RULE, period * RULE.period, none);
    }
    expect(memory.strictness).toBe(1);
  });
});
