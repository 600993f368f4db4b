import { describe, expect, test } from 'vitest';
import type { BundleOrigins } from '../../../traces/bundle-request.ts';
import { describeTrace, showcaseRequest } from '../../../traces/describe.ts';
import { listFormats } from '../../../traces/formats.ts';
import { importTrace } from '../../../traces/import-trace.ts';
import { openBundle } from '../../../traces/open-bundle.ts';
import { listTraces } from '../../../traces/shelf.ts';
import { expectSoundSeries } from '../../kits/series-kit.ts';
import { filesOf, problemIn, snapshotOf, twoRegions } from './fixtures.ts';

const shipped = (name: string) => ({ kind: 'shipped', name: `shipped/${name}` }) as const;
const imported = (format: string, from: string, more = {}) =>
  ({ kind: 'import', format, from, ...more }) as const;
const allShipped: BundleOrigins = {
  carbon: shipped('carbon'),
  prices: shipped('l4-prices'),
  availability: shipped('spot-availability'),
  rtt: shipped('rtt'),
  jitter: shipped('jitter'),
  tokens: shipped('npc-turns'),
};

function opened(origins: Partial<BundleOrigins>, files = filesOf({})) {
  const result = openBundle({ ...allShipped, ...origins }, twoRegions, files);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

function refused(origins: Partial<BundleOrigins>, files = filesOf({})) {
  const result = openBundle({ ...allShipped, ...origins }, twoRegions, files);
  return result.ok ? [] : result.problems;
}

describe('the shipped bundle', () => {
  test('covers every zone, region and spot zone asked for', () => {
    const { value } = opened({});
    expect(Object.keys(value.carbon)).toEqual(['US-MIDA-PJM', 'DE']);
    expect(Object.keys(value.prices)).toEqual(['us-east4', 'europe-west3']);
    expect(value.availability.map(({ name }) => name)).toEqual([
      'us-east4/0',
      'us-east4/1',
      'europe-west3/0',
    ]);
    expect(value.rtt.names).toEqual(['us-east4', 'europe-west3']);
  });

  test('is the same twice and says where each role comes from', () => {
    const [one, two] = [opened({}), opened({})];
    expect(one.value).toEqual(two.value);
    expect(one.value.provenance).toHaveLength(6);
    for (const { digest, source } of one.value.provenance) {
      expect(digest).toMatch(/^[0-9a-f]{16}$/);
      expect(source).not.toBe('');
    }
  });

  test('needs no files', () => {
    expect(openBundle(allShipped, twoRegions).ok).toBe(true);
  });

  test('an unknown name, zone and role are refused all at once', () => {
    const problems = refused({ carbon: shipped('carbn'), tokens: shipped('rtt') });
    expect(problems.map(({ file }) => file)).toEqual(['shipped traces', 'role tokens']);
    expect(problems[0].wanted).toContain('nearest shipped/carbon');
    const [region] = twoRegions.regions;
    const request = { ...twoRegions, regions: [{ ...region, grid: 'DEE', name: 'us-eest4' }] };
    const result = openBundle(allShipped, request);
    expect(result.ok ? [] : result.problems.map(({ wanted }) => wanted)).toEqual([
      'one of its 16 names, nearest DE',
      'one of its 40 names, nearest us-east4',
    ]);
  });
});

const head =
  'timestamp,zone_datetime,status,zone_name,carbon_intensity_avg,carbon_intensity_unit,fossilFuelPercentage\n';

function zoneFile(zone: string, firstDay: number): string {
  const rows = Array.from({ length: 72 }, (_, i) => {
    const day = String(firstDay + Math.floor(i / 24)).padStart(2, '0');
    const hour = String(i % 24).padStart(2, '0');
    const polled = Date.UTC(2022, 4, firstDay, i) / 1000 + 60;
    return `${polled},2022-05-${day}T${hour}:00:00.000Z,ok,${zone},${100 + i},gCO2eq/kWh,1`;
  });
  return `${head}${rows.join('\n')}\n`;
}

describe('imported roles', () => {
  const zones = {
    'c/DE.csv': zoneFile('DE', 2),
    'c/US-MIDA-PJM.csv': zoneFile('US-MIDA-PJM', 1),
    'c/FR.csv': 'rubbish that must not be read',
  };

  test('only the files of the zones asked for are read, from a common first hour', () => {
    const read: string[] = [];
    const { value } = opened(
      { carbon: imported('electricitymap-live', 'c') },
      filesOf(zones, read),
    );
    expect(read).toEqual(['c/US-MIDA-PJM.csv', 'c/DE.csv']);
    expect(value.carbon['US-MIDA-PJM'].values[0]).toBe(124);
    expect(value.carbon.DE.values[0]).toBe(100);
  });

  test('since becomes time 0', () => {
    const origin = imported('electricitymap-live', 'c', { since: 1_651_496_400 });
    const { value } = opened({ carbon: origin }, filesOf(zones));
    expect(value.carbon.DE.values[0]).toBe(113);
    expectSoundSeries(value.carbon.DE);
  });

  test('since outside the recording is refused and the recorded span is named', () => {
    const origin = imported('electricitymap-live', 'c', { since: 1_600_000_000 });
    const [problem] = refused({ carbon: origin }, filesOf(zones));
    expect(problem.found).toBe('since 2020-09-13 12:26:40');
    expect(problem.wanted).toContain('2022-05-01 00:00:00 up to 2022-05-04 00:00:00');
  });

  test('a recording shorter than the horizon is said, and repeats whole days', () => {
    const late = imported('electricitymap-live', 'c', { since: 1_651_609_800 });
    const { value, notes } = opened({ carbon: late }, filesOf(zones));
    expect(value.carbon['US-MIDA-PJM'].span).toBeLessThan(twoRegions.span);
    expect(notes.join()).toContain('shorter than the horizon');
  });

  test('a zone without a file is refused with the nearest one', () => {
    const [problem] = refused(
      { carbon: imported('electricitymap-live', 'c') },
      filesOf({ 'c/DEN.csv': '' }),
    );
    expect(problem).toMatchObject({ file: 'c', found: 'no file of zone "US-MIDA-PJM"' });
  });

  test('only the price snapshots that matter are read', () => {
    const read: string[] = [];
    const day = (n: number) => `p/2024-01-${String(n).padStart(2, '0')}-pricing.yml`;
    const text = (n: number) => snapshotOf(1_704_067_200 + (n - 1) * 86_400 + 15_000, '0.7', '0.2');
    const files = filesOf(
      Object.fromEntries([1, 5, 9, 10, 20].map((n) => [day(n), text(n)])),
      read,
    );
    const request = { ...twoRegions, regions: twoRegions.regions.slice(0, 1) };
    const prices = imported('gcp-pricing', 'p', { since: 1_704_758_400 });
    const result = openBundle({ ...allShipped, prices }, request, files);
    expect(result.ok).toBe(true);
    expect(read).toEqual([day(5), day(9), day(10)]);
  });

  test('every file of a folder becomes one availability series', () => {
    const tick = '{"metadata":{"gap_seconds":600},"data":[1,0,1]}';
    const files = filesOf({ 'a/2.json': tick, 'a/10.json': tick, 'a/README': 'no' });
    const { value } = opened({ availability: imported('cant-be-late', 'a') }, files);
    expect(value.availability.map(({ name, end }) => [name, end])).toEqual([
      ['10', 'repeat'],
      ['2', 'repeat'],
    ]);
  });

  test('a wrong format, a format of another role, a since without meaning are refused', () => {
    const problems = refused({
      carbon: imported('electricitymap-life', 'c'),
      rtt: imported('cant-be-late', 'a'),
      jitter: imported('netlatency-seattle', 's', { since: 5 }),
    });
    expect(problems.map(({ found }) => found)).toEqual([
      '"electricitymap-life"',
      'format cant-be-late, which gives availability',
      'since 1970-01-01 00:00:05',
    ]);
  });

  test('without a traces folder imports are refused', () => {
    const result = openBundle({ ...allShipped, rtt: imported('gcp-rtt', 'x') }, twoRegions);
    expect(result.ok ? '' : result.problems[0].wanted).toContain('--traces');
  });
});

describe('the shelf', () => {
  test.each(listTraces().map(({ name }) => name))('%s is described with figures', (name) => {
    const { entry, summaries } = describeTrace(name);
    expect(entry.assumptions).not.toBe('');
    for (const { least, mean, most, sparkline } of summaries) {
      expect(least <= mean && mean <= most).toBe(true);
      expect(sparkline).toHaveLength(32);
    }
  });

  test('every series on it keeps the contract', () => {
    for (const { open } of listTraces()) {
      const content = open(showcaseRequest);
      if ('series' in content) content.series.forEach(expectSoundSeries);
      if ('prices' in content) {
        for (const [, { onDemand, spot }] of content.prices) {
          [onDemand, spot].forEach(expectSoundSeries);
        }
      }
    }
  });

  test('every format says what its path points at', () => {
    for (const { name, doc, roles } of listFormats()) {
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect(doc.length).toBeGreaterThan(20);
      expect(roles.length).toBeGreaterThan(0);
    }
  });
});

test('files beside Seattle slices are not read, and this is said', () => {
  const slice = '0\t0.1\n0.1\t0\n';
  const entries = Array.from({ length: 8 }, (_, i) => [`s/SeattleData_${i}`, slice]);
  const files = filesOf({ ...Object.fromEntries(entries), 's/README.txt': 'words' });
  const { notes } = opened({ jitter: imported('netlatency-seattle', 's') }, files);
  expect(notes.join()).toContain('not read, first README.txt');
});

describe('importing to a file', () => {
  test('a matrix becomes rows, names with commas are quoted', () => {
    const csv = 'sending_region,receiving_region,milliseconds\n"a,b",c,2\nc,"a,b",3\n';
    const { role, csv: text } = importTrace('gcp-rtt', 'r.csv', {}, filesOf({ 'r.csv': csv }));
    expect(role).toBe('rtt');
    expect(text).toBe('from,to,rtt_us\n"a,b","a,b",1000\n"a,b",c,2000\nc,"a,b",3000\nc,c,1000\n');
  });

  test('a carbon file names its zone itself', () => {
    const files = filesOf({ 'x/DE.csv': zoneFile('DE', 1) });
    const { csv, summaries } = importTrace('electricitymap-live', 'x/DE.csv', {}, files);
    expect(csv.split('\n').slice(0, 3)).toEqual(['name,time_s,value', 'DE,0,100', 'DE,3600,101']);
    expect(summaries[0]).toMatchObject({ name: 'DE', hours: 72, least: 100, most: 171 });
  });

  test('prices without regions are refused', () => {
    expect(problemIn(() => importTrace('gcp-pricing', 'p', {}, filesOf({}))).found).toBe(
      'no region',
    );
  });
});
