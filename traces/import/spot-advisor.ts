import { type Imported, refuse, shown, type TraceText } from '../problem.ts';
import { fieldOf, parseJson } from './json.ts';

/** Advice on one instance type in one region under Linux. */
export interface SpotAdvice {
  readonly region: string;
  readonly type: string;
  /** Saving against on demand, a share of its price; below 0 where spot is dearer. */
  readonly saving: number;
  /** Place in the list of interruption bands, 0 the rarest. */
  readonly band: number;
}

/** A band of how often spot instances were interrupted in the month before: shares. */
export interface InterruptionBand {
  readonly label: string;
  readonly least: number;
  /** 1 for the open last band. */
  readonly most: number;
}

/** Spot Advisor's file: bands and advice. */
export interface SpotAdvisor {
  readonly bands: readonly InterruptionBand[];
  readonly advice: readonly SpotAdvice[];
}

/** Reads the published `spot-advisor-data.json`; entries that make no sense are refused. */
export function readSpotAdvisor(file: TraceText): Imported<SpotAdvisor> {
  const root = parseJson(file, 'spot-advisor-data.json');
  const bands = readBands(file.name, fieldOf(root, 'ranges'));
  const regions = entriesOf(file.name, 'spot_advisor', fieldOf(root, 'spot_advisor'));
  const advice = regions.flatMap(([region, systems]) => {
    const linux = fieldOf(systems, 'Linux');
    if (linux === undefined) return [];
    return entriesOf(file.name, `spot_advisor.${region}.Linux`, linux).map(([type, given]) => {
      return readAdvice({ file: file.name, region, type, bands: bands.length }, given);
    });
  });
  if (advice.length === 0) {
    const found = 'no advice for Linux in any region';
    return refuse({ file: file.name, row: 0, found, wanted: 'spot_advisor.<region>.Linux' });
  }
  const dearer = advice.filter(({ saving }) => saving < 0).length;
  const notes = [
    `${regions.length} regions, ${advice.length} pairs of region and type, Linux`,
    ...(dearer === 0 ? [] : [`${dearer} of the pairs with a spot price above on demand`]),
  ];
  return { value: { bands, advice }, notes };
}

function readBands(file: string, ranges: unknown): readonly InterruptionBand[] {
  if (!Array.isArray(ranges) || ranges.length < 2) {
    return refuse({ file, row: 0, found: 'no ranges', wanted: 'ranges: two bands or more' });
  }
  return ranges.map((range, i) => readBand(file, range, i));
}

// Labels read `<5%`, `5-10%` or `>20%`; the file's own `max` is rounded up and not used.
function readBand(file: string, range: unknown, at: number): InterruptionBand {
  const label = fieldOf(range, 'label');
  const isPlaced = fieldOf(range, 'index') === at;
  const numbers = typeof label === 'string' ? /^([<>]?)(\d+)(?:-(\d+))?%$/.exec(label) : null;
  if (numbers === null || typeof label !== 'string' || !isPlaced) {
    const found = `ranges[${at}] ${shown(JSON.stringify(range))}`;
    return refuse({ file, row: 0, found, wanted: 'its index and a label such as 5-10%' });
  }
  const [, sign, first, second] = numbers;
  const edge = Number(first) / 100;
  if (sign === '<') return { label, least: 0, most: edge };
  return { label, least: edge, most: sign === '>' ? 1 : Number(second ?? first) / 100 };
}

interface Place {
  readonly file: string;
  readonly region: string;
  readonly type: string;
  readonly bands: number;
}

function readAdvice({ file, region, type, bands }: Place, given: unknown): SpotAdvice {
  const [saving, band] = [fieldOf(given, 's'), fieldOf(given, 'r')];
  const isSaving = Number.isInteger(saving) && Number(saving) >= -1000 && Number(saving) <= 100;
  const isBand = typeof band === 'number' && Number.isInteger(band) && band >= 0 && band < bands;
  if (isSaving && isBand) return { region, type, saving: Number(saving) / 100, band };
  const found = `${region} ${type} ${shown(JSON.stringify(given))}`;
  const wanted = `s in whole per cent up to 100 and r from 0 to ${bands - 1}`;
  return refuse({ file, row: 0, found, wanted });
}

function entriesOf(
  file: string,
  name: string,
  value: unknown,
): readonly (readonly [string, unknown])[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value);
  }
  return refuse({ file, row: 0, found: `no ${name}`, wanted: `an object ${name}` });
}
