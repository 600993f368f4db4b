import type { PlacementGate } from '../policies/placement.ts';
import type { SearchGate } from '../policies/search.ts';

/** What a run asks at once, beside its loops; absent where the scenario has no such question. */
export interface Gates {
  /** Who solves a search. */
  readonly searches?: SearchGate;
  /** Who places frames. */
  readonly frames?: PlacementGate;
}
