import { mayHold } from '../residency/residency.ts';
import type { Setup } from '../setup.ts';
import type { MembershipState } from './state.ts';

/**
 * The region itself, or the nearest one that is in where it was agreed to be out, of those that
 * may hold the group's data.
 */
export function memberFor(
  { isIn }: MembershipState,
  setup: Setup,
  { group, region }: { readonly group: number; readonly region: number },
): number {
  if (isIn[region] === 1) return region;
  const { rtt } = setup.groups[group];
  let best = region;
  for (let other = 0; other < rtt.length; other++) {
    if (isIn[other] === 0 || !mayHold(setup, group, other)) continue;
    if (isIn[best] === 0 || rtt[other] < rtt[best]) best = other;
  }
  return best;
}
