import { log } from '../../engine/math.ts';
import { readAwsSpotPrices, type SpotQuote } from '../import/aws-spot-prices.ts';
import { refuse, shown } from '../problem.ts';
import { formatUtc } from '../utc.ts';
import { figure, percent } from './figures.ts';
import type { FitReport, FitTable, Fitter } from './report.ts';

/** Fits spot prices of AWS: steps of a history, or how alike regions are in an undated list. */
export const awsPriceFitter: Fitter = {
  format: 'aws-spot-prices',
  doc: 'steps of AWS spot prices, or regions of an undated list; select: families, such as g5,p3',
  holdOuts: ['later-half', 'zone'],
  fit: (files, path, { select, holdOut }) => {
    const { value, notes } = readAwsSpotPrices(files.read(path));
    const families = select?.split(',');
    const own = value.filter(({ type }) => families?.includes(familyOf(type)) ?? true);
    if (own.length === 0) {
      const found = `select ${shown(select ?? '')}`;
      return refuse({ file: path, row: 0, found, wanted: 'families of the file, such as g5,p3' });
    }
    const report = holdOut === 'zone' ? fitRegions(path, own) : fitSteps(path, own);
    return { ...report, notes: [...notes, ...report.notes] };
  },
};

function familyOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

const secondsPerMonth = (365.25 / 12) * 86_400;

/** Price steps of every zone and type within a stretch of time, the first price of it given. */
interface Steps {
  readonly name: string;
  readonly months: number;
  /** Changes of each pair of zone and type. */
  readonly counts: readonly number[];
  /** |change of log price|, ascending. */
  readonly sizes: readonly number[];
}

function fitSteps(path: string, quotes: readonly SpotQuote[]): FitReport {
  const dated = quotes.flatMap((quote) =>
    quote.at === undefined ? [] : [{ ...quote, at: quote.at }],
  );
  const from = dated[0]?.at ?? 0;
  const until = dated[dated.length - 1]?.at ?? 0;
  if (until - from < 2 * 86_400) {
    const found = `prices over ${until - from} s`;
    const wanted = 'a history of two days or more (a list without a date: --hold-out zone)';
    return refuse({ file: path, row: 0, found, wanted });
  }
  const groups = [...grouped(dated, ({ zone, type }) => `${zone} ${type}`).values()];
  const middle = (from + until) / 2;
  const parts = [
    stepsOf('first half (fitted)', groups, [from, middle]),
    stepsOf('later half (held out)', groups, [middle, until]),
  ];
  return {
    title: `AWS spot prices of ${groups.length} pairs of zone and type`,
    tables: [changeTable(parts), heldTable(parts[0], parts[1]), sizeTable(parts)],
    notes: [
      `halves meet at ${formatUtc(middle)} UTC`,
      'AWS moves spot prices slowly since November 2017 (recalled): fit revocation apart',
    ],
  };
}

type Dated = SpotQuote & { readonly at: number };

function stepsOf(
  name: string,
  groups: readonly (readonly Dated[])[],
  [from, until]: readonly [number, number],
): Steps {
  const changes = groups.map((group) =>
    group.flatMap(({ at, usd }, i) => {
      const before = group[i - 1]?.usd ?? usd;
      return at > from && at <= until && usd !== before ? [Math.abs(log(usd / before))] : [];
    }),
  );
  return {
    name,
    months: (groups.length * (until - from)) / secondsPerMonth,
    counts: changes.map((sizes) => sizes.length),
    sizes: ascending(changes.flat()),
  };
}

function changeTable(parts: readonly Steps[]): FitTable {
  return {
    title: 'changes of spot prices',
    head: ['half', 'zone-months', 'changes', 'a month'],
    rows: parts.map(({ name, months, sizes }) => {
      return [name, figure(months), String(sizes.length), figure(sizes.length / months)];
    }),
  };
}

function heldTable(fitted: Steps, held: Steps): FitTable {
  const expected = ((fitted.sizes.length / fitted.months) * held.months) / held.counts.length;
  const still = held.counts.filter((count) => count === 0).length / held.counts.length;
  return {
    title: 'held out: later-half; changes of a pair expected from the first half, and seen',
    head: ['expected', 'seen', 'pairs without any'],
    rows: [[figure(expected), figure(held.sizes.length / held.counts.length), percent(still)]],
  };
}

function sizeTable(parts: readonly Steps[]): FitTable {
  return {
    title: 'size of a spot step, |change of log price|',
    head: ['half', 'number', 'p10', 'p50', 'p90'],
    rows: parts.map(({ name, sizes }) => {
      const cells = [0.1, 0.5, 0.9].map((q) => quantileCell(sizes, q));
      return [name, String(sizes.length), ...cells];
    }),
  };
}

// How far off the median of the other regions is: what a price of another region is worth.
function fitRegions(path: string, quotes: readonly SpotQuote[]): FitReport {
  const latest = new Map(quotes.map((quote) => [`${quote.region} ${quote.type}`, quote]));
  const byType = [...grouped([...latest.values()], ({ type }) => type).values()];
  const misses = byType.flatMap((group) =>
    group.flatMap((quote) => {
      const others = ascending(group.filter((one) => one !== quote).map(({ usd }) => usd));
      const guess = others[others.length >> 1];
      return guess === undefined ? [] : [{ quote, miss: Math.abs(log(quote.usd / guess)) }];
    }),
  );
  if (misses.length === 0) {
    const wanted = 'a type offered in two regions or more';
    return refuse({ file: path, row: 0, found: 'prices of one region', wanted });
  }
  const rowOf = (name: string, own: readonly (typeof misses)[number][]) => {
    const sizes = ascending(own.map(({ miss }) => miss));
    return [name, String(own.length), ...[0.5, 0.9, 1].map((q) => quantileCell(sizes, q))];
  };
  const regions = grouped(misses, ({ quote }) => quote.region);
  const table = {
    title: 'held out: zone; price guessed as the median of the type elsewhere, |log error|',
    head: ['region held out', 'pairs', 'p50', 'p90', 'most'],
    rows: [rowOf('all', misses), ...[...regions].map(([name, own]) => rowOf(name, own))],
  };
  return {
    title: `AWS spot prices of ${byType.length} types in ${regions.size} regions`,
    tables: [table],
    notes: ['of a history the last price of each pair is taken'],
  };
}

function quantileCell(sorted: readonly number[], q: number): string {
  return sorted.length === 0 ? '-' : figure(sorted[Math.floor(q * (sorted.length - 1))]);
}

function ascending(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function grouped<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item)) ?? [];
    group.push(item);
    groups.set(nameOf(item), group);
  }
  return groups;
}
