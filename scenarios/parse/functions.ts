import { cos, exp, log, pow, sin } from '../../engine/math.ts';
import { LAUNCHES, launchLevel } from '../launches.ts';
import type { Rule, Term } from './term.ts';

const same = (args: readonly Term[]): number | undefined =>
  args.every((arg) => arg.power === args[0].power) ? args[0].power : undefined;

const bare = (args: readonly Term[]): number | undefined =>
  args.every((arg) => arg.power === 0) ? 0 : undefined;

const truth = (args: readonly Term[]): number | undefined =>
  same(args) === undefined ? undefined : 0;

function rule(takes: string, power: Rule['power'], of: Rule['of']): Rule {
  return { takes: takes.split(' '), power, of };
}

// A power of time survives only a whole, constant exponent: (5 s)^2, never (5 s)^x.
function powerOfPower([base, exponent]: readonly Term[]): number | undefined {
  if (exponent.power !== 0) return undefined;
  if (base.power === 0) return 0;
  const { constant } = exponent;
  return Number.isInteger(constant) ? base.power * (constant ?? 0) : undefined;
}

function floored([a, b]: readonly number[]): number {
  return a - b * Math.floor(a / b);
}

/** Operators a formula may use, by the syntax tree's name of them. */
export const OPERATORS: ReadonlyMap<string, Rule> = new Map([
  ['add', rule('a b', same, ([a, b]) => a + b)],
  ['subtract', rule('a b', same, ([a, b]) => a - b)],
  [
    'multiply',
    rule(
      'a b',
      ([a, b]) => a.power + b.power,
      ([a, b]) => a * b,
    ),
  ],
  [
    'divide',
    rule(
      'a b',
      ([a, b]) => a.power - b.power,
      ([a, b]) => a / b,
    ),
  ],
  ['pow', rule('a b', powerOfPower, ([a, b]) => pow(a, b))],
  ['mod', rule('a b', same, floored)],
  ['unaryMinus', rule('a', same, ([a]) => -a)],
  ['unaryPlus', rule('a', same, ([a]) => a)],
  ['larger', rule('a b', truth, ([a, b]) => (a > b ? 1 : 0))],
  ['largerEq', rule('a b', truth, ([a, b]) => (a >= b ? 1 : 0))],
  ['smaller', rule('a b', truth, ([a, b]) => (a < b ? 1 : 0))],
  ['smallerEq', rule('a b', truth, ([a, b]) => (a <= b ? 1 : 0))],
]);

// spike(t, at, rise, height, half life): nothing before `at`, straight up, then a decay.
function spike([t, at, rise, height, halfLife]: readonly number[]): number {
  if (t < at) return 0;
  if (t < at + rise) return (height * (t - at)) / rise;
  return height * exp((-Math.LN2 * (t - at - rise)) / halfLife);
}

function powerOfSpike([t, at, rise, height, halfLife]: readonly Term[]): number | undefined {
  const isTime = [t, at, rise, halfLife].every((arg) => arg.power === 1);
  return isTime ? height.power : undefined;
}

const DAY_SECONDS = 86_400;

// launch(t, at, rise, height, left 7, left 30, left 90): see launchLevel.
function launch([t, at, rise, height, ...left]: readonly number[]): number {
  const [week, month, quarter] = left;
  const shape = { riseDays: rise / DAY_SECONDS, left: [week, month, quarter] } as const;
  return height * launchLevel(shape, t - at);
}

function powerOfLaunch([t, at, rise, height, ...left]: readonly Term[]): number | undefined {
  const isTime = [t, at, rise].every((arg) => arg.power === 1);
  return isTime && left.every((arg) => arg.power === 0) ? height.power : undefined;
}

const RECORDED: readonly (readonly [string, Rule])[] = LAUNCHES.map((shape) => [
  shape.name,
  rule(
    't at height',
    ([t, at, height]) => (t.power === 1 && at.power === 1 ? height.power : undefined),
    ([t, at, height]) => height * launchLevel(shape, t - at),
  ),
]);

/** A spike or launch of a formula, as far as it does not depend on t. */
export interface Spike {
  readonly height: number | undefined;
  /** Seconds at which it begins and at which it stands at its height. */
  readonly kinks: readonly number[];
}

/** Where a call of a function has its edges: samples must not step over them. */
export function spikeOf(name: string, args: readonly Term[]): Spike | undefined {
  if (name === 'spike' || name === 'launch') return spikeFrom(args[1], args[3], args[2].constant);
  const recorded = LAUNCHES.find((one) => one.name === name);
  if (recorded === undefined) return undefined;
  return spikeFrom(args[1], args[2], recorded.riseDays * DAY_SECONDS);
}

function spikeFrom(at: Term, height: Term, length: number | undefined): Spike {
  const from = at.constant;
  const isFixed = from !== undefined && length !== undefined;
  return { height: height.constant, kinks: isFixed ? [from, from + length] : [] };
}

function ramp([t, from, to]: readonly number[]): number {
  if (t < from) return 0;
  return t < to ? (t - from) / (to - from) : 1;
}

/** Functions a formula may use; sin, cos, exp and log give the same bits on every machine. */
export const FUNCTIONS: ReadonlyMap<string, Rule> = new Map([
  ['sin', rule('x', bare, ([x]) => sin(x))],
  ['cos', rule('x', bare, ([x]) => cos(x))],
  ['exp', rule('x', bare, ([x]) => exp(x))],
  ['log', rule('x', bare, ([x]) => log(x))],
  [
    'sqrt',
    rule(
      'x',
      ([x]) => x.power / 2,
      ([x]) => Math.sqrt(x),
    ),
  ],
  ['abs', rule('x', same, ([x]) => Math.abs(x))],
  ['min', rule('x …', same, (values) => Math.min(...values))],
  ['max', rule('x …', same, (values) => Math.max(...values))],
  ['floor', rule('x', bare, ([x]) => Math.floor(x))],
  ['ceil', rule('x', bare, ([x]) => Math.ceil(x))],
  ['mod', rule('a b', same, floored)],
  ['spike', rule('t at rise height half-life', powerOfSpike, spike)],
  ['ramp', rule('t from to', truth, ramp)],
  ['launch', rule('t at rise height left-7-d left-30-d left-90-d', powerOfLaunch, launch)],
  ...RECORDED,
]);

/** The functions with one line on each, for the reference. */
export const FORMULA_FUNCTIONS: readonly (readonly [string, string])[] = [
  ['sin(x)', 'sine of a number in radians'],
  ['cos(x)', 'cosine of a number in radians'],
  ['exp(x)', 'e to the power of a number'],
  ['log(x)', 'natural logarithm of a number'],
  ['sqrt(x)', 'square root; the unit is rooted too'],
  ['abs(x)', 'size without sign'],
  ['min(x, ...)', 'the smallest of values of one unit'],
  ['max(x, ...)', 'the largest of values of one unit'],
  ['floor(x)', 'the whole number below'],
  ['ceil(x)', 'the whole number above'],
  ['mod(a, b)', 'the rest of a after whole multiples of b, never negative for b > 0'],
  [
    'spike(t, at, rise, height, half-life)',
    'nothing until `at`, straight up to `height` in `rise`, ' + 'then halved in every half-life',
  ],
  ['ramp(t, from, to)', '0 until `from`, straight up to 1 at `to`, then 1'],
  [
    'launch(t, at, rise, height, left-7-d, left-30-d, left-90-d)',
    'nothing until `at`, from a tenth up to `height` in `rise`, then down to these shares of it ' +
      '7, 30 and 90 d after the peak',
  ],
  ...LAUNCHES.map(
    ({ name, title, riseDays, left }) =>
      [
        `${name}(t, at, height)`,
        `the launch of ${title}: rise ${riseDays} d, left ${left.join(', ')} (SteamDB, 2022)`,
      ] as const,
  ),
];
