import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import { formatUtc, parseUtc } from '../utc.ts';
import { describeJson, fieldOf, parseJson } from './json.ts';
import { parseNumber } from './table.ts';

/** One spot price as AWS told it, USD per hour. */
export interface SpotQuote {
  readonly region: string;
  /** Availability zone as written; empty in a list of whole regions. */
  readonly zone: string;
  readonly type: string;
  readonly usd: number;
  /** Unix seconds from which it holds; absent in a list without a date. */
  readonly at?: number;
}

// The dearest of the published snapshot costs 37 USD an hour, the dearest machine of AWS in 2025
// about 230 at spot.
const mostUsd = 1000;
const linux = new Set(['Linux/UNIX', 'Linux/UNIX (Amazon VPC)']);

interface Place {
  readonly file: string;
  readonly row: number;
}

/**
 * Spot prices of AWS for Linux in any of three shapes, told apart by their first letters: the price
 * list of the Spot Advisor (JSON with `config.regions`, undated, regions under old names), the
 * answer of `aws ec2 describe-spot-price-history` (JSON with `SpotPriceHistory`), and the history
 * kept on Zenodo (tab separated: zone id, type, product, price, time). Other products and prices
 * that are not offered are left out with a note; a price told twice counts once.
 */
export function readAwsSpotPrices(file: TraceText): Imported<readonly SpotQuote[]> {
  if (!/^\ufeff?\s*[{[]/.test(file.text)) return readRows(file);
  const root = parseJson(file, 'a price list or SpotPriceHistory of AWS');
  const history = fieldOf(root, 'SpotPriceHistory');
  if (Array.isArray(history)) return readHistory(file.name, root, history);
  return readList(file.name, fieldOf(fieldOf(root, 'config'), 'regions'));
}

function readHistory(
  file: string,
  root: unknown,
  history: readonly unknown[],
): Imported<readonly SpotQuote[]> {
  const next = fieldOf(root, 'NextToken');
  if (typeof next === 'string' && next !== '') {
    const wanted = 'all pages of the history in one file (without --max-items or --no-paginate)';
    return refuse({ file, row: 0, found: 'a NextToken, so more pages', wanted });
  }
  const quotes = history.map((entry, i) => {
    const texts = ['AvailabilityZone', 'InstanceType', 'ProductDescription', 'SpotPrice'].map(
      (name) => textOf(file, `SpotPriceHistory[${i}]`, fieldOf(entry, name), name),
    );
    const time = textOf(file, `SpotPriceHistory[${i}]`, fieldOf(entry, 'Timestamp'), 'Timestamp');
    return quoteOf({ file, row: 0 }, [...texts, time]);
  });
  return whole(file, quotes);
}

function readRows(file: TraceText): Imported<readonly SpotQuote[]> {
  const lines = file.text.replace(/^\ufeff/, '').split('\n');
  while (lines.at(-1)?.trim() === '') lines.pop();
  const quotes = lines.map((line, i) => {
    const cells = line.split('\t').map((cell) => cell.trim());
    const place = { file: file.name, row: i + 1 };
    if (cells.length === 5) return quoteOf(place, cells);
    const found = `${cells.length} columns, ${shown(line)}`;
    return refuse({ ...place, found, wanted: 'zone, type, product, price, time with tabs' });
  });
  return whole(file.name, quotes);
}

function textOf(file: string, place: string, value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  const found = `${place}.${name} ${describeJson(value)}`;
  return refuse({ file, row: 0, found, wanted: 'a text' });
}

// Undefined for a product other than Linux, and outside the zones of a region.
function quoteOf(place: Place, cells: readonly string[]): SpotQuote | undefined {
  const [zone, type, product, price, time] = cells;
  const at = parseUtc(time.replace(/\+0000$/, 'Z'));
  if (at === undefined) {
    const found = `time ${shown(time)}`;
    return refuse({ ...place, found, wanted: 'a UTC time such as 2024-05-01T10:00:00Z' });
  }
  const region = regionOf(place, zone);
  const usd = usdOf(place, `${zone} ${type}`, price);
  checkType(place, type);
  if (region === undefined || !linux.has(product)) return undefined;
  return { region, zone, type, usd, at };
}

function usdOf(place: Place, of: string, price: string): number {
  const usd = parseNumber(price);
  if (usd !== undefined && usd > 0 && usd <= mostUsd) return usd;
  const wanted = `USD an hour above 0, at most ${mostUsd}`;
  return refuse({ ...place, found: `${of} at ${shown(price)}`, wanted });
}

function checkType(place: Place, type: string): void {
  if (/^[a-z0-9-]+\.[a-z0-9-]+$/.test(type)) return;
  refuse({ ...place, found: `type ${shown(type)}`, wanted: 'an instance type such as g5.xlarge' });
}

const directions: Readonly<Record<string, string>> = {
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  c: 'central',
  ne: 'northeast',
  nw: 'northwest',
  se: 'southeast',
  sw: 'southwest',
};

// A zone is `us-east-1a`, or by its id `use1-az1`; local zones carry a city and count as no region.
const local = /^[a-z]{2}(-[a-z]+)+-\d-[a-z0-9-]+$|^[a-z]{3,5}\d-[a-z]+\d*-[a-z0-9-]+$/;

function regionOf(place: Place, zone: string): string | undefined {
  const named = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/.exec(zone);
  if (named !== null) return named[1];
  const [, area, letters, number] = /^([a-z]{2})([nsewc]{1,2})(\d)-az\d+$/.exec(zone) ?? [];
  const direction = directions[letters ?? ''];
  if (direction !== undefined) return `${area}-${direction}-${number}`;
  if (local.test(zone)) return undefined;
  const wanted = 'an availability zone such as us-east-1a or use1-az1';
  return refuse({ ...place, found: `zone ${shown(zone)}`, wanted });
}

function whole(
  file: string,
  read: readonly (SpotQuote | undefined)[],
): Imported<readonly SpotQuote[]> {
  const own = read.filter((quote) => quote !== undefined);
  const sorted = [...own].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const seen = new Map<string, number>();
  const kept = sorted.filter((quote) => isFresh(file, seen, quote));
  if (kept.length === 0) {
    const found = 'no price of a Linux machine';
    return refuse({ file, row: 0, found, wanted: 'at least one' });
  }
  const [first, last] = [kept[0].at ?? 0, kept[kept.length - 1].at ?? 0];
  const others = read.length - own.length;
  const twins = own.length - kept.length;
  return {
    value: kept,
    notes: [
      `${kept.length} prices from ${formatUtc(first)} to ${formatUtc(last)}, Linux`,
      ...(others === 0 ? [] : [`${others} prices of other products or local zones left out`]),
      ...(twins === 0 ? [] : [`${twins} prices told twice, counted once`]),
      ...orderNote(own),
    ],
  };
}

// The command line of AWS gives the newest first: either order is one.
function orderNote(quotes: readonly SpotQuote[]): readonly string[] {
  const steps = quotes.slice(1).map(({ at }, i) => (at ?? 0) - (quotes[i].at ?? 0));
  const [earlier, later] = [steps.filter((step) => step < 0), steps.filter((step) => step > 0)];
  if (earlier.length === 0 || later.length === 0) return [];
  return later.length >= earlier.length
    ? [`${earlier.length} prices before the one above: put in order`]
    : [`${later.length} prices after the one above in a list from new to old: put in order`];
}

function isFresh(file: string, seen: Map<string, number>, quote: SpotQuote): boolean {
  const key = `${quote.zone} ${quote.type} ${quote.at}`;
  const before = seen.get(key);
  seen.set(key, quote.usd);
  if (before === undefined || before === quote.usd) return before === undefined;
  const found = `${quote.zone} ${quote.type} at ${before} and at ${quote.usd} at one instant`;
  return refuse({ file, row: 0, found, wanted: 'one price at a time' });
}

// Names of the old price lists; all others are written as everywhere.
const oldNames: Readonly<Record<string, string>> = {
  'us-east': 'us-east-1',
  'us-west': 'us-west-1',
  'eu-ireland': 'eu-west-1',
  'apac-sin': 'ap-southeast-1',
  'apac-syd': 'ap-southeast-2',
  'apac-tokyo': 'ap-northeast-1',
};

function readList(file: string, regions: unknown): Imported<readonly SpotQuote[]> {
  if (!Array.isArray(regions) || regions.length === 0) {
    const found = 'neither SpotPriceHistory nor config.regions';
    return refuse({ file, row: 0, found, wanted: 'spot prices of AWS' });
  }
  const listed = regions.map((region) => regionList(file, region));
  const names = listed.map(({ region }) => region);
  const again = names.find((name, i) => names.indexOf(name) < i);
  if (again !== undefined) {
    return refuse({ file, row: 0, found: `region ${again} twice`, wanted: 'each region once' });
  }
  const value = listed.flatMap(({ quotes }) => quotes);
  if (value.length === 0) {
    return refuse({ file, row: 0, found: 'no price for linux', wanted: 'at least one' });
  }
  const left = listed.reduce((sum, { missing }) => sum + missing, 0);
  const renamed = listed.filter(({ isOld }) => isOld).length;
  return {
    value,
    notes: [
      `${value.length} prices of ${names.length} regions, Linux, without a date`,
      ...(left === 0 ? [] : [`${left} pairs of type and region are not offered (N/A): left out`]),
      ...(renamed === 0 ? [] : [`${renamed} regions under old names, such as eu-ireland, renamed`]),
    ],
  };
}

function regionList(file: string, entry: unknown) {
  const place = { file, row: 0 };
  const name = textOf(file, 'config.regions', fieldOf(entry, 'region'), 'region');
  const region = oldNames[name] ?? name;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    const wanted = `a region such as us-east-1, or ${Object.keys(oldNames).join(', ')}`;
    return refuse({ ...place, found: `region ${shown(name)}`, wanted });
  }
  const sizes = listOf(entry, 'instanceTypes').flatMap((group) => listOf(group, 'sizes'));
  const quotes = sizes.flatMap((size) => {
    const type = textOf(file, region, fieldOf(size, 'size'), 'size');
    checkType(place, type);
    const column = listOf(size, 'valueColumns').find((one) => fieldOf(one, 'name') === 'linux');
    const price = fieldOf(fieldOf(column, 'prices'), 'USD');
    const text = textOf(file, `${region} ${type}`, price, 'prices.USD for linux');
    if (/^N\/A\*?$/.test(text)) return [];
    return [{ region, zone: '', type, usd: usdOf(place, `${region} ${type}`, text) }];
  });
  const types = sizes.map((size) => String(fieldOf(size, 'size')));
  const again = types.find((type, i) => types.indexOf(type) < i);
  if (again !== undefined) {
    return refuse({ ...place, found: `${region} ${again} twice`, wanted: 'each type once' });
  }
  return { region, quotes, missing: sizes.length - quotes.length, isOld: region !== name };
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}
