import type { Complaint } from './issues.ts';
import { membersOf } from './raw.ts';
import type { SomeSections } from './sections.ts';

/** Policies that must be told beforehand how spot comes and goes. */
const NEEDY = ['ccog/spot-arbitrage'];

/**
 * Hazards must come from another trace than the run's own, which would tell a policy its future,
 * and must be there for the policies that cannot do without.
 */
export function checkHazards({ jobs, traces, policies }: SomeSections): readonly Complaint[] {
  const named = jobs?.hazards;
  const path = ['jobs', 'hazards'];
  const own = traces?.availability;
  if (named !== undefined && own?.kind === 'shipped' && own.name === named) {
    return [{ path, wanted: "another trace of availability than the run's own" }];
  }
  if (named !== undefined || jobs === undefined || jobs === null) return [];
  const needy = membersOf(policies).filter(([, one]) => {
    return membersOf(one).some(([kind, loop]) => kind === 'jobs' && NEEDY.includes(useOf(loop)));
  });
  if (needy.length === 0) return [];
  const wanted = `a trace of availability that ${needy[0][0]} learns hazards from`;
  return [{ path, found: 'nothing', wanted }];
}

function useOf(loop: unknown): string {
  return membersOf(loop).flatMap(([key, value]) => (key === 'use' ? [String(value)] : []))[0] ?? '';
}
