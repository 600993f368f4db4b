import { describe, expect, test } from 'vitest';
import { breakEvenHours } from '../../../models/accounts/break-even.ts';
import { deviceOf } from '../../../scenarios/catalogue/devices.ts';
import { replaceDevice } from '../../../scenarios/catalogue/replacing.ts';
import { SHIPPED } from '../../../scenarios/catalogue/shipped.ts';
import { play } from './capture.ts';

describe('break-even of a replacement', () => {
  test('is embodied grams over grams saved an hour', () => {
    // 100 kg over 0.5 kW x 1.2 x 250 g/kWh = 150 g/h.
    const one = { embodiedKg: 100, savedW: 500, intensityGPerKwh: 250, pue: 1.2 };
    expect(breakEvenHours(one)).toBeCloseTo(100_000 / 150, 9);
    expect(breakEvenHours({ ...one, intensityGPerKwh: 500 })).toBeCloseTo(100_000 / 300, 9);
  });

  test('never comes where nothing is saved, or on a grid that emits nothing', () => {
    const one = { embodiedKg: 100, savedW: 500, intensityGPerKwh: 250, pue: 1.2 };
    expect(breakEvenHours({ ...one, savedW: -1 })).toBe(Number.POSITIVE_INFINITY);
    expect(breakEvenHours({ ...one, intensityGPerKwh: 0 })).toBe(Number.POSITIVE_INFINITY);
  });

  test('of a device by itself saves nothing either way', () => {
    const a100 = deviceOf(SHIPPED, 'a100-40gb');
    if (a100 === undefined) throw new Error('the catalogue has no a100-40gb');
    const rows = replaceDevice(a100, a100, 181, { intensities: [400], pue: 1 });
    expect(rows.length).toBeGreaterThan(4);
    for (const { stands, savedW, hours } of rows) {
      expect(stands).toBe(1);
      expect(savedW).toBe(0);
      expect(hours).toEqual([Number.POSITIVE_INFINITY]);
    }
  });
});

describe('playtwin devices --replaced-by', () => {
  test('tells the hours for each common work, at four intensities', async () => {
    const { code, out } = await play('devices', 'a100-40gb', '--replaced-by', 'h100-80gb');
    expect(code).toBe(0);
    expect(out).toContain('h100-80gb in place of a100-40gb');
    expect(out).toMatch(/bert-large-s384 │ 64 +│ merged .* 4070 +│ 611 +│ 306 +│ 175/);
    expect(out).toMatch(/resnet-50 +│ 1 .*never/);
  });

  test.each([
    ['l4', 'h10', /no device "h10"; nearest/],
    ['t4', 'l4', /know no common work/],
    ['t4', 'phone-8-elite', /no embodied emissions of phone-8-elite/],
  ])('%s by %s is refused', async (old, by, said) => {
    const { code, err } = await play('devices', old, '--replaced-by', by);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
});
