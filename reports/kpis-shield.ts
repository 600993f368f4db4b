import type { Kpi } from './kpi.ts';

/** What shields before the policies did not let pass; only where a loop has one. */
export const shieldKpis: readonly Kpi[] = [
  {
    id: 'shield-interventions',
    title: 'shield interventions',
    unit: 'times',
    scale: 1,
    direction: 'none',
    formula: 'what shields did not let pass, over all turns of loops that have one',
    numerator: (t) => t.shieldInterventions,
    denominator: { divides: false, of: (t) => t.shieldedTurns, none: 'no loop has a shield' },
    isPart: true,
  },
];
