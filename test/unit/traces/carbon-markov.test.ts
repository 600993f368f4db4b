import { describe, expect, test } from 'vitest';
import { openStream, uniform } from '../../../engine/random.ts';
import { carbonFitter } from '../../../traces/fit/carbon.ts';
import { drawMarkov, fitMarkov, judgeMarkov, statesOf } from '../../../traces/fit/carbon-markov.ts';
import { filesOf, problemIn } from './fixtures.ts';

/** Two levels, each kept with chance 0.9, that ride on a daily cycle. */
function twoLevels(seed: number, hours: number) {
  const stream = openStream(seed, 'two-levels');
  let level = 0;
  const values = Array.from({ length: hours }, (_, i) => {
    if (uniform(stream, 0) >= 0.9) level = 1 - level;
    return 100 * level + 10 * (i % 24) + 5 * uniform(stream, 0);
  });
  return { firstHour: 0, values };
}

describe('a chain of intensity states', () => {
  test('finds the chance to stay, whatever the hour of the day', () => {
    const { transitions, steps } = fitMarkov(twoLevels(1, 80_000), 2);
    expect(steps).toBe(79_999);
    for (const k of [0, 1]) expect(Math.abs(transitions[k][k] - 0.9)).toBeLessThan(0.02);
  });

  test('tells hours it was not fitted on as well as their law can be told', () => {
    const fit = fitMarkov(twoLevels(1, 80_000), 2);
    const judged = judgeMarkov(fit, twoLevels(2, 80_000));
    const told = 1 + 0.9 * Math.log2(0.9) + 0.1 * Math.log2(0.1);
    expect(Math.abs(judged.bitsGained - told)).toBeLessThan(0.06);
    expect(Math.abs(judged.stay - 10)).toBeLessThan(1.5);
    expect(Math.abs(judged.modelStay - 10)).toBeLessThan(1.5);
    expect(judged.misplaced).toBeLessThan(0.05);
    expect(Math.abs(judged.modelDayApart)).toBeLessThan(0.02);
  });

  test('tells chance no better than chance', () => {
    const stream = openStream(3, 'chance');
    const noise = () => Array.from({ length: 5000 }, () => uniform(stream, 0));
    const fit = fitMarkov({ firstHour: 5, values: noise() }, 4);
    const judged = judgeMarkov(fit, { firstHour: 5, values: noise() });
    expect(Math.abs(judged.bitsGained)).toBeLessThan(0.02);
  });

  test('leaves out hours nobody told, and does not step over them', () => {
    const { firstHour, values } = twoLevels(1, 2000);
    const holed = values.map((value, i) => (i % 10 === 3 ? Number.NaN : value));
    const fit = fitMarkov({ firstHour, values: holed }, 2);
    expect(fit.steps).toBe(1999 - 2 * 200);
    expect(statesOf({ firstHour, values: holed }, fit.edges)[13]).toBe(-1);
  });

  test('draws hours of its own law', () => {
    const fit = fitMarkov(twoLevels(1, 80_000), 2);
    const values = drawMarkov(fit, 0, 80_000, openStream(9, 'drawn'));
    const again = fitMarkov({ firstHour: 0, values }, 2);
    expect(Math.abs(again.transitions[0][0] - fit.transitions[0][0])).toBeLessThan(0.02);
  });
});

const head =
  'timestamp,zone_datetime,status,zone_name,carbon_intensity_avg,carbon_intensity_unit,fossil\n';

function liveFile(zone: string): string {
  const { values } = twoLevels(4, 600);
  const rows = values.map((value, i) => {
    const at = new Date(Date.UTC(2022, 0, 1, i)).toISOString();
    return `${1_640_995_200 + 3600 * i},${at},ok,${zone},${value.toFixed(1)},gCO2eq/kWh,50`;
  });
  return `${head}${rows.join('\n')}\n`;
}

describe('traces fit electricitymap-live', () => {
  const files = filesOf({ 'c/DE.csv': liveFile('DE'), 'c/FR.csv': liveFile('FR') });
  const judged = (path: string, select?: string) => {
    const more = select === undefined ? {} : { select };
    return carbonFitter.fit(files, path, { holdOut: 'later-half', ...more });
  };

  test('prints the matrix of a zone and judges it on the later half', () => {
    const { title, tables, notes } = judged('c', 'FR');
    expect(title).toContain('FR');
    expect(tables[0].rows).toHaveLength(8);
    expect(tables[1].rows[0]).toEqual(['steps', '299', '299']);
    expect(notes.join()).toContain('0 missing hours left out');
  });

  test('asks which zone of a folder is meant', () => {
    const problem = problemIn(() => judged('c'));
    expect(problem).toMatchObject({ found: '2 zones' });
    expect(problem.wanted).toContain('--select');
  });
});
