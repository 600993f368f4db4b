import type { Sharing } from '../../models/devices/sharing.ts';
import { type Catalogue, entryOf } from './catalogue.ts';
import { numberOf } from './numbers.ts';

/** A way to share cards; nothing when the catalogue has none of that name. */
export function sharingOf(catalogue: Catalogue, mode: string): Sharing | undefined {
  const figures = entryOf(catalogue, 'sharing', mode)?.figures;
  if (figures === undefined) return undefined;
  return {
    parts: numberOf(figures, 'parts'),
    efficiency: numberOf(figures, 'efficiency'),
    interference: numberOf(figures, 'interference'),
    tenants: numberOf(figures, 'tenants'),
  };
}
