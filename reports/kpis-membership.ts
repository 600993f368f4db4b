import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

const SECOND = 1_000_000;

type Total = (totals: RunTotals) => number;

const moved: Divisor = {
  divides: true,
  of: (t) => t.failOversMoved,
  none: 'no region was lost and its players sent elsewhere by agreement',
};
// A mean over those that were got over would hide the ones that were not.
const recovered: Divisor = {
  divides: true,
  of: (t) => (t.failOversRecovered === t.failOvers ? t.failOvers : 0),
  none: 'no region was lost under an agreement, or one was not got over',
};

function stage(id: string, title: string, formula: string, numerator: Total): Kpi {
  return {
    id: `fail-over-${id}`,
    title: `fail-over: ${title}`,
    unit: 's',
    scale: SECOND,
    direction: 'min',
    formula,
    numerator,
    denominator: moved,
    isPart: true,
  };
}

/** How a lost region was got over, stage by stage; only where members agree on regions. */
export const membershipKpis: readonly Kpi[] = [
  stage(
    'detect',
    'detect',
    'from the loss to the first who misses the region, mean over losses',
    (t) => t.failOverDetectSum,
  ),
  stage(
    'elect',
    'elect',
    'from there to a manager that knows all that was agreed; 0 where the manager was elsewhere',
    (t) => t.failOverElectSum,
  ),
  stage(
    'agree',
    'agree',
    'from there to a quorum that holds the region for out',
    (t) => t.failOverAgreeSum,
  ),
  stage('move', 'move', 'from there to players being sent elsewhere', (t) => t.failOverMoveSum),
  {
    ...stage(
      'warm-up',
      'warm-up',
      'from there to late answers at their level before, for a minute; 0 where they were sooner',
      (t) => t.failOverWarmSum,
    ),
    denominator: recovered,
  },
  {
    ...stage(
      'time',
      'in all',
      'from the loss to late answers at their level before, for a minute',
      (t) => t.failOverSum,
    ),
    denominator: recovered,
  },
];
