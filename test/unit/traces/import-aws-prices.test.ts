import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../scenarios/catalogue/catalogue.ts';
import { numberOf } from '../../../scenarios/catalogue/numbers.ts';
import { SHIPPED } from '../../../scenarios/catalogue/shipped.ts';
import { awsPriceFitter } from '../../../traces/fit/aws-prices.ts';
import { readAwsSpotPrices } from '../../../traces/import/aws-spot-prices.ts';
import { importRole } from '../../../traces/import-role.ts';
import { awsOnDemand } from '../../../traces/open-aws-prices.ts';
import { openFolder } from '../../../traces/open-files.ts';
import { awsHistory, awsList, awsRows } from './damaged/aws.ts';
import { filesOf, problemIn, textOf, twoRegions } from './fixtures.ts';

const DAY = 86_400_000_000;
const files = filesOf({ list: awsList, rows: awsRows, history: awsHistory });
const [east] = twoRegions.regions;

function open(from: string, select: string, since?: number, name = 'us-east-1') {
  const origin = { kind: 'import', format: 'aws-spot-prices', from, select } as const;
  const dated = since === undefined ? origin : { ...origin, since };
  const request = { ...twoRegions, regions: [{ ...east, name }] };
  const { value, notes } = importRole('prices', dated, request, files);
  if (value.role !== 'prices') throw new Error('no prices');
  return { price: value.prices[0][1], notes: notes.join('; ') };
}

describe('spot prices of AWS as prices of a run', () => {
  it('are the cheapest zone of the region at each instant', () => {
    const { price, notes } = open('rows', 'g4dn.xlarge');
    // Zone 1 climbs from 0.151 by 0.001 a day, zone 2 falls from 0.158; zone 2 comes at one time.
    expect(price.spot.values).toEqual([0.151, 0.152, 0.153, 0.154, 0.153]);
    expect(price.spot.times).toEqual([0, DAY, 2 * DAY, 3 * DAY, 5 * DAY]);
    expect(notes).toContain('2 zones: the cheapest of a region counts');
    expect(notes).toContain('6 prices of other products');
  });

  it('come newest first from the command line of AWS and are put in order', () => {
    const { price } = open('history', 'g4dn.xlarge');
    expect(price.spot.values).toEqual([0.151, 0.152, 0.153, 0.154, 0.155, 0.156]);
  });

  it('start at an instant with the price then in force', () => {
    const { price } = open('history', 'g4dn.xlarge', Date.UTC(2024, 4, 3, 22) / 1000);
    expect(price.spot.values.slice(0, 2)).toEqual([0.153, 0.154]);
    expect(price.spot.times[1]).toBe(DAY / 2);
    const early = problemIn(() => open('history', 'g4dn.xlarge', Date.UTC(2024, 3, 1) / 1000));
    expect(early.wanted).toContain('from 2024-05-01');
  });

  it('without a date hold throughout, under the names regions have today', () => {
    const { price, notes } = open('list', 'g4dn.xlarge', undefined, 'eu-west-1');
    expect(price.spot.values).toEqual([0.1758]);
    expect(notes).toContain('2 regions under old names');
    expect(notes).toContain('1 pairs of type and region are not offered');
    expect(problemIn(() => open('list', 'g4dn.xlarge', 1)).wanted).toContain('no date');
  });

  it('take the on-demand price from the selection, or tell that it is assumed', () => {
    expect(open('list', 'g4dn.xlarge=0.6').price.onDemand.values).toEqual([0.6]);
    const { price, notes } = open('list', 'g4dn.xlarge');
    expect(price.onDemand.values).toEqual([0.526]);
    expect(notes).toContain('0.526 USD/h in all regions: assumed');
    for (const select of ['g5.xlarge', 'g4dn.xlarge=cheap', 'g4dn.xlarge=-1', 'g4dn']) {
      expect(problemIn(() => open('list', select)).wanted).toContain('on-demand price');
    }
  });

  it('assume what the catalogue of devices says, where that knows the type', () => {
    const known = [...awsOnDemand].flatMap(([type, usd]) => {
      const entry = entryOf(SHIPPED, 'instance', type);
      return entry === undefined ? [] : [[numberOf(entry.figures, 'price'), usd]];
    });
    expect(known.length).toBeGreaterThan(0);
    for (const [price, usd] of known) expect(usd).toBe(price);
  });

  it('are refused where a page is missing or two prices contradict each other', () => {
    const paged = awsHistory.replace('{', '{"NextToken": "abc",');
    expect(problemIn(() => readAwsSpotPrices(textOf(paged))).found).toContain('NextToken');
    const twice = awsRows.replace(/\t0\.152\t2024-05-02/, '\t0.152\t2024-05-01');
    expect(problemIn(() => readAwsSpotPrices(textOf(twice))).wanted).toBe('one price at a time');
  });

  it('of local zones are left out, since they are in no region', () => {
    const text = awsRows.replace('use1-az1', 'use1-bos1-az1').replace('use1-az2', 'use1-wl1-az2');
    expect(readAwsSpotPrices(textOf(text)).notes.join()).toContain('8 prices of other products');
  });
});

describe('the fit of AWS spot prices', () => {
  it('counts steps of both halves and judges one by the other', () => {
    const { tables } = awsPriceFitter.fit(files, 'rows', { holdOut: 'later-half' });
    // Two zones with five steps each: at noon of day 3 and a half, two lie before, three after.
    expect(tables[0].rows.map((row) => row[2])).toEqual(['4', '6']);
    expect(tables[1].rows[0].slice(1)).toEqual(['3.00', '0 %']);
  });

  it('guesses a region from the others, and refuses steps of a list without a date', () => {
    const { tables } = awsPriceFitter.fit(files, 'list', { holdOut: 'zone' });
    // ln(0.1758 / 0.1578) is 0.108, whichever of the two regions is guessed from the other.
    expect(tables[0].rows[0].slice(0, 3)).toEqual(['all', '2', '0.108']);
    const steps = problemIn(() => awsPriceFitter.fit(files, 'list', { holdOut: 'later-half' }));
    expect(steps.wanted).toContain('--hold-out zone');
  });
});

// The recordings are not part of the project: point PLAYTWIN_TRACES at them to run these.
const beside = fileURLToPath(new URL('../../../../shared/traces', import.meta.url));
const folder = process.env.PLAYTWIN_TRACES ?? beside;
const hasTraces = existsSync(folder);
if (!hasTraces) process.stdout.write(`SKIPPED: no recordings at ${folder}; set PLAYTWIN_TRACES\n`);

describe.skipIf(!hasTraces)('the price list of the Spot Advisor repository', () => {
  const path = 'spot/aws-advisor/spot-price-test-data.json.gz';

  it('has 1 697 prices in five regions; 248 pairs are not offered', () => {
    const { value, notes } = readAwsSpotPrices(openFolder(folder).read(path));
    expect(value).toHaveLength(5 * 389 - 248);
    expect(notes.join()).toContain('248 pairs of type and region are not offered');
    const fpga = value.filter(({ type }) => type === 'f1.2xlarge');
    const priced = fpga.map(({ region, usd }) => `${region} ${usd}`);
    expect(priced).toEqual(expect.arrayContaining(['us-east-1 0.495', 'eu-west-1 0.5445']));
  });
});
