import { describe, expect, test } from 'vitest';
import { openStream, uniform } from '../../../engine/random.ts';
import { estimateMarginal } from '../../../traces/fit/marginal.ts';
import { gridNamed } from '../../../traces/grid-zones.ts';
import { importCarboncast } from '../../../traces/import/carboncast.ts';
import { importEiaMix } from '../../../traces/import/eia-mix.ts';
import type { RecordedMix } from '../../../traces/import/mix.ts';
import { importTrace } from '../../../traces/import-trace.ts';
import { filesOf, problemIn, textOf } from './fixtures.ts';

const head = ',UTC time,carbon_intensity,coal,nat_gas,nuclear,wind\n';

/** Rows of a file whose intensity is what its fuels give, times `scale`. */
function rowsOf(times: readonly string[], scale = 1): string {
  const rows = times.map((time, i) => {
    const [coal, gas, nuclear, wind] = [100 + i, 300, 200, 50 + 2 * i];
    const grams = 820 * coal + 490 * gas + 12 * nuclear + 11 * wind;
    const intensity = (scale * grams) / (coal + gas + nuclear + wind);
    return `${i},${time},${intensity.toFixed(3)},${coal},${gas},${nuclear},${wind}`;
  });
  return `${head}${rows.join('\n')}\n`;
}

const cast = (text: string) => importCarboncast(textOf(text, 'DE'), 'DE', 'lifecycle');
const isoHours = ['00', '01', '02', '03'].map((hour) => `2020-01-31 ${hour}:00:00`);

describe('the three date styles of CarbonCast', () => {
  const styles = [
    isoHours,
    isoHours.map((time) => `${time}+00:00`),
    isoHours.map((time) => time.replace('2020-01-31', '01/31/2020')),
  ];
  test.each(styles)('begin at one instant, as in %s', (...times) => {
    const { value, notes } = cast(rowsOf(times));
    expect(value.intensity.startsAt).toBe(Date.UTC(2020, 0, 31) / 1000);
    expect(value.generation).toEqual([650, 653, 656, 659]);
    expect(value.weather).toEqual([50, 52, 54, 56]);
    expect(notes[0]).toMatch(/4 hours of average lifecycle intensity, 0 repeated/);
  });

  test('a day before its month is refused, not guessed', () => {
    const problem = problemIn(() => cast(rowsOf(['31/01/2020 00:00:00'])));
    expect(problem).toMatchObject({ row: 2, found: '"31/01/2020 00:00:00"' });
  });
});

describe('a damaged mix', () => {
  test('with a missing hour holds it and says so; its generation is unknown', () => {
    const [one, two, , four] = isoHours;
    const { value, notes } = cast(rowsOf([one, two, four]));
    const { values } = value.intensity.series;
    expect(values[2]).toBe(values[1]);
    expect(value.generation[2]).toBeNaN();
    expect(notes[0]).toContain('1 missing hours held (longest gap 1 h)');
  });

  test('that tells an hour twice keeps the last row and counts it', () => {
    const [one, two, three] = isoHours;
    const { value, notes } = cast(rowsOf([one, two, two, three]));
    expect(value.generation).toEqual([650, 656, 659]);
    expect(notes[0]).toContain('1 repeated rows');
  });

  test('whose time goes backwards is refused at the row', () => {
    const problem = problemIn(() => cast(rowsOf([isoHours[1], isoHours[0]])));
    expect(problem).toMatchObject({ row: 3 });
    expect(problem.wanted).toContain('not before the row above');
  });

  test.each([
    ['pounds per MWh', 2.2046],
    ['kilograms per kWh', 0.001],
  ])('in %s is refused: its fuels cannot give that', (_, scale) => {
    const problem = problemIn(() => cast(rowsOf(isoHours, scale)));
    expect(problem.found).toContain('0 % of the hours');
    expect(problem.wanted).toContain('gCO2/kWh');
  });

  test('of the other scope is refused, for the same reason', () => {
    const text = textOf(rowsOf(isoHours), 'DE');
    expect(problemIn(() => importCarboncast(text, 'DE', 'direct')).wanted).toContain('scope');
  });

  test('cut off in a row is refused', () => {
    const text = rowsOf(isoHours);
    expect(problemIn(() => cast(text.slice(0, -12))).wanted).toContain('columns');
  });

  test('with a byte order mark and CRLF is read all the same', () => {
    const text = `\ufeff${rowsOf(isoHours).replaceAll('\n', '\r\n')}`;
    expect(cast(text).value).toEqual(cast(rowsOf(isoHours)).value);
  });
});

const eiaHead = 'timestamp,WND,SUN,WAT,OIL,NG,COL,NUC,OTH,avg_CI\n';
const eiaRow = (hour: string, gas: string, intensity: string) =>
  `2022-01-01 ${hour}:00:00+00:00,0,0,0,0,${gas},0,100,0,${intensity}\n`;

describe('an EIA mix', () => {
  test('with blank cells tells how many hours lack a fuel, and holds a blank intensity', () => {
    const text = `${eiaHead}${eiaRow('00', '100', '251')}${eiaRow('01', '', '251')}${eiaRow('02', '', '')}${eiaRow('03', '100', '251')}`;
    const { value, notes } = importEiaMix(textOf(text), 'US-NY-NYIS');
    expect(value.generation).toEqual([200, Number.NaN, Number.NaN, 200]);
    expect(value.intensity.series.values).toEqual([251, 251, 251, 251]);
    expect(notes[0]).toContain('1 missing hours held');
    expect(notes[0]).toContain('1 hours with a blank fuel');
  });

  test('is found under the state that stands for its grid, & and all', () => {
    const text = `${eiaHead}${eiaRow('00', '100', '251')}`;
    const files = filesOf({ 'eia/VA_NG_&_avgCI.csv': text });
    const names = ['us-east4'].map((name) => gridNamed(name)?.zone ?? '');
    const imported = importTrace('eia-mix', 'eia', { names }, files);
    expect(imported.summaries[0]).toMatchObject({ name: 'US-MIDA-PJM', mean: 251 });
  });

  test('of a zone without a state is refused', () => {
    const problem = problemIn(() => importTrace('eia-mix', 'eia', { names: ['FR'] }, filesOf({})));
    expect(problem.found).toBe('zone "FR"');
  });
});

describe('one grid under many names', () => {
  test.each(['US-MIDA-PJM', 'PJM', 'VA', 'us-east4', 'us-east5'])('%s is PJM', (name) => {
    expect(gridNamed(name)?.zone).toBe('US-MIDA-PJM');
  });

  test('a name nobody uses is no grid', () => {
    expect(gridNamed('ATLANTIS')).toBeUndefined();
  });
});

/** Forty days in which a kWh more emits `margin` grams and a kWh of wind saves 400. */
function madeMix(margin: (hour: number) => number): RecordedMix {
  const hours = 40 * 24;
  const noise = (i: number) => ((i * 7919) % 101) / 101 - 0.5;
  const generation = [20_000];
  const weather = [3_000];
  const emissions = [8e6];
  for (let i = 1; i < hours; i++) {
    const dg = 900 * noise(i) + 300 * Math.cos((2 * Math.PI * i) / 24);
    const dw = 500 * noise(3 * i + 1);
    generation.push(generation[i - 1] + dg);
    weather.push(weather[i - 1] + dw);
    emissions.push(emissions[i - 1] + margin(i % 24) * dg - 400 * dw);
  }
  const values = emissions.map((grams, i) => grams / generation[i]);
  const times = values.map((_, i) => i * 3.6e9);
  const series = { name: 'made', unit: 'gCO2e/kWh', times, values, span: hours * 3.6e9 } as const;
  const intensity = { startsAt: 0, series: { ...series, end: 'repeat' } } as const;
  return { intensity, scope: 'lifecycle', generation, weather };
}

describe('a marginal intensity derived from a mix', () => {
  test('finds the slope of every hour, with wind held fixed', () => {
    const { hours } = estimateMarginal(
      'made',
      madeMix((hour) => 400 + 10 * hour),
    );
    hours.forEach(({ gPerKwh, explained }, hour) => {
      expect(gPerKwh).toBeCloseTo(400 + 10 * hour, 3);
      expect(explained).toBeCloseTo(1, 6);
    });
  });

  test('tells how far off a slope may be: 95 in 100 half-widths hold the truth', () => {
    const state = openStream(4, 'marginal');
    const noisy = Array.from({ length: 20 }, () => {
      const mix = madeMix(() => 400);
      const { intensity, generation } = mix;
      // Each hour's emissions off by some 80 000 g: changes of both signs and no trend.
      const values = intensity.series.values.map((value, i) => {
        return value + (2e5 * (uniform(state, 0) - 0.5)) / generation[i];
      });
      const series = { ...intensity.series, values };
      return estimateMarginal('made', { ...mix, intensity: { ...intensity, series } }).hours;
    }).flat();
    const held = noisy.filter(({ slope, halfWidth }) => Math.abs(slope - 400) <= halfWidth);
    expect(held.length / noisy.length).toBeGreaterThan(0.92);
    expect(held.length / noisy.length).toBeLessThan(0.98);
  });

  test('is never below 0, and keeps the slope that was', () => {
    const { hours } = estimateMarginal(
      'made',
      madeMix(() => -50),
    );
    expect(hours[3]).toMatchObject({ gPerKwh: 0 });
    expect(hours[3].slope).toBeCloseTo(-50, 3);
  });

  test('is refused for less than thirty days', () => {
    const mix = madeMix(() => 400);
    const cut = { ...mix, generation: mix.generation.map((v, i) => (i < 480 ? v : Number.NaN)) };
    expect(problemIn(() => estimateMarginal('made', cut)).wanted).toContain('30 days');
  });
});
