import { z } from 'zod';

const count = z.int().min(0);
const time = z.number().min(0);
const grams = time.describe('Grams of CO2 equivalent');

/** How the totals of burst searches are written; all 0 where a scenario has none. */
export const searchShape = {
  searchesArrived: count,
  searchesAnswered: count,
  searchesInTime: count.describe('Answered before their deadline'),
  searchesOffloaded: count.describe('Sent to the annealer'),
  searchesSolvedAway: count.describe('Off-loads that the annealer solved'),
  searchesUnfit: count.describe('Off-loads whose graph found no place on the annealer'),
  searchesMissed: count.describe('Off-loads in which no read reached the target'),
  searchesGivenUp: count.describe('Off-loads whose client waited no longer'),
  searchSwitches: count.describe('Times another rule began or ceased to overrule the gate'),
  searchResponseSum: time.describe('Microseconds'),
  searchResponseP95: z.union([time.describe('Microseconds'), z.literal('NaN')]),
  searchGapSum: time.describe('Gaps of the best reads of off-loads, as shares'),
  searchesRan: count.describe('Off-loads that the annealer ran'),
  searchAccessSeconds: time.describe('Time charged on the annealer'),
  costSearches: time.describe('USD'),
  searchEnergyJ: time.describe('Joules'),
  searchOperationalG: grams,
  searchEmbodiedG: grams,
};

/** The searches' part of a run's totals. */
export type SearchTotals = { readonly [K in keyof typeof searchShape]: number };

/** A change of the rule that overrules the gate of searches; `none` where the gate decides. */
export interface SearchSwitch {
  /** Microseconds since the epoch of the scenario. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

/** What a result file says of one such change. */
export const switchShape: z.ZodType<SearchSwitch> = z.strictObject({
  at: time.describe('Microseconds since the epoch'),
  from: z.string().describe('The rule that held, or none'),
  to: z.string().describe('The rule that holds from then on, or none'),
});
