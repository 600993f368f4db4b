import { describe, expect, test } from 'vitest';
import { importElectricitymapLive } from '../../../traces/import/electricitymap-live.ts';
import { importElectricitymapsYearly } from '../../../traces/import/electricitymaps-yearly.ts';
import { expectSoundSeries } from '../../kits/series-kit.ts';
import { problemIn, textOf } from './fixtures.ts';

const header =
  'timestamp,zone_datetime,status,zone_name,carbon_intensity_avg,carbon_intensity_unit,fossilFuelPercentage';

function live(...rows: string[]) {
  return textOf([header, ...rows, ''].join('\n'), 'DE.csv');
}

// A poll some seconds after the hour it tells of.
function row(stamp: number, hour: string, value: string): string {
  const polled = 1_640_995_200 + Number(hour) * 3600 + stamp;
  return `${polled},2022-01-01T${hour}:00:00.000Z,ok,DE,${value},gCO2eq/kWh,40.5`;
}

describe('the live feed', () => {
  test('the last poll of an hour wins whatever the order of rows', () => {
    const file = live(row(200, '00', '31'), row(100, '00', '30'), row(300, '01', '40'));
    expect(importElectricitymapLive(file).value.series.values).toEqual([31, 40]);
  });

  test('missing hours hold the hour before and are counted', () => {
    const { value, notes } = importElectricitymapLive(live(row(1, '00', '30'), row(2, '03', '60')));
    expect(value.series.values).toEqual([30, 30, 30, 60]);
    expect(notes[0]).toContain('2 missing hours held');
    expectSoundSeries(value.series);
  });

  test('it starts at its first hour', () => {
    expect(importElectricitymapLive(live(row(1, '05', '30'))).value.startsAt).toBe(1_641_013_200);
  });

  test('a failed poll is skipped and counted', () => {
    const failed = '9,2022-01-01T01:00:00.000Z,error,DE,,gCO2eq/kWh,';
    const { value, notes } = importElectricitymapLive(live(row(1, '00', '30'), failed));
    expect(value.series.values).toEqual([30]);
    expect(notes[0]).toContain('1 failed and 0 repeated polls');
  });

  test.each([
    ['a negative value', row(2, '01', '-4'), '-4'],
    ['NaN', row(2, '01', 'NaN'), 'NaN'],
    ['a blank', row(2, '01', ''), '""'],
    ['a decimal comma', row(2, '01', '"4,5"'), '4,5'],
    ['an absurd value', row(2, '01', '99999'), '99999'],
    ['a hexadecimal', row(2, '01', '0x1F'), '0x1F'],
  ])('refuses %s with file and line', (_, bad, found) => {
    const problem = problemIn(() => importElectricitymapLive(live(row(1, '00', '30'), bad)));
    expect(problem).toMatchObject({ file: 'DE.csv', row: 3 });
    expect(problem.found).toContain(found);
  });

  test('refuses a truncated last row', () => {
    const problem = problemIn(() =>
      importElectricitymapLive(live(row(1, '00', '30'), '2,2022-01')),
    );
    expect(problem).toEqual({ file: 'DE.csv', row: 3, found: '2 columns', wanted: '7 columns' });
  });

  test('refuses an hour that is no time, another unit, another zone', () => {
    const first = row(1, '00', '30');
    const noTime = first.replace('2022-01-01T00', '2022-01-41T00');
    const unit = first.replace('gCO2eq/kWh', 'lb/MWh');
    const zone = first.replace(',DE,', ',FR,');
    for (const bad of [noTime, unit, zone]) {
      expect(problemIn(() => importElectricitymapLive(live(first, bad))).row).toBe(3);
    }
  });

  test('refuses a gap of months, which one damaged year would make', () => {
    const far = row(2, '00', '30').replace('2022', '2922');
    const alone = problemIn(() => importElectricitymapLive(live(row(1, '00', '30'), far)));
    expect(alone.found).toContain('at poll');
    const whole = far.replace(/^\d+/, '30042230460');
    const problem = problemIn(() => importElectricitymapLive(live(row(1, '00', '30'), whole)));
    expect(problem.found).toContain('a gap of');
    expect(problem.row).toBeGreaterThan(1);
  });

  test('refuses an empty file, a header alone and a wrong header', () => {
    expect(problemIn(() => importElectricitymapLive(textOf(''))).found).toBe('an empty file');
    expect(problemIn(() => importElectricitymapLive(live())).found).toBe('no data row');
    const other = problemIn(() => importElectricitymapLive(textOf('a,b\n1,2\n')));
    expect(other).toMatchObject({ row: 1, found: 'the header "a,b"' });
  });

  test('refuses binary rubbish and a quote that never closes', () => {
    const rubbish = String.fromCharCode(...Array.from({ length: 200 }, (_, i) => (i * 37) % 256));
    expect(problemIn(() => importElectricitymapLive(textOf(rubbish))).file).toBe('trace');
    const open = live(row(1, '00', '30'), '"2,2022');
    expect(problemIn(() => importElectricitymapLive(open)).wanted).toBe('a CSV file');
  });
});

const yearly =
  'Datetime (UTC),Country,Zone Name,Zone Id,Carbon Intensity gCO\u2082eq/kWh (direct),' +
  'Carbon Intensity gCO\u2082eq/kWh (LCA),Low Carbon Percentage,Renewable Percentage,' +
  'Data Source,Data Estimated,Data Estimation Method';

function year(...hours: [string, number, number][]) {
  const rows = hours.map(
    ([time, direct, lca]) => `${time},Spain,Spain,ES,${direct},${lca},1,2,x,false,`,
  );
  return textOf([yearly, ...rows, ''].join('\r\n'), 'ES.csv');
}

describe('the portal export', () => {
  const first = year(['2021-12-31 22:00:00', 10, 20], ['2021-12-31 23:00:00', 11, 21]);
  const second = year(['2022-01-01 00:00:00', 12, 22]);

  test('years join, and direct and life-cycle values are told apart', () => {
    const lca = importElectricitymapsYearly([first, second], 'lca').value;
    expect(lca.series.values).toEqual([20, 21, 22]);
    expectSoundSeries(lca.series);
    const direct = importElectricitymapsYearly([first, second], 'direct').value;
    expect(direct.series.values).toEqual([10, 11, 12]);
  });

  test('refuses years in the wrong order and an hour told twice', () => {
    const problem = problemIn(() => importElectricitymapsYearly([second, first], 'lca'));
    expect(problem).toMatchObject({ file: 'ES.csv', row: 2 });
    expect(problemIn(() => importElectricitymapsYearly([first, first], 'lca')).row).toBe(2);
  });
});
