import { MILLISECOND } from '../engine/units.ts';
import type { Divisor, Kpi } from './kpi.ts';

const asked: Divisor = {
  divides: true,
  of: (t) => t.requestsLookingUp,
  none: 'no request looked anything up',
};

const NAMED = { isPart: true, direction: 'min' } as const;

/** What looking up features costs in latency; only where requests do. */
export const lookUpKpis: readonly Kpi[] = [
  {
    ...NAMED,
    id: 'look-up-time',
    title: 'feature look-ups mean',
    unit: 'ms',
    scale: MILLISECOND,
    formula: 'times from reaching a region to knowing all ÷ requests that looked up',
    numerator: (t) => t.lookUpSum,
    denominator: asked,
  },
  {
    ...NAMED,
    id: 'look-up-p99',
    title: 'feature look-ups p99',
    unit: 'ms',
    scale: MILLISECOND,
    formula: '99th percentile from reaching a region to knowing all',
    numerator: (t) => t.lookUpP99,
    denominator: { ...asked, divides: false },
  },
  {
    ...NAMED,
    id: 'look-ups-away',
    title: 'look-ups away',
    unit: '%',
    scale: 0.01,
    formula: 'requests that asked a shard of another building ÷ requests that looked up',
    numerator: (t) => t.lookUpsAway,
    denominator: asked,
  },
];
