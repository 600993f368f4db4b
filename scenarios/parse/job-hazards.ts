import type { Complaint } from './issues.ts';
import { membersOf } from './raw.ts';
import type { SomeSections } from './sections.ts';

/** Policies that must be told beforehand how spot comes and goes, by section that tells them. */
const NEEDY = { jobs: ['ccog/spot-arbitrage'], serving: ['ecim-g/hedged-spot'] } as const;
const LOOP = { jobs: 'jobs', serving: 'capacity' } as const;

/**
 * Hazards must come from another trace than the run's own, which would tell a policy its future,
 * from one trace where jobs and serving both name one, and must be there for the policies that
 * cannot do without.
 */
export function checkHazards(sections: SomeSections): readonly Complaint[] {
  const { jobs, serving } = sections;
  const both = [jobs?.hazards, serving?.hazards];
  if (both.every((one) => one !== undefined) && both[0] !== both[1]) {
    const wanted = `${both[0]}, which jobs.hazards names`;
    return [{ path: ['serving', 'hazards'], wanted }];
  }
  return [...checkSection(sections, 'jobs'), ...checkSection(sections, 'serving')];
}

function checkSection(
  { jobs, serving, traces, policies }: SomeSections,
  section: 'jobs' | 'serving',
): readonly Complaint[] {
  const told = section === 'jobs' ? jobs : serving;
  const named = told?.hazards;
  const path = [section, 'hazards'];
  const own = traces?.availability;
  if (named !== undefined && own?.kind === 'shipped' && own.name === named) {
    return [{ path, wanted: "another trace of availability than the run's own" }];
  }
  if (told === undefined || told === null) return [];
  if ((jobs?.hazards ?? serving?.hazards) !== undefined) return [];
  const needy = membersOf(policies).filter(([, one]) => {
    return membersOf(one).some(([kind, loop]) => kind === LOOP[section] && isNeedy(section, loop));
  });
  if (needy.length === 0) return [];
  const wanted = `a trace of availability that ${needy[0][0]} learns hazards from`;
  return [{ path, found: 'nothing', wanted }];
}

function isNeedy(section: 'jobs' | 'serving', loop: unknown): boolean {
  const used = membersOf(loop).flatMap(([key, value]) => (key === 'use' ? [String(value)] : []))[0];
  return NEEDY[section].some((id) => id === used);
}
