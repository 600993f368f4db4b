import type { HeadLaw } from './gpu.ts';

/** How tenants share one card. */
export interface Sharing {
  /** Parts the card is cut into; 1 where tenants take turns on the whole. */
  readonly parts: number;
  /** What all parts together do, over what the whole card does. */
  readonly efficiency: number;
  /** What one tenant's work takes longer for each busy neighbour, as a share. */
  readonly interference: number;
  /** Most tenants at once. */
  readonly tenants: number;
}

/**
 * A head's law for one tenant with so many busy neighbours. Work is as slow on a part of a cut card
 * as the part is small; launches cost what they cost on the whole. Neighbours slow both. More of
 * them than the card takes count as many as it takes.
 */
export function sharedHead(law: HeadLaw, sharing: Sharing, busyNeighbours: number): HeadLaw {
  const neighbours = Math.min(Math.max(0, busyNeighbours), sharing.tenants - 1);
  const slowed = 1 + sharing.interference * neighbours;
  const { parts, efficiency } = sharing;
  return {
    fixedMs: law.fixedMs * slowed,
    eachMs: (law.eachMs * parts * slowed) / efficiency,
  };
}
