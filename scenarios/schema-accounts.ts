import { DAY } from '../engine/units.ts';
import { type CurvePoint, SHAPES } from '../models/accounts/power-curve.ts';
import type { Tier } from '../models/accounts/setup.ts';
import { duration, quantity } from './parse/fields.ts';
import { count, ratio, readRatio } from './parse/numbers.ts';
import { readQuantity } from './parse/quantity.ts';
import { membersOf } from './parse/raw.ts';
import { field, keyed, named, type Reading } from './parse/reading.ts';

const SHARE = { least: 0, most: 1 };
const BYTES = { least: 0, most: 1e16 };
const PER_GB = { least: 0, most: 100 };
const TERM = { least: DAY, most: 10 * 366 * DAY };

const CURVE =
  'straight, bent, teads, or shares of the way by use, for example { 10 %: 22 %, 50 %: 68 % }';

const curve = field(
  { wanted: CURVE, type: ['string', 'object'], examples: ['bent'] },
  (raw): Reading<readonly CurvePoint[] | null> => {
    if (raw === 'straight') return { value: null };
    if (raw === 'bent' || raw === 'teads') return { value: SHAPES[raw] };
    const points: CurvePoint[] = [
      [0, 0],
      [1, 1],
    ];
    for (const [use, share] of membersOf(raw)) {
      const readings = [readRatio(use, SHARE), readRatio(share, SHARE)];
      const [at, value] = readings.map((one) => ('value' in one ? one.value : Number.NaN));
      if (!(at > 0 && at < 1 && value >= 0)) return { wanted: CURVE };
      points.push([at, value]);
    }
    if (points.length === 2) return { wanted: CURVE };
    return { value: points.sort(([a], [b]) => a - b) };
  },
).meta({
  description:
    'How power grows from idle to full with the share of busy slots of an instance; absent: ' +
    'nearly in full with the first slot for tokens and models, straight for laws. `bent` is ' +
    '2u - u^1.4 (2007), `teads` four measured points of AWS machines (2021); else your own.',
});

const TIERS =
  'a price per data, for example "0.09 USD/GB", or prices by the month\'s volume from which they ' +
  'hold, the first "0 GB": { 0 GB: 0.09 USD/GB, 10 TB: 0.085 USD/GB }';

const out = field(
  { wanted: TIERS, type: ['string', 'object'], examples: ['0.09 USD/GB'] },
  (raw): Reading<readonly Tier[]> => {
    const given = typeof raw === 'string' ? [['0 GB', raw] as const] : membersOf(raw);
    const tiers: Tier[] = [];
    for (const [from, price] of given) {
      const volume = readQuantity(from, 'data', BYTES);
      const paid = readQuantity(price, 'money per data', PER_GB);
      if (!('value' in volume) || !('value' in paid)) return { wanted: TIERS };
      tiers.push({ fromGb: volume.value / 1e9, pricePerGb: paid.value });
    }
    tiers.sort((a, b) => a.fromGb - b.fromGb);
    const isDoubled = tiers.some(({ fromGb }, i) => i > 0 && fromGb === tiers[i - 1].fromGb);
    return isDoubled || tiers[0]?.fromGb !== 0 ? { wanted: TIERS } : { value: tiers };
  },
).meta({
  description: 'From the region to players. A run that is no month long has tiers in proportion.',
});

const reservation = keyed(
  {
    instances: count({ least: 1, most: 100_000 }, 'Paid for always; they cover on-demand ones.'),
    price: quantity('money per hour', { least: 0, most: 10_000 }, 'Of one instance.').optional(),
    discount: ratio(SHARE, 'Off the on-demand price at simulated time 0.').optional(),
    term: duration(TERM, 'From simulated time 0; longer than the run if absent.').optional(),
  },
  'Instances bought in advance; they cover as many on-demand ones of the serving as are held.',
).refine(
  ({ price, discount }) => (price === undefined) !== (discount === undefined),
  'exactly one of price and discount',
);

const traffic = keyed(
  {
    answer: quantity('data', BYTES, 'Sent to the player with each answer.'),
    session: quantity('data', BYTES, "Sent from a player's home region once in each session."),
    away: quantity('data', BYTES, 'From the home region to another one that answers, each time.'),
    prices: named(
      keyed(
        {
          out,
          between: quantity('money per data', PER_GB, 'To another region.'),
        },
        'Prices of one region.',
      ),
      64,
      'Prices by region; each region of the file has its own.',
    ),
  },
  'What is sent to players and between regions.',
);

const storage = keyed(
  {
    region: quantity('data', BYTES, 'Images and models kept in each region.'),
    instance: quantity('data', BYTES, 'Volumes of one instance, for as long as it is held.'),
    prices: named(
      quantity('money per data month', PER_GB, 'Price in that region.'),
      64,
      'Prices by region; each region of the file has its own.',
    ),
  },
  'What is stored; a month is a twelfth of 365.25 days.',
);

/** What is accounted beside instances and edge; null when the section is absent. */
export const accounts = keyed(
  {
    'power curve': curve.optional(),
    reserved: named(reservation, 64, 'Reservations by region.').optional(),
    traffic: traffic.optional(),
    storage: storage.optional(),
    'network energy': quantity(
      'energy per data',
      { least: 0, most: 10 },
      'Of networks between region and player, for all traffic; a KPI of its own. Doubtful: ' +
        'published figures span 0.001 to 0.2 kWh/GB.',
    ).optional(),
  },
  'What is paid and emitted beside instances, edge and power on a straight line.',
)
  .optional()
  .transform((given) => given ?? null);
