import type { Duration } from '../../engine/units.ts';
import { SECOND } from '../../engine/units.ts';
import type { Curve } from '../scenario.ts';
import { compileExpression } from './expression.ts';
import { field, type Reading } from './reading.ts';
import type { Term } from './term.ts';

/** A curve that passed every check but sampling: its value in base units at t seconds. */
export type Formula = (t: number) => number;

const LONGEST_TEXT = 400;
const WANTED = {
  rate: 'a rate, for example "0.02 /s + spike(t, 42 h, 1 h, 0.4 /s, 6 h)"',
  factor: 'a factor without unit, for example "1 + 0.6 * sin(2 * pi * (t - 14 h) / 24 h)"',
};

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
  const { term, complaints } = compileExpression(text);
  if (complaints.length > 0) return { wanted: complaints[0] };
  return measures(term, measure) ? { value: term.at } : { wanted: WANTED[measure] };
}

function measures(term: Term, measure: 'rate' | 'factor'): boolean {
  return term.power === (measure === 'rate' ? -1 : 0);
}

/** Where a formula gives no usable value: the instant and the value found. */
export interface BadSample {
  readonly at: Duration;
  readonly value: number;
}

/** Samples a formula in the middle of each step of the grid, until `span` is covered. */
export function sampleCurve(
  at: Formula,
  every: Duration,
  span: Duration,
): { readonly curve: Curve } | { readonly bad: BadSample } {
  const values: number[] = [];
  for (let start = 0; start < span; start += every) {
    const middle = start + every / 2;
    const value = at(middle / SECOND);
    if (!(value >= 0 && value < 1e9)) return { bad: { at: middle, value } };
    values.push(value);
  }
  return { curve: { every, values } };
}
