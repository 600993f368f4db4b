import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from '../../engine/units.ts';
import type { Because, Receipt } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { Brief } from '../observation.ts';
import type { Difference } from './compare.ts';

const STEPS: readonly (readonly [number, string])[] = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
];

/** A length of time for people: `1 d 4 h`, `8 min 30 s`, `250 ms`; the three largest steps. */
export function wordSpan(span: number): string {
  if (!Number.isFinite(span)) return `${span}`;
  if (span < 0) return `-${wordSpan(-span)}`;
  if (span > 0 && span < SECOND) return `${trim(span / MILLISECOND)} ms`;
  const words: string[] = [];
  let rest = span;
  for (const [size, unit] of STEPS) {
    const isLast = unit === 's';
    const count = isLast ? rest / size : Math.floor(rest / size);
    rest -= Math.floor(count) * size;
    if (count > 0 && words.length < 3) words.push(`${trim(count)} ${unit}`);
  }
  return words.length === 0 ? '0 s' : words.join(' ');
}

function trim(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(4))) : String(x);
}

/** What a decision wants, in words. */
export function wordDecision(decision: Decision, brief: Brief): string {
  const region = (place: number) => brief.regions[place]?.name ?? `region ${place}`;
  switch (decision.kind) {
    case 'scale': {
      const zone = decision.zone === undefined ? '' : `, zone ${decision.zone}`;
      return `hold ${decision.instances} ${decision.market} in ${region(decision.region)}${zone}`;
    }
    case 'route': {
      const group = brief.groups[decision.group]?.name ?? `group ${decision.group}`;
      return `send ${group} to ${wordWeights(decision.weights, region)}`;
    }
    case 'ring':
      return `open ${region(decision.region)} up to ${decision.ring} (${decision.reason})`;
    case 'warm':
      return `keep ${decision.instances} warm in ${region(decision.region)}`;
    case 'job': {
      const where = `on ${decision.market} in ${region(decision.region)}`;
      return decision.action === 'run'
        ? `run job ${decision.job} ${where}`
        : `let job ${decision.job} wait`;
    }
  }
}

function wordWeights(weights: readonly number[], region: (place: number) => string): string {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.flatMap((weight, place) => {
    return weight > 0 ? [`${region(place)} ${trim((weight / total) * 100)} %`] : [];
  });
  return parts.join(', ');
}

/** Units by the end of a fact's name, the longest first. */
const UNITS: readonly (readonly [ending: string, unit: string])[] = [
  ['UsdPerHour', 'USD/h'],
  ['PerHour', '/h'],
  ['GPerKwh', 'g/kWh'],
  ['PerSecond', '/s'],
  ['Seconds', 's'],
  ['Share', '%'],
  ['Hours', 'h'],
  ['Usd', 'USD'],
  ['Kwh', 'kWh'],
  ['Ms', 'ms'],
  ['Us', 'us'],
];

/** A number and what it is of, with the unit that its name ends in. */
function wordFact(name: string, value: number): string {
  const [ending, unit] = UNITS.find(([end]) => name.endsWith(end)) ?? ['', ''];
  const stem = ending === '' ? name : name.slice(0, name.length - ending.length);
  const words = stem.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  if (name.endsWith('Rtt')) return `${words} ${wordSpan(value)}`;
  if (unit === 'us') return `${words} ${wordSpan(value)}`.trim();
  if (unit === 's') return `${words} ${wordSpan(value * SECOND)}`.trim();
  if (unit === '%') return `${words} ${trim(value * 100)} %`.trim();
  return `${words} ${trim(value)}${unit === '' ? '' : ` ${unit}`}`.trim();
}

/** The rule that fired and the numbers it weighed. */
export function wordBecause({ rule, facts }: Because): string {
  const words = Object.entries(facts).map(([name, value]) => wordFact(name, value));
  return words.length === 0 ? rule : `${rule}: ${words.join(', ')}`;
}

/** What became of an order. */
export function wordReceipt({ outcome, granted, reason, at }: Receipt): string {
  const why = reason === '' ? '' : `, ${reason}`;
  const amount = outcome === 'partial' ? ` (${granted} granted)` : '';
  return `${outcome}${amount} at ${wordSpan(at)}${why}`;
}

/** One place at which two observations differ, with the names of regions and groups. */
export function wordDifference({ path, one, other }: Difference, brief: Brief): string {
  const [list, place, ...rest] = path;
  const names = list === 'regions' ? brief.regions : list === 'groups' ? brief.groups : undefined;
  const name = names?.[Number(place)]?.name;
  const where = name === undefined ? path : [name, ...rest];
  return `${where.join(' ')}: ${wordValue(one)}, then ${wordValue(other)}`;
}

function wordValue(value: unknown): string {
  if (typeof value === 'number') return trim(value);
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
}
