import { field, type Reading } from './parse/reading.ts';
import type { Detail } from './scenario.ts';

const WANTED = 'exact, fluid, or for example "sampled 1 in 100"';
const SAMPLED = /^sampled 1 in ([1-9][0-9]{0,5})$/;

/** How finely a run is computed; exact when nothing is said. */
export const detail = field(
  { wanted: WANTED, type: 'string', examples: ['exact', 'sampled 1 in 100', 'fluid'] },
  (raw): Reading<Detail> => {
    if (raw === 'exact') return { value: { kind: 'exact' } };
    if (raw === 'fluid') return { value: { kind: 'fluid' } };
    const oneIn = typeof raw === 'string' ? SAMPLED.exec(raw)?.[1] : undefined;
    if (oneIn === undefined) return { wanted: WANTED };
    return { value: { kind: 'sampled', oneIn: Number(oneIn) } };
  },
)
  .optional()
  .transform((given): Detail => given ?? { kind: 'exact' })
  .meta({
    description:
      'How finely the run is computed: exact follows every request; sampled counts all players ' +
      'and follows one in so many of them; fluid reckons with expectations only.',
  });
