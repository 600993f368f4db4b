import type { Setup } from '../setup.ts';

/** Whether a group's data may be in a region: anywhere, but for groups that carry a tag. */
export function mayHold({ groups }: Setup, group: number, region: number): boolean {
  return groups[group].residency?.includes(region) ?? true;
}

/** The first region of the weights that a group's data may not go to; -1: none. */
export function firstForbidden(setup: Setup, group: number, weights: readonly number[]): number {
  return weights.findIndex((weight, region) => weight > 0 && !mayHold(setup, group, region));
}
