import { z } from 'zod';
import type { ParameterSpec } from '../policies/parameters.ts';
import { SHIELD_LIMITS, type ShieldLimits } from '../policies/shield/limits.ts';
import { duration, word } from './parse/fields.ts';
import { count, ratio } from './parse/numbers.ts';
import { writeQuantity } from './parse/quantity.ts';
import { keyed } from './parse/reading.ts';

const WANTED = 'on, off, or a mapping with limits, for example { floor: 120 % }';

const DOC =
  'Stands before the policy and lets nothing pass that is outside its envelope; absent or off: ' +
  'none. `on` takes the defaults of [all limits](#shields).';

const SHIELD_KEYS: Readonly<Record<keyof ShieldLimits, string>> = {
  oldest: 'oldest',
  growthShare: 'growth share',
  growthCount: 'growth count',
  shrinkageShare: 'shrinkage share',
  shrinkageCount: 'shrinkage count',
  floor: 'floor',
};

const { oldest, growthShare, growthCount, shrinkageShare, shrinkageCount, floor } = SHIELD_LIMITS;

const limits = keyed(
  {
    oldest: duration(oldest, oldest.doc).optional(),
    'growth share': ratio(growthShare, growthShare.doc).optional(),
    'growth count': count(growthCount, growthCount.doc).optional(),
    'shrinkage share': ratio(shrinkageShare, shrinkageShare.doc).optional(),
    'shrinkage count': count(shrinkageCount, shrinkageCount.doc).optional(),
    floor: ratio(floor, floor.doc).optional(),
  },
  'Limits; those not given take their defaults.',
);

/** The shield of a loop: on or off, or limits of its own. */
export const shield = z
  .union([word(['on', 'off'], DOC), limits], { error: WANTED })
  .transform((given): ShieldLimits | undefined => {
    if (given === 'off') return undefined;
    const own = given === 'on' ? {} : given;
    return {
      oldest: own.oldest ?? defaultOf(oldest),
      growthShare: own['growth share'] ?? defaultOf(growthShare),
      growthCount: own['growth count'] ?? defaultOf(growthCount),
      shrinkageShare: own['shrinkage share'] ?? defaultOf(shrinkageShare),
      shrinkageCount: own['shrinkage count'] ?? defaultOf(shrinkageCount),
      floor: own.floor ?? defaultOf(floor),
    };
  })
  .meta({ description: DOC, wanted: WANTED });

function defaultOf({ default: value, least }: ParameterSpec): number {
  return value ?? least;
}

/** Every limit of a shield for the reference: key, meaning and default. */
export function describeShields(): readonly string[] {
  const rows = Object.entries(SHIELD_KEYS).map(([name, key]) => {
    const spec = Object.entries(SHIELD_LIMITS).find(([one]) => one === name)?.[1];
    return spec === undefined ? '' : `| \`${key}\` | ${spec.doc} | ${wordDefault(spec)} |`;
  });
  return [
    ...['', '## Shields', '', 'The limits of a `shield`, as a mapping; see'],
    ...['[the journal and the shield](../journal.md#the-shield).', ''],
    ...['| key | meaning | default |', '|---|---|---|', ...rows],
  ];
}

function wordDefault(spec: ParameterSpec): string {
  const value = defaultOf(spec);
  if (spec.unit === 'ratio') return `${value * 100} %`;
  return writeQuantity(value, spec.unit === 'duration' ? 'duration' : 'count');
}
