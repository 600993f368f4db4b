import { SECOND } from '../engine/units.ts';
import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import { readAwsSpotPrices, type SpotQuote } from './import/aws-spot-prices.ts';
import { longestAfter } from './import/gcp-pricing.ts';
import { parseNumber } from './import/table.ts';
import { type Imported, nearestHint, refuse, shown } from './problem.ts';
import type { PriceSeries, Series } from './series.ts';
import { withoutRepeats } from './series-ops.ts';
import type { RoleContent } from './shelf.ts';
import { formatUtc } from './utc.ts';

/**
 * On-demand prices of us-east-1, Linux, USD an hour: recalled, so assumed. Each agrees with a spot
 * floor of 30 % seen there in 2021 (g4dn.xlarge 0.1578, p3.2xlarge 0.918, p2.xlarge 0.27,
 * f1.2xlarge 0.495). Spot prices come without on-demand prices.
 */
export const awsOnDemand: ReadonlyMap<string, number> = new Map([
  ['g4dn.xlarge', 0.526],
  ['p3.2xlarge', 3.06],
  ['p2.xlarge', 0.9],
  ['f1.2xlarge', 1.65],
]);

const mostUsd = 1000;

/**
 * Prices of one instance type in the request's regions. In a region the cheapest zone counts. A
 * list without a date holds throughout; a history begins where every region has a price, or at
 * `since` with the prices then in force.
 */
export function openAwsPrices(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  const { type, onDemand, note } = selected(origin);
  const names = request.regions.map(({ name }) => name);
  if (names.length === 0) {
    const wanted = 'the regions whose prices are wanted (--names us-east-1,eu-west-1)';
    return refuse({ file: origin.from, row: 0, found: 'no region', wanted });
  }
  const { value: all, notes } = readAwsSpotPrices(files.read(origin.from));
  const quotes = all.filter((quote) => quote.type === type);
  if (quotes.length === 0) return refuseType(origin.from, type, all);
  const byRegion = names.map((name) => quotesIn(origin.from, quotes, name));
  const start = startOf(origin, byRegion);
  const prices = byRegion.map((own, i): readonly [string, PriceSeries] => {
    const spot = cheapest(own, start);
    const fixed = { ...spot, times: [0], values: [onDemand], name: `${names[i]} on demand` };
    return [names[i], { onDemand: fixed, spot: { ...spot, name: `${names[i]} spot` } }];
  });
  const zones = new Set(byRegion.flat().map(({ zone }) => zone)).size;
  const zoned = zones > names.length ? [`${zones} zones: the cheapest of a region counts`] : [];
  return { value: { role: 'prices', prices }, notes: [...notes, note, ...zoned] };
}

function selected({ from, select }: ImportOrigin) {
  const [type, text] = (select ?? '').split('=').map((part) => part.trim());
  const wanted = 'an instance type with its on-demand price, such as g5.xlarge=1.006';
  if (!type.includes('.')) {
    return refuse({ file: from, row: 0, found: `select ${shown(select ?? '')}`, wanted });
  }
  const known = awsOnDemand.get(type);
  const given = text === undefined ? undefined : parseNumber(text);
  const onDemand = text === undefined ? known : given;
  if (onDemand === undefined || !(onDemand > 0 && onDemand <= mostUsd)) {
    return refuse({ file: from, row: 0, found: `select ${shown(select ?? '')}`, wanted });
  }
  const source = text === undefined ? 'assumed, as in us-east-1' : 'as selected';
  const note = `on-demand price of ${type} ${onDemand} USD/h in all regions: ${source}`;
  return { type, onDemand, note };
}

function refuseType(file: string, type: string, all: readonly SpotQuote[]): never {
  const types = [...new Set(all.map((quote) => quote.type))];
  const wanted = `a type of the file${nearestHint(type, types)}`;
  return refuse({ file, row: 0, found: `no price of ${type}`, wanted });
}

function quotesIn(file: string, quotes: readonly SpotQuote[], name: string): readonly SpotQuote[] {
  const own = quotes.filter(({ region }) => region === name);
  if (own.length > 0) return own;
  const known = [...new Set(quotes.map(({ region }) => region))];
  const wanted = `a region that offers it${nearestHint(name, known)}`;
  return refuse({ file, row: 0, found: `no price in region "${name}"`, wanted });
}

// Unix seconds of time 0; undefined for a list without a date.
function startOf(
  { from, since }: ImportOrigin,
  byRegion: readonly (readonly SpotQuote[])[],
): number | undefined {
  const firsts = byRegion.map(([first]) => first.at);
  const dated = firsts.filter((at) => at !== undefined);
  if (dated.length === 0) {
    if (since === undefined) return undefined;
    const wanted = 'no since: the list carries no date';
    return refuse({ file: from, row: 0, found: `since ${formatUtc(since)}`, wanted });
  }
  const first = Math.max(...dated);
  const last = Math.max(...byRegion.flat().map(({ at }) => at ?? 0));
  const start = since ?? first;
  if (start >= first && start <= last + longestAfter) return start;
  const span = `${formatUtc(first)} up to a week after ${formatUtc(last)} UTC`;
  return refuse({
    file: from,
    row: 0,
    found: `since ${formatUtc(start)}`,
    wanted: `an instant from ${span}`,
  });
}

// The quotes come in order of time; a zone without one yet does not count.
function cheapest(quotes: readonly SpotQuote[], start: number | undefined): Series {
  const now = new Map<string, number>();
  const steps = new Map<number, number>();
  for (const { zone, usd, at } of quotes) {
    now.set(zone, usd);
    const time = Math.max(0, Math.round(((at ?? 0) - (start ?? 0)) * SECOND));
    steps.set(time, Math.min(...now.values()));
  }
  const times = [...steps.keys()];
  return withoutRepeats({
    name: '',
    unit: 'USD/h',
    times,
    values: [...steps.values()],
    span: times[times.length - 1] + SECOND,
    end: 'hold',
  });
}
