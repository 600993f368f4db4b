import type { Duration } from '../../engine/units.ts';
import { SECOND } from '../../engine/units.ts';
import type { Curve } from '../scenario.ts';
import { compileExpression } from './expression.ts';
import { field, type Reading } from './reading.ts';
import type { Term } from './term.ts';

/** A curve that passed every check but sampling. */
export interface Formula {
  /** Its value in base units at t seconds. */
  readonly at: (t: number) => number;
  /** Seconds at which a spike begins or stands at its height: samples must not step over them. */
  readonly kinks: readonly number[];
}

const LONGEST_TEXT = 400;
const WANTED = {
  rate: 'a rate, for example "0.02 /s + spike(t, 42 h, 1 h, 0.4 /s, 6 h)"',
  factor: 'a factor without unit, for example "1 + 0.6 * sin(2 * pi * (t - 14 h) / 24 h)"',
};

// Above a hundred thousand arrivals a second no game has ever been; memory would not hold them.
const MOST = { rate: 100_000, factor: 1000 } as const;

/** The largest value a curve may take, as a scenario file would write it. */
export function wordMost(measure: 'rate' | 'factor'): string {
  return measure === 'rate' ? `${MOST.rate} /s` : String(MOST.factor);
}

/** A formula of the time t, either a rate per second or a factor without unit. */
export function formula(measure: 'rate' | 'factor', doc: string) {
  const wanted = WANTED[measure];
  const example = wanted.slice(wanted.indexOf('"') + 1, -1);
  return field({ wanted, type: ['string', 'number'], examples: [example] }, (raw) =>
    readFormula(raw, measure),
  ).meta({ description: doc });
}

function readFormula(raw: unknown, measure: 'rate' | 'factor'): Reading<Formula> {
  if (typeof raw !== 'string' && typeof raw !== 'number') return { wanted: WANTED[measure] };
  const text = String(raw);
  if (text.length > LONGEST_TEXT)
    return { wanted: `a formula of at most ${LONGEST_TEXT} characters` };
  const { term, complaints, spikes } = compileExpression(text);
  if (complaints.length > 0) return complaints[0];
  if (!measures(term, measure)) return { wanted: WANTED[measure] };
  const most = MOST[measure];
  const tall = spikes.some(({ height }) => height !== undefined && height > most);
  if (tall) return { wanted: `spikes of at most ${wordMost(measure)}` };
  return { value: { at: term.at, kinks: spikes.flatMap(({ kinks }) => kinks) } };
}

function measures(term: Term, measure: 'rate' | 'factor'): boolean {
  return term.power === (measure === 'rate' ? -1 : 0);
}

/** Where a formula gives no usable value: the instant and the value found. */
export interface BadSample {
  readonly at: Duration;
  readonly value: number;
}

/** The grid a formula is sampled on, and what it measures. */
export interface Grid {
  readonly every: Duration;
  readonly span: Duration;
  readonly measure: 'rate' | 'factor';
}

type Sampled = { readonly value: number } | { readonly bad: BadSample };

/**
 * Samples a formula until `span` is covered: a step holds the value of its middle, or its mean
 * where the two differ by more than one in a hundred, so that a short spike keeps its area.
 */
export function sampleCurve(
  formula: Formula,
  grid: Grid,
): { readonly curve: Curve } | { readonly bad: BadSample } {
  const { every, span } = grid;
  const values: number[] = [];
  for (const kink of formula.kinks) {
    const inside = kink >= 0 && kink * SECOND < span;
    const sample = inside ? sampleAt(formula, kink * SECOND, grid) : undefined;
    if (sample !== undefined && 'bad' in sample) return sample;
  }
  for (let start = 0; start < span; start += every) {
    const sample = sampleStep(formula, start, grid);
    if ('bad' in sample) return sample;
    values.push(sample.value);
  }
  return { curve: { every, values } };
}

function sampleStep(formula: Formula, start: Duration, grid: Grid): Sampled {
  const { every } = grid;
  const middle = sampleAt(formula, start + every / 2, grid);
  if ('bad' in middle) return middle;
  const parts = every / partOf(formula, start, every);
  let sum = 0;
  for (let part = 0; part < parts; part++) {
    const sample = sampleAt(formula, start + ((part + 0.5) * every) / parts, grid);
    if ('bad' in sample) return sample;
    sum += sample.value;
  }
  const mean = sum / parts;
  return Math.abs(mean - middle.value) > 0.01 * middle.value ? { value: mean } : middle;
}

const PART = 30 * SECOND;
const FINE_PART = SECOND / 10;

// A spike may be over in a second: its own step and the next are looked at ten times a second.
function partOf({ kinks }: Formula, start: Duration, every: Duration): Duration {
  const isNear = kinks.some((kink) => {
    const at = kink * SECOND;
    return at >= start - every && at < start + every;
  });
  return isNear ? FINE_PART : PART;
}

function sampleAt({ at }: Formula, instant: Duration, { measure }: Grid): Sampled {
  const value = at(instant / SECOND);
  return value >= 0 && value <= MOST[measure] ? { value } : { bad: { at: instant, value } };
}
