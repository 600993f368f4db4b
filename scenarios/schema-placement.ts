import { MINUTE, SECOND } from '../engine/units.ts';
import { duration, word } from './parse/fields.ts';
import { plain, ratio } from './parse/numbers.ts';
import { type Bounds, readQuantity, wantedQuantity } from './parse/quantity.ts';
import { field, keyed, named, type Reading } from './parse/reading.ts';

const SHARE: Bounds = { least: 0, most: 1 };
const WORK: Bounds = { least: 0.001, most: 1000 };
const LOCAL: Bounds = { least: 1, most: 10 * SECOND };

/** Local work: the same time on every kind of device, or a model that the catalogue knows. */
export type LocalWork = { readonly time: number } | { readonly model: string };

const LOCAL_WANTED = `${wantedQuantity('duration', LOCAL)}, or a model of the devices`;

const local = field(
  { wanted: LOCAL_WANTED, type: 'string', examples: ['4 ms', 'resnet-50'] },
  (raw): Reading<LocalWork> => {
    if (typeof raw === 'string' && /^[a-z]/i.test(raw)) return { value: { model: raw } };
    const reading = readQuantity(raw, 'duration', LOCAL);
    return 'value' in reading ? { value: { time: Math.round(reading.value) } } : reading;
  },
).meta({
  description:
    'One answer on a cool device, the same on every kind, or a model of the catalogue with its ' +
    'time on each; absent: it does not fit a device.',
});

const variant = keyed(
  {
    fidelity: ratio(SHARE, 'Quality of its answers; the best variant stands first.'),
    cloud: plain(WORK, 'Work in a region over that of `service`; absent: not there.').optional(),
    edge: plain(WORK, 'The same at the point of presence; absent: not there.').optional(),
    device: local.optional(),
  },
  'One rung of the ladder.',
);

/** How frames are placed; null when the section is absent. */
export const placement = keyed(
  {
    variants: named(variant, 16, 'The ladder of variants, by name, the best first.'),
    devices: named(
      ratio(SHARE, 'Share of the players who have one; the rest have no neural unit.'),
      16,
      'Kinds of neural units in players’ hands: names of the catalogue.',
      0,
    ),
    edge: keyed(
      {
        'round trip': duration(
          { least: 0, most: SECOND },
          'Between the end of the access line and the point of presence of the home region.',
        ),
      },
      'The point of presence near the players; its slots are the `edge slots` of the home region.',
    ),
    cloud: keyed(
      {
        'round trip': duration(
          { least: 0, most: SECOND },
          'Between the end of the access line and the home region; the way to other regions, ' +
            'and the one inside a region, come on top.',
        ),
      },
      'How far away the home region is.',
    ),
    'line memory': duration(
      { least: 0, most: 10 * MINUTE },
      'How long the delays of an access line stay alike: correlation falls as e^(-t / this); 0 s ' +
        'draws them afresh for each frame.',
    ),
    fallback: word(['on', 'off'], 'Whether a local model answers where no remote answer comes.'),
  },
  'Every request is a frame that the gate of the contender places: on the device, at the edge or ' +
    'in the cloud, and on which variant. Frames ask on a clock: `think` is the time from one to ' +
    'the next.',
)
  .optional()
  .transform((given) => given ?? null);
