import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importAzureLlm2023 } from '../../../traces/import/azure-llm-2023.ts';
import { importCantBeLate } from '../../../traces/import/cant-be-late.ts';
import { importCarboncast } from '../../../traces/import/carboncast.ts';
import { importEiaMix } from '../../../traces/import/eia-mix.ts';
import { importElectricitymapLive } from '../../../traces/import/electricitymap-live.ts';
import { importGcpPricing } from '../../../traces/import/gcp-pricing.ts';
import { importGcpRtt } from '../../../traces/import/gcp-rtt.ts';
import { importPlanetLab } from '../../../traces/import/netlatency.ts';
import { importOobleck } from '../../../traces/import/oobleck.ts';
import { readSpotAdvisor } from '../../../traces/import/spot-advisor.ts';
import { problemOf, type TraceText } from '../../../traces/problem.ts';
import { checkSeries } from '../../../traces/series-ops.ts';
import { snapshotOf } from './fixtures.ts';

const hours = Array.from({ length: 8 }, (_, i) =>
  [
    1_633_687_204 + 3600 * i,
    `2021-10-08T1${i}:00:00.000Z`,
    'ok,DE',
    300 + i,
    'gCO2eq/kWh,43.6',
  ].join(),
);
const live = [
  'timestamp,zone_datetime,status,zone_name,carbon_intensity_avg,carbon_intensity_unit,fossil',
  ...hours,
].join('\n');
const query = { instance: 'g2-standard-4', regions: ['us-east4'], span: 1 };

/** Faults of what an importer made of a text; empty when it is sound. */
type Reading = (file: TraceText) => readonly string[];

const readings: readonly (readonly [name: string, sound: string, read: Reading])[] = [
  ['carbon', live, (file) => checkSeries(importElectricitymapLive(file).value.series)],
  [
    'mixes',
    ',UTC time,carbon_intensity,coal,wind\n0,01/31/2020 00:00:00,415.5,50,50\n' +
      '1,01/31/2020 01:00:00,415.5,50,50\n',
    (file) => checkSeries(importCarboncast(file, 'DE', 'lifecycle').value.intensity.series),
  ],
  [
    'state mixes',
    'timestamp,WND,NG,avg_CI\n2022-01-01 00:00:00+00:00,50,50,250.5\n',
    (file) => checkSeries(importEiaMix(file, 'US-NY-NYIS').value.intensity.series),
  ],
  [
    'ticks',
    '{"metadata": {"gap_seconds": 600}, "data": [1, 0, 0, 1, 1]}',
    (file) => checkSeries(importCantBeLate(file).value),
  ],
  [
    'fleets',
    '60000,add,a\r\n120000,add,b\r\n300000,remove,a\r\n300000,add,c\r\n',
    (file) => checkSeries(importOobleck(file).value),
  ],
  [
    'advice',
    '{"ranges":[{"index":0,"label":"<5%"},{"index":1,"label":">20%"}],' +
      '"spot_advisor":{"us-east-1":{"Linux":{"g5.xlarge":{"s":59,"r":1}}}}}',
    (file) => unsound(readSpotAdvisor(file).value.advice.map(({ band }) => band)),
  ],
  [
    'requests',
    'TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:15:46.6805900,374,44\r\n',
    (file) => unsound(importAzureLlm2023(file).value.sample.context),
  ],
  [
    'round trips',
    'sending_region,receiving_region,milliseconds\na,b,12\nb,a,13\n',
    (file) => unsound(importGcpRtt(file).value.rtt.flat()),
  ],
  [
    'matrix',
    '0\t12.5\n12.5\t0\n',
    (file) => unsound(importPlanetLab(file, [{ name: 'a', host: 1 }]).value.rtt.flat()),
  ],
  [
    'prices',
    snapshotOf(1_690_000_000, '0.7', '0.21'),
    (file) => importGcpPricing([file], query).value.flatMap(([, { spot }]) => checkSeries(spot)),
  ],
];

const damage = fc.record({
  at: fc.nat(400),
  cut: fc.nat(12),
  put: fc.oneof(
    fc.string({ maxLength: 6, unit: 'binary' }),
    fc.constantFrom('', '\n', ',', '"', '-1', 'NaN', '1e999', '\t', ': ', '[', '{', '&a', '*a'),
  ),
});

test.each(readings)('undamaged %s are sound', (_, sound, read) => {
  expect(read({ name: 'file', text: sound })).toEqual([]);
});

test.each(readings)('damaged %s are refused with a place or still sound', (_, sound, read) => {
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (blows) => {
      const text = blows.reduce(strike, sound);
      expect(outcome(() => read({ name: 'file', text }))).toEqual([]);
    }),
    { seed: 15, numRuns: 300 },
  );
});

function strike(text: string, { at, cut, put }: { at: number; cut: number; put: string }): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + put + text.slice(from + cut);
}

function outcome(read: () => readonly string[]): readonly string[] {
  try {
    return read();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return problem.file === 'file' && problem.row >= 0 ? [] : [JSON.stringify(problem)];
  }
}

function unsound(values: readonly number[]): readonly string[] {
  return values.filter((value) => !(Number.isFinite(value) && value >= 0)).map(String);
}
