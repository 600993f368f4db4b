import { HOUR, SECOND } from '../engine/units.ts';
import { QUANTITY_PATTERN } from './parse/fields.ts';
import { readQuantity } from './parse/quantity.ts';
import { field, type Reading } from './parse/reading.ts';

const BOUNDS = { least: 0, most: HOUR };

/**
 * What providers promise before they take a spot instance. All are best effort: an instance may go
 * with less. Seen 2026-11-20.
 */
export const NOTICES: readonly {
  readonly provider: string;
  readonly seconds: number;
  readonly source: string;
}[] = [
  { provider: 'aws', seconds: 120, source: 'EC2 user guide, spot instance interruption notices' },
  { provider: 'gcp', seconds: 30, source: 'Compute Engine, create and manage spot VMs' },
  { provider: 'azure', seconds: 30, source: 'Azure Virtual Machines, spot: Scheduled Events' },
];

const promises = NOTICES.map(({ provider, seconds }) => `${provider} (${seconds} s)`).join(', ');

/** The notice of a spot instance: a provider's promise by its name, or a duration. */
export const notice = field(
  {
    wanted: 'a duration between 0 s and 1 h, for example "30 s", or aws, gcp or azure',
    type: 'string',
    pattern: `^(${NOTICES.map(({ provider }) => provider).join('|')})$|${QUANTITY_PATTERN}`,
    examples: ['30 s', 'aws'],
  },
  (raw): Reading<number> => {
    const promise = NOTICES.find(({ provider }) => provider === raw);
    if (promise !== undefined) return { value: promise.seconds * SECOND };
    const reading = readQuantity(raw, 'duration', BOUNDS);
    return 'value' in reading ? { value: Math.round(reading.value) } : reading;
  },
).meta({
  description:
    'Warning before a spot instance is taken; a provider stands for what it promises, ' +
    `best effort: ${promises}.`,
});
