import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

const MILLISECOND = 1_000;
const GRAMS_PER_KG = 1_000;

type Total = (totals: RunTotals) => number;
type Parts = Pick<Kpi, 'formula' | 'numerator' | 'denominator'>;

const came: Divisor = { divides: false, of: (t) => t.searchesArrived, none: 'no search came' };
const answered: Divisor = {
  divides: true,
  of: (t) => t.searchesAnswered,
  none: 'no search was answered',
};
const offloaded: Divisor = {
  divides: true,
  of: (t) => t.searchesOffloaded,
  none: 'no search was off-loaded',
};

function failed(t: RunTotals): number {
  return t.searchesUnfit + t.searchesMissed + t.searchesGivenUp;
}

function kpi(id: string, title: string, unit: string, parts: Parts & Partial<Kpi>): Kpi {
  return {
    id,
    title: `searches: ${title}`,
    unit,
    scale: 1,
    direction: 'min',
    ...parts,
    isPart: true,
  };
}

function share(id: string, title: string, parts: Parts & Partial<Kpi>): Kpi {
  return kpi(id, title, '%', { scale: 0.01, ...parts });
}

function perSearch(
  id: string,
  title: string,
  unit: string,
  parts: Omit<Parts, 'denominator'>,
): Kpi {
  return kpi(id, title, unit, { ...parts, denominator: answered });
}

const energy: Total = (t) => t.searchEnergyJ;

/** What burst searches came to, whoever solved them. */
export const searchKpis: readonly Kpi[] = [
  kpi('search-response', 'response mean', 'ms', {
    scale: MILLISECOND,
    formula: "times from a search's coming to its answer ÷ searches answered",
    numerator: (t) => t.searchResponseSum,
    denominator: answered,
  }),
  kpi('search-response-p95', 'response p95', 'ms', {
    scale: MILLISECOND,
    formula: "95th percentile from a search's coming to its answer",
    numerator: (t) => t.searchResponseP95,
    denominator: { ...answered, divides: false },
  }),
  share('search-in-time', 'in time', {
    direction: 'max',
    formula: 'searches answered before their deadline ÷ searches answered',
    numerator: (t) => t.searchesInTime,
    denominator: answered,
  }),
  share('search-offloaded', 'off-loaded', {
    direction: 'none',
    formula: 'searches sent to the annealer ÷ searches that came',
    numerator: (t) => t.searchesOffloaded,
    denominator: { ...came, divides: true },
  }),
  share('search-failures', 'off-loads failed', {
    formula: 'off-loads that found no place, reached no target or were given up ÷ off-loads',
    numerator: failed,
    denominator: offloaded,
  }),
  share('search-gap', 'gap of the best read', {
    formula: "gaps of off-loads' best reads to the target ÷ off-loads that ran",
    numerator: (t) => t.searchGapSum,
    denominator: { divides: true, of: (t) => t.searchesRan, none: 'the annealer ran nothing' },
  }),
  kpi('search-cost', 'cost', 'USD', {
    formula: 'workers + embedding + time on the annealer',
    numerator: (t) => t.costSearches,
    denominator: came,
  }),
  perSearch('search-cost-each', 'cost per 1 000', 'USD', {
    formula: '1 000 × cost of searches ÷ searches answered',
    numerator: (t) => 1_000 * t.costSearches,
  }),
  perSearch('search-energy-each', 'energy per search', 'J', {
    formula: 'energy of workers, embedding and annealer × PUE ÷ searches answered',
    numerator: energy,
  }),
  kpi('search-emissions', 'emissions', 'kgCO2e', {
    scale: GRAMS_PER_KG,
    formula: 'operational + embodied; of the making of the annealer nothing is known',
    numerator: (t) => t.searchOperationalG + t.searchEmbodiedG,
    denominator: came,
  }),
  kpi('search-switches', 'switches by rules', 'times', {
    direction: 'none',
    formula: 'times another rule began or ceased to overrule the gate',
    numerator: (t) => t.searchSwitches,
    denominator: came,
  }),
];
