import type { SearchTotals } from '../../../reports/search-totals.ts';

/** A day with searches that every KPI of theirs can be measured from. */
export const searchTotals: SearchTotals = {
  searchesArrived: 100,
  searchesAnswered: 98,
  searchesInTime: 90,
  searchesOffloaded: 40,
  searchesSolvedAway: 30,
  searchesUnfit: 4,
  searchesMissed: 5,
  searchesGivenUp: 1,
  searchSwitches: 2,
  searchResponseSum: 196_000_000,
  searchResponseP95: 6_000_000,
  searchGapSum: 0.1,
  searchesRan: 36,
  searchAccessSeconds: 3.6,
  costSearches: 2.5,
  searchEnergyJ: 180_000,
  searchOperationalG: 20,
  searchEmbodiedG: 1,
};
