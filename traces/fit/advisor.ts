import { log1p } from '../../engine/math.ts';
import { type InterruptionBand, readSpotAdvisor, type SpotAdvice } from '../import/spot-advisor.ts';
import { refuse, shown } from '../problem.ts';
import { figure, percent } from './figures.ts';
import type { FitReport, FitTable, Fitter } from './report.ts';
import { correlate } from './together.ts';

/** Reads a prior of revocation from the interruption bands AWS publishes. */
export const advisorFitter: Fitter = {
  format: 'spot-advisor',
  doc: 'monthly interruption bands; spot-advisor-data.json; select: families, for example g5,g6',
  holdOuts: ['zone'],
  fit: (files, path, { select }) => {
    const { value, notes } = readSpotAdvisor(files.read(path));
    const families = select === undefined ? acceleratorFamilies : select.split(',');
    const advice = value.advice.filter(({ type }) => families.includes(familyOf(type)));
    if (advice.length === 0) {
      const found = `select ${shown(families.join(','))}`;
      return refuse({ file: path, row: 0, found, wanted: 'families of the file, such as g5,g6' });
    }
    const report = fitAdvice(advice, value.bands, families);
    return { ...report, notes: [...notes, ...report.notes] };
  },
};

const acceleratorFamilies = [
  'g4dn',
  'g5',
  'g6',
  'g6e',
  'p3',
  'p4d',
  'p4de',
  'p5',
  'p5en',
  'inf2',
  'f1',
];

const hoursPerMonth = 730.5;

function familyOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

function fitAdvice(
  advice: readonly SpotAdvice[],
  bands: readonly InterruptionBand[],
  families: readonly string[],
): FitReport {
  const present = families.filter((family) => advice.some(({ type }) => familyOf(type) === family));
  return {
    title: `interruption bands of ${advice.length} pairs of region and accelerator type`,
    tables: [
      bandTable(advice, bands, present),
      hazardTable(bands),
      heldTable(advice, bands.length),
      priceTable(advice, present),
    ],
    notes: [
      'a band is the share of instances AWS took back in the month before, whatever their age: ' +
        'it gives a level, no run lengths',
      'the hazard holds for an instance that is kept all month; ' +
        'shorter-lived ones make the true hazard higher',
    ],
  };
}

function bandTable(
  advice: readonly SpotAdvice[],
  bands: readonly InterruptionBand[],
  families: readonly string[],
): FitTable {
  return {
    title: 'share of pairs by band of monthly interruption',
    head: ['family', 'pairs', ...bands.map(({ label }) => label)],
    rows: families.map((family) => {
      const own = advice.filter(({ type }) => familyOf(type) === family);
      const shares = bands.map((_, band) => {
        return own.filter((one) => one.band === band).length / own.length;
      });
      return [family, String(own.length), ...shares.map(percent)];
    }),
  };
}

function hazardTable(bands: readonly InterruptionBand[]): FitTable {
  return {
    title: 'revocations per instance-hour that a band stands for, as -ln(1 - share) / 730.5 h',
    head: ['band', 'at least', 'at most'],
    rows: bands.map(({ label, least, most }) => {
      const [low, high] = [least, most].map((share) => -log1p(-share) / hoursPerMonth);
      return [label, figure(low), most === 1 ? 'open' : figure(high)];
    }),
  };
}

/** How well a pair's band is guessed from the same type elsewhere, from the family, from all. */
function heldTable(advice: readonly SpotAdvice[], bands: number): FitTable {
  const ways: readonly (readonly [string, (one: SpotAdvice) => string])[] = [
    ['all pairs', () => ''],
    ['same region', ({ region }) => region],
    ['same family', ({ type }) => familyOf(type)],
    ['same type', ({ type }) => type],
  ];
  return {
    title: 'held out: zone; band of a pair guessed as the most frequent one among other regions',
    head: ['guessed from', 'right', 'one band off at most'],
    rows: ways.map(([name, groupOf]) => {
      const offs = advice.flatMap((one) => offBy(one, advice, groupOf, bands));
      const share = (most: number) =>
        percent(offs.filter((off) => off <= most).length / offs.length);
      return [name, share(0), share(1)];
    }),
  };
}

function offBy(
  one: SpotAdvice,
  advice: readonly SpotAdvice[],
  groupOf: (one: SpotAdvice) => string,
  bands: number,
): readonly number[] {
  const counts = new Array<number>(bands).fill(0);
  for (const other of advice) {
    if (other !== one && groupOf(other) === groupOf(one)) counts[other.band]++;
  }
  const most = Math.max(...counts);
  return most === 0 ? [] : [Math.abs(counts.indexOf(most) - one.band)];
}

function priceTable(advice: readonly SpotAdvice[], families: readonly string[]): FitTable {
  const rowOf = (name: string, own: readonly SpotAdvice[]) => {
    const ranks = correlate(
      ranksOf(own.map(({ saving }) => saving)),
      ranksOf(own.map(({ band }) => band)),
    );
    return [name, String(own.length), figure(ranks), percent(ranks * ranks)];
  };
  return {
    title: 'price as a predictor of revocation: rank correlation of saving and band',
    head: ['family', 'pairs', 'correlation', 'rank variance explained'],
    rows: [
      rowOf('all', advice),
      ...families.map((family) => {
        return rowOf(
          family,
          advice.filter(({ type }) => familyOf(type) === family),
        );
      }),
    ],
  };
}

/** Ranks from 0, equal values sharing the mean of theirs. */
function ranksOf(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => {
    const first = sorted.indexOf(value);
    return (first + sorted.lastIndexOf(value)) / 2;
  });
}
