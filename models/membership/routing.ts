import type { Setup } from '../setup.ts';
import type { MembershipState } from './state.ts';

/** The region itself, or the nearest one that is in where it was agreed to be out. */
export function memberFor(
  { isIn }: MembershipState,
  { groups }: Setup,
  { group, region }: { readonly group: number; readonly region: number },
): number {
  if (isIn[region] === 1) return region;
  const { rtt } = groups[group];
  let best = region;
  for (let other = 0; other < rtt.length; other++) {
    if (isIn[other] === 0) continue;
    if (isIn[best] === 0 || rtt[other] < rtt[best]) best = other;
  }
  return best;
}
