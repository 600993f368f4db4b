import { create, createUnitDependencies, parseDependencies, unitDependencies } from 'mathjs';

// Only the parts that read text: nothing of the library evaluates what a user wrote.
const math = create({ createUnitDependencies, parseDependencies, unitDependencies }, {});
math.createUnit('USD');
math.createUnit('d', '24 hours');

/** Units that count things: they carry no dimension and may be written for the reader's sake. */
export const COUNTED = ['player', 'players', 'session', 'sessions', 'request', 'requests'] as const;

/** Converts a value with its unit to `base`, or says nothing when it measures something else. */
export function convert(text: string, base: string): number | undefined {
  try {
    const unit = math.unit(text);
    if (!unit.equalBase(math.unit(1, base))) return undefined;
    // Twelve digits: 17 ms is 17000 us and not 17000.000000000004.
    return Number(unit.toNumber(base).toPrecision(12));
  } catch {
    return undefined;
  }
}

/** Parses an expression into the library's syntax tree; the caller decides what it may hold. */
export const parseExpression = math.parse;
