import type { MembershipScenario } from '../membership-scenario.ts';
import type { Complaint } from './issues.ts';
import { nearestOf } from './nearest.ts';
import { listed } from './reading.ts';
import type { Sections } from './sections.ts';

type Parts = {
  readonly [Key in 'membership' | 'regions' | 'detail' | 'policies' | 'pools' | 'placement']:
    | Sections[Key]
    | undefined;
};

/** The section in the words of the model; undefined where there is none. */
export function membershipOf(written: Sections['membership']): MembershipScenario | undefined {
  if (written === null) return undefined;
  return {
    voters: written.voters,
    heartbeat: written.heartbeat,
    electionTimeout: written['election time-out'],
    lease: written.lease,
    drift: written.drift,
    loss: written.loss,
    suspectAfter: written['suspect after'],
    trustAfter: written['trust after'],
    moveTakes: written['move takes'],
  };
}

/** What the section names must be there, and its times must be safe together. */
export function checkMembership(parts: Parts): readonly Complaint[] {
  const { membership } = parts;
  if (membership === undefined || membership === null) return [];
  return [...checkVoters(membership, parts), ...checkTimes(membership), ...checkCompany(parts)];
}

type Written = NonNullable<Sections['membership']>;

function checkVoters({ voters }: Written, { regions }: Parts): readonly Complaint[] {
  const path = ['membership', 'voters'];
  const twice = new Set(voters).size < voters.length ? [{ path, wanted: 'each region once' }] : [];
  if (regions === undefined) return twice;
  const names = Object.keys(regions);
  const wanted = `regions of this file: ${listed(names.slice(0, 8), 'or')}`;
  const strangers = voters.filter((voter) => !names.includes(voter));
  const lost = strangers.map((found) => ({
    path,
    found,
    wanted,
    nearest: nearestOf(found, names),
  }));
  return [...twice, ...lost];
}

function checkTimes(written: Written): readonly Complaint[] {
  const { heartbeat, lease, drift } = written;
  const isSafe = lease * (1 + drift) <= written['election time-out'] * (1 - drift);
  const path = ['membership', 'lease'];
  const safe = 'at most election time-out × (1 - drift) ÷ (1 + drift): two might manage at once';
  return [
    ...(isSafe ? [] : [{ path, wanted: safe }]),
    ...(heartbeat * 2 <= lease ? [] : [{ path, wanted: 'at least two heartbeats' }]),
  ];
}

function checkCompany({ detail, policies, pools, placement }: Parts): readonly Complaint[] {
  const hasGateway = Object.values(policies ?? {}).some(({ gateway }) => gateway !== undefined);
  const hasPools = pools !== undefined && pools !== null && Object.keys(pools).length > 0;
  const unfit = [
    ...(detail === undefined || detail.kind === 'exact' ? [] : ['a detail of exact']),
    ...(hasGateway ? ['no gateways: they send players by checks of their own'] : []),
    ...(hasPools ? ['no further pools'] : []),
    ...(placement === undefined || placement === null ? [] : ['no placing of frames']),
  ];
  const path = ['membership'];
  return unfit.map((wanted) => ({ path, wanted: `beside it ${wanted}`, isKey: true }));
}
