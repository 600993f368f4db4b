import type { Kpi } from './kpi.ts';

/** How the composite objective was kept; only where there is one. */
export const sloKpis: readonly Kpi[] = [
  {
    id: 'slo-good-windows',
    title: 'good windows',
    unit: '%',
    scale: 0.01,
    direction: 'max',
    formula: 'windows that met every condition of the objective ÷ windows with requests',
    numerator: (t) => t.sloGoodWindows,
    denominator: { divides: true, of: (t) => t.sloWindows, none: 'there is no objective' },
    isPart: true,
  },
];
