import { type Document, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { type Duration, SECOND } from '../../engine/units.ts';
import { type Imported, nearest, refuse, shown, type TraceText } from '../problem.ts';
import type { PriceSeries, Series } from '../series.ts';
import { withoutRepeats } from '../series-ops.ts';
import { formatUtc, parseUtc } from '../utc.ts';

/** What to read from the price snapshots. */
export interface PriceQuery {
  readonly instance: string;
  readonly regions: readonly string[];
  /** Unix seconds of time 0: the last snapshot before it is in force; absent: the first one. */
  readonly since?: number;
  readonly span: Duration;
}

interface Snapshot {
  readonly file: string;
  readonly at: number;
  /** [on demand, spot] in USD per hour, by region in the query's order. */
  readonly prices: readonly (readonly [number, number | undefined])[];
}

/** A parsed price list. */
export interface OpenSnapshot {
  readonly file: string;
  readonly yaml: Document;
  readonly lines: LineCounter;
}

// The longest published list has 3.6 million; the parser takes hundreds of bytes for each.
const longestText = 4 * 1024 * 1024;

// The dearest machine of the published lists costs 142 USD an hour.
const mostUsdPerHour = 1000;

// Hours that a month's price is worth: 730, or 511 to 584 where the list counts a discount for long
// use. What lies far off is a price of another unit in one of the two.
const leastHours = 400;
const mostHours = 760;

/** Seconds after the last snapshot at which its prices still count as known: a week. */
export const longestAfter = 7 * 86_400;

/** Prices by region as step series over dated snapshots given in order of their dates. */
export function importGcpPricing(
  files: readonly TraceText[],
  query: PriceQuery,
): Imported<readonly (readonly [string, PriceSeries])[]> {
  const snapshots = files.map((file) => readSnapshot(file, query));
  checkOrder(snapshots);
  const since = query.since ?? snapshots[0].at;
  const last = snapshots[snapshots.length - 1];
  const isOutside = since < snapshots[0].at || since > last.at + longestAfter;
  if (isOutside) return refuseOutside(snapshots[0], last, since);
  const value = query.regions.map((region, i) => {
    const onDemand = stepsOf(snapshots, since, (snapshot) => snapshot.prices[i][0]);
    const spot = stepsOf(snapshots, since, (snapshot) => snapshot.prices[i][1]);
    const price = {
      onDemand: { ...onDemand, name: `${region} on demand` },
      spot: { ...spot, name: `${region} spot` },
    };
    return [region, price] as const;
  });
  return { value, notes: [snapshotNote(snapshots, query), ...spotGaps(snapshots, query)] };
}

/** Unix seconds of the date a snapshot's file name starts with; undefined when it has none. */
export function snapshotDate(path: string): number | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return parseUtc(file.slice(0, 10));
}

function readSnapshot(file: TraceText, query: PriceQuery): Snapshot {
  const open = openSnapshot(file);
  const prices = query.regions.map((region) => pricesIn(open, query.instance, region));
  return { file: file.name, at: timeOf(open), prices };
}

/** One price list, parsed; refuses what is no YAML. */
export function openSnapshot(file: TraceText): OpenSnapshot {
  const lines = new LineCounter();
  const yaml = parseYaml(file, lines);
  const [broken] = yaml.errors;
  if (broken !== undefined) {
    const row = broken.linePos?.[0].line ?? 0;
    const found = shown(broken.message.split('\n')[0]);
    return refuse({ file: file.name, row, found, wanted: 'a YAML file' });
  }
  return { file: file.name, yaml, lines };
}

// The parser recurses: thousands of open brackets exhaust its stack.
function parseYaml(file: TraceText, lineCounter: LineCounter): Document.Parsed {
  if (file.text.length > longestText) {
    const wanted = `at most ${longestText}, as a price list has`;
    return refuse({ file: file.name, row: 0, found: `${file.text.length} characters`, wanted });
  }
  try {
    return parseDocument(file.text, { lineCounter });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return refuse({ file: file.name, row: 0, found: shown(found), wanted: 'a YAML file' });
  }
}

/** Unix seconds of a list: its own stamp, or the date in its file name; the first have no stamp. */
export function timeOf({ file, yaml }: OpenSnapshot): number {
  const stamp = yaml.getIn(['about', 'timestamp']);
  const at = stamp === undefined ? snapshotDate(file) : stamp;
  if (typeof at === 'number' && at > 0 && at < 1e11) return at;
  const found = `about.timestamp ${shown(String(stamp))}`;
  return refuse({ file, row: 0, found, wanted: 'Unix seconds, or a date in the file name' });
}

/** Regions a list has prices of a machine type for; none when it lacks the type. */
export function regionsIn({ yaml }: OpenSnapshot, instance: string): readonly string[] {
  return keysIn(yaml, ['compute', 'instance', instance, 'cost']);
}

/** On-demand and spot price of a listed region; refuses prices that are none. */
export function snapshotPrice(
  open: OpenSnapshot,
  instance: string,
  region: string,
): readonly [number | undefined, number | undefined] {
  const path = ['compute', 'instance', instance, 'cost', region];
  const [hour, spot] = ['hour', 'hour_spot'].map((name) => priceAt(open, [...path, name]));
  checkPrices(open, path, hour, spot);
  return [hour, spot];
}

function checkPrices(
  open: OpenSnapshot,
  path: readonly string[],
  hour: number | undefined,
  spot: number | undefined,
): void {
  if (hour === undefined) return;
  const month = open.yaml.getIn([...path, 'month']);
  const isMonth =
    typeof month !== 'number' || (month >= leastHours * hour && month <= mostHours * hour);
  if (isMonth && (spot === undefined || spot <= hour)) return;
  const [name, other] = isMonth ? ['hour_spot', spot] : ['month', month];
  const node: unknown = open.yaml.getIn([...path, name], true);
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  const found = `${name} ${String(other)} beside hour ${hour}`;
  const wanted = isMonth ? 'a spot price of at most on demand' : 'a month of 400 to 760 hours';
  refuse({ file: open.file, row: open.lines.linePos(offset).line, found, wanted });
}

function pricesIn(
  open: OpenSnapshot,
  instance: string,
  region: string,
): readonly [number, number | undefined] {
  const path = ['compute', 'instance', instance, 'cost', region];
  for (const depth of [3, 5]) checkKey(open, path.slice(0, depth));
  const [onDemand, spot] = snapshotPrice(open, instance, region);
  if (onDemand !== undefined) return [onDemand, spot];
  const found = `no hour for ${instance} in ${region}`;
  return refuse({ file: open.file, row: 0, found, wanted: 'an on-demand price' });
}

function checkKey({ file, yaml }: OpenSnapshot, path: readonly string[]): void {
  if (yaml.hasIn(path)) return;
  const siblings = keysIn(yaml, path.slice(0, -1));
  const name = path[path.length - 1];
  const found = `no "${name}" in ${path.slice(0, -1).join('.')}`;
  const near = nearest(name, siblings);
  const wanted = near === '' ? 'a price list of that shape' : `one listed, nearest ${near}`;
  refuse({ file, row: 0, found, wanted });
}

function keysIn(yaml: Document, path: readonly string[]): string[] {
  const node: unknown = yaml.getIn(path);
  if (typeof node !== 'object' || node === null || !('items' in node)) return [];
  if (!Array.isArray(node.items)) return [];
  return node.items.map((item) => String(item.key));
}

function priceAt(open: OpenSnapshot, path: readonly string[]): number | undefined {
  const node: unknown = open.yaml.getIn(path, true);
  if (node === undefined) return undefined;
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === 'number' && value > 0 && value <= mostUsdPerHour) return value;
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  const row = open.lines.linePos(offset).line;
  const found = `${path.slice(-2).join('.')} ${shown(String(value))}`;
  return refuse({ file: open.file, row, found, wanted: `USD above 0, at most ${mostUsdPerHour}` });
}

function checkOrder(snapshots: readonly Snapshot[]): void {
  for (const [i, { file, at }] of snapshots.entries()) {
    if (i === 0 || at > snapshots[i - 1].at) continue;
    const wanted = `a time after ${snapshots[i - 1].file}`;
    refuse({ file, row: 0, found: formatUtc(at), wanted });
  }
}

// A snapshot before `since` is in force at 0; one that lacks the price leaves the last one valid.
function stepsOf(
  snapshots: readonly Snapshot[],
  since: number,
  priceOf: (snapshot: Snapshot) => number | undefined,
): Series {
  const steps = new Map<number, number>();
  for (const snapshot of snapshots) {
    const price = priceOf(snapshot);
    const time = Math.max(0, Math.round((snapshot.at - since) * SECOND));
    if (price !== undefined) steps.set(time, price);
  }
  if (!steps.has(0)) return refuseFirst(snapshots[0]);
  const times = [...steps.keys()];
  const last = times[times.length - 1];
  return withoutRepeats({
    name: '',
    unit: 'USD/h',
    times,
    values: [...steps.values()],
    span: last + SECOND,
    end: 'hold',
  });
}

function refuseOutside({ file, at }: Snapshot, last: Snapshot, since: number): never {
  const found = `since ${formatUtc(since)}`;
  const until = `a week after ${formatUtc(last.at)} UTC`;
  return refuse({ file, row: 0, found, wanted: `an instant from ${formatUtc(at)} to ${until}` });
}

function refuseFirst(snapshot: Snapshot): never {
  const found = `no spot price (hour_spot) on ${formatUtc(snapshot.at)}`;
  const wanted = 'a snapshot with spot prices at the start; they are listed from June 2023 on';
  return refuse({ file: snapshot.file, row: 0, found, wanted });
}

function snapshotNote(snapshots: readonly Snapshot[], query: PriceQuery): string {
  const last = snapshots[snapshots.length - 1];
  const dates = `${formatUtc(snapshots[0].at)} to ${formatUtc(last.at)}`;
  const gaps = snapshots.slice(1).map(({ at }, i) => (at - snapshots[i].at) / 86_400);
  const longest = gaps.length === 0 ? '' : `, at most ${Math.round(Math.max(...gaps))} d apart`;
  return `${query.instance}: ${snapshots.length} snapshots, ${dates}${longest}`;
}

function spotGaps(snapshots: readonly Snapshot[], query: PriceQuery): readonly string[] {
  return snapshots.flatMap(({ file, prices }) => {
    const missing = query.regions.filter((_, i) => prices[i][1] === undefined);
    if (missing.length === 0) return [];
    return [`${file}: no spot price in ${missing.join(', ')}; the one before is kept`];
  });
}
