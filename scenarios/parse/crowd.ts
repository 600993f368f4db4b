import { DAY, SECOND } from '../../engine/units.ts';
import { groupRates } from '../population.ts';
import { type Curves, playersOf } from './assemble.ts';
import type { Complaint } from './issues.ts';
import type { Sections } from './sections.ts';

// A replication keeps about 100 bytes a session: beyond this a machine of today runs out of memory.
const MOST_SESSIONS = 50_000_000;

/** Checks that the players who will come in one run can be counted, let alone held in memory. */
export function checkCrowd(
  written: Sections['players'],
  curves: Curves,
  epoch: number,
): readonly Complaint[] {
  const players = playersOf(written, curves);
  const midnight = (epoch % (DAY / SECOND)) * SECOND;
  const sessions = players.groups.reduce((sum, group) => {
    const rates = groupRates(players, group, midnight);
    return sum + rates.reduce((inner, rate) => inner + rate, 0) * curves.arrivals.every;
  }, 0);
  if (sessions <= MOST_SESSIONS) return [];
  const found = `${sessions.toPrecision(3)} sessions to be expected in one run`;
  const wanted = `at most ${MOST_SESSIONS} sessions: a lower rate or a shorter horizon`;
  return [{ path: ['players', 'arrivals'], found, wanted }];
}
