import { z } from 'zod';
import { HOUR, MILLISECOND, MINUTE } from '../engine/units.ts';
import { duration, text } from './parse/fields.ts';
import { law } from './parse/laws.ts';
import { ratio } from './parse/numbers.ts';
import { keyed } from './parse/reading.ts';

/** Most voters: beyond, a quorum is slower and hardly surer. */
const VOTERS_MOST = 15;

const span = (most: number, doc: string) => duration({ least: MILLISECOND, most }, doc);

const voters = z
  .array(text(48, 'A region.'), { error: 'a list of regions' })
  .min(1, 'at least one region')
  .max(VOTERS_MOST, `at most ${VOTERS_MOST} regions`)
  .meta({ description: 'Regions whose members vote; the others listen.' });

/** How regions agree on which of them are in; null when the section is absent. */
export const membership = keyed(
  {
    voters,
    heartbeat: span(MINUTE, 'Time between two heartbeats of the leader.'),
    'election time-out': span(
      HOUR,
      'A voter that hears no leader for one to two of these, drawn anew each time, asks for votes.',
    ),
    lease: span(
      HOUR,
      'A leader manages so long after the sending of the last heartbeat that a quorum answered.',
    ),
    drift: ratio({ least: 0, most: 0.2 }, 'Largest rate by which a clock is fast or slow.'),
    loss: ratio({ least: 0, most: 0.5 }, 'Of the messages between members, those lost.'),
    'suspect after': span(HOUR, 'Silence after which the leader proposes a region out.'),
    'trust after': span(HOUR, 'Time without such a silence after which it is proposed in again.'),
    'move takes': law('From an agreement to players being sent accordingly.'),
  },
  'How regions agree on which of them are in, and which one manages: docs/membership.md.',
)
  .optional()
  .transform((given) => given ?? null);
