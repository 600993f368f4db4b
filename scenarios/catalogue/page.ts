import { type Catalogue, type Entry, type Figure, figuresOf } from './catalogue.ts';
import { KINDS } from './kinds.ts';

/** The catalogue as Markdown: every number with unit, range, confidence, source and date. */
export function cataloguePage(catalogue: Catalogue): string {
  const kinds = Object.entries(KINDS).flatMap(([kind, { doc }]) => {
    const entries = Object.entries(catalogue.kinds[kind] ?? {});
    const tables = entries.flatMap(([name, entry]) => entryTable(name, entry, catalogue));
    return ['', `## ${kind}`, '', doc, ...tables];
  });
  const sources = Object.entries(catalogue.sources)
    .filter(([name]) => name !== 'own')
    .map(([name, { title, date }]) => row([name, title, date]));
  const head = ['| source | what it is | date |', '|---|---|---|'];
  const parts = [...INTRODUCTION, ...kinds, '', '## Sources', '', ...head, ...sources];
  return `${parts.join('\n')}\n`;
}

function entryTable(name: string, entry: Entry, catalogue: Catalogue): readonly string[] {
  const words = Object.entries(entry.names).map(([key, word]) => `${key}: ${word}`);
  const made = words.length === 0 ? '' : ` (${words.join(', ')})`;
  const rows = figuresOf(entry).map(([figure, all]) => {
    const date = catalogue.sources[all.source]?.date ?? '';
    const [value, range] = [showFigure(all), showRange(all)];
    return row([figure, value, range, all.confidence, all.source, date]);
  });
  return [
    ...['', `### ${name}`, '', `${entry.title}${made}.`, ''],
    '| figure | value | range | confidence | source | date |',
    '|---|---|---|---|---|---|',
    ...rows,
  ];
}

/** A figure with its unit as a reader wants it: `24 GB`, `74 %`, `7`. */
export function showFigure({ value, unit }: Figure): string {
  return withUnit(value, unit);
}

/** The range of a figure, or nothing where there is no doubt. */
export function showRange({ low, high, unit }: Figure): string {
  return low === high ? '' : `${withUnit(low, unit)} .. ${withUnit(high, unit)}`;
}

function withUnit(value: number, unit: string): string {
  const shown = Number((unit === '%' ? value * 100 : value).toPrecision(4));
  return unit === '' ? String(shown) : `${shown} ${unit}`;
}

/** How many figures of an entry have each confidence, the most trusted first. */
export function confidencesOf(entry: Entry): readonly (readonly [string, number])[] {
  const all = figuresOf(entry).map(([, { confidence }]) => confidence);
  const kinds = ['measured', 'vendor', 'derived', 'secondary', 'assumed'];
  const counted = kinds.map((kind) => [kind, all.filter((one) => one === kind).length] as const);
  return counted.filter(([, count]) => count > 0);
}

const INTRODUCTION = [
  '# Catalogue',
  '',
  '<!-- Made from devices.yaml by test/unit/scenarios/catalogue.test.ts; edit that file. -->',
  '',
  'Every number playtwin holds of machines. `assumed` stands where no source was found: the number',
  'is remembered or guessed, and its range says how far off it may be. No range: no doubt worth',
  'naming. How to read and change the catalogue: [devices](../devices.md).',
];

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
