import { expect, test } from 'vitest';
import { importGcpPricing, type PriceQuery } from '../../../traces/import/gcp-pricing.ts';
import { expectSoundSeries } from '../../kits/series-kit.ts';
import { problemIn, snapshotOf, textOf } from './fixtures.ts';

const day = 86_400;
const start = 1_690_000_000;
const query: PriceQuery = {
  instance: 'g2-standard-4',
  regions: ['us-east4'],
  span: 30 * day * 1e6,
};
const snapshots = [
  textOf(snapshotOf(start, '0.7', '0.21'), '2023-07-22-pricing.yml'),
  textOf(snapshotOf(start + day, '0.7', ''), '2023-07-23-pricing.yml'),
  textOf(snapshotOf(start + 2 * day, '0.7', '0.28'), '2023-07-24-pricing.yml'),
];

test('snapshots become steps of the price, and one without a spot price is said', () => {
  const { value, notes } = importGcpPricing(snapshots, query);
  const [[region, { onDemand, spot }]] = value;
  expect(region).toBe('us-east4');
  expect(onDemand).toMatchObject({ times: [0], values: [0.7], end: 'hold' });
  expect(spot).toMatchObject({ times: [0, 2 * day * 1e6], values: [0.21, 0.28] });
  expect(notes[1]).toBe(
    '2023-07-23-pricing.yml: no spot price in us-east4; the one before is kept',
  );
  expectSoundSeries(spot);
});

test('the snapshot before the start is in force at the start', () => {
  const { value } = importGcpPricing(snapshots, { ...query, since: start + day + 5 });
  const [[, { spot }]] = value;
  expect(spot).toMatchObject({ times: [0, (day - 5) * 1e6], values: [0.21, 0.28] });
});

test('a start before the first snapshot and a start without spot prices are refused', () => {
  const early = problemIn(() => importGcpPricing(snapshots, { ...query, since: start - 1 }));
  expect(early.wanted).toContain('2023-07-22');
  const bare = problemIn(() => importGcpPricing(snapshots.slice(1, 2), query));
  expect(bare.found).toContain('hour_spot');
});

test('a start long after the last snapshot and a stamp that is no number are refused', () => {
  const late = problemIn(() => importGcpPricing(snapshots, { ...query, since: start + 30 * day }));
  expect(late.wanted).toContain('a week after 2023-07-24');
  const word = textOf(snapshotOf(start, '0.7', '0.2').replace(String(start), 'soon'), '2023-07-22');
  expect(problemIn(() => importGcpPricing([word], query)).found).toBe('about.timestamp "soon"');
});

test('brackets without end are refused', () => {
  const deep = textOf('['.repeat(100_000), 'deep.yml');
  expect(problemIn(() => importGcpPricing([deep], query)).file).toBe('deep.yml');
});

test('a snapshot without an about section takes the date of its file name', () => {
  const file = textOf(snapshotOf(0, '0.7', '0.2'), 'spot/2022-02-09-pricing.yml.gz');
  expect(importGcpPricing([file], query).notes[0]).toContain('2022-02-09 00:00:00');
  const nameless = textOf(snapshotOf(0, '0.7', '0.2'), 'pricing.yml');
  expect(problemIn(() => importGcpPricing([nameless], query)).wanted).toContain('date');
});

test('an unknown instance or region is refused with the nearest listed', () => {
  const wrongType = { ...query, instance: 'g2-standard-5' };
  const type = problemIn(() => importGcpPricing(snapshots, wrongType));
  expect(type.wanted).toContain('g2-standard-4');
  const place = problemIn(() => importGcpPricing(snapshots, { ...query, regions: ['us-east'] }));
  expect(place.wanted).toContain('us-east4');
});

test.each(['-0.2', '.nan', '.inf', '"N/A*"', '0', '[1, 2]', '~'])(
  'a spot price of %s is refused at its line',
  (price) => {
    const file = textOf(snapshotOf(start, '0.7', price), 'x.yml');
    expect(problemIn(() => importGcpPricing([file], query))).toMatchObject({ row: 10 });
  },
);

test('snapshots out of order are refused', () => {
  const problem = problemIn(() => importGcpPricing([...snapshots].reverse(), query));
  expect(problem.file).toBe('2023-07-23-pricing.yml');
});

test('text that is no price list is refused', () => {
  for (const text of [
    '',
    'just words',
    'compute: [1',
    '\u0001\u0002',
    'compute:\n  instance: 4\n',
  ]) {
    expect(problemIn(() => importGcpPricing([textOf(text, '2024-01-01.yml')], query)).file).toBe(
      '2024-01-01.yml',
    );
  }
});
