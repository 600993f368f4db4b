import { refuse, type TraceText } from '../problem.ts';
import { formatUtc } from '../utc.ts';
import { openSnapshot, regionsIn, snapshotPrice, timeOf } from './gcp-pricing.ts';

/** One region's listed prices over dated snapshots, USD per hour. */
export interface PriceHistory {
  readonly region: string;
  readonly onDemand: readonly number[];
  readonly spot: readonly number[];
}

/** Listed prices of one machine type wherever every snapshot with spot prices has them. */
export interface PriceHistories {
  /** Unix seconds of the snapshots that list spot prices. */
  readonly at: readonly number[];
  readonly regions: readonly PriceHistory[];
  readonly notes: readonly string[];
}

/** Prices of a machine type in all regions, from snapshots in order of their dates. */
export function readPriceHistories(files: readonly TraceText[], instance: string): PriceHistories {
  const tables = files.map((file) => {
    const snapshot = openSnapshot(file);
    const names = regionsIn(snapshot, instance);
    const prices = names.map((name) => [name, snapshotPrice(snapshot, instance, name)] as const);
    return { file: file.name, at: timeOf(snapshot), prices: new Map(prices) };
  });
  checkOrder(tables);
  const listed = tables.filter(({ prices }) =>
    [...prices.values()].some(([, spot]) => spot !== undefined),
  );
  const last = listed[listed.length - 1];
  const names = [...(last?.prices.keys() ?? [])];
  const whole = names.filter((name) => {
    return listed.every(({ prices }) => prices.get(name)?.[1] !== undefined);
  });
  const regions = whole.map((region) => ({
    region,
    onDemand: listed.map(({ prices }) => prices.get(region)?.[0] ?? 0),
    spot: listed.map(({ prices }) => prices.get(region)?.[1] ?? 0),
  }));
  const left = names.length - whole.length;
  const span = last === undefined ? '' : `, ${formatUtc(listed[0].at)} to ${formatUtc(last.at)}`;
  const notes = [
    `${instance}: ${listed.length} of ${files.length} snapshots list spot prices${span}`,
    ...(left === 0
      ? []
      : [`${left} of ${names.length} regions are missing in some of them and left out`]),
  ];
  return { at: listed.map(({ at }) => at), regions, notes };
}

function checkOrder(tables: readonly { readonly file: string; readonly at: number }[]): void {
  tables.forEach(({ file, at }, i) => {
    if (i === 0 || at > tables[i - 1].at) return;
    refuse({ file, row: 0, found: formatUtc(at), wanted: `a time after ${tables[i - 1].file}` });
  });
}
