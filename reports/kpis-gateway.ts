import type { Divisor, Kpi } from './kpi.ts';
import type { RunTotals } from './run-totals.ts';

const SECOND = 1_000_000;

type Total = (totals: RunTotals) => number;

const sent: Divisor = { divides: true, of: (t) => t.attempts, none: 'nothing went by a gateway' };
const passed: Divisor = { ...sent, divides: false };

function share(id: string, title: string, formula: string, numerator: Total): Kpi {
  return {
    id,
    title,
    unit: '%',
    scale: 0.01,
    direction: 'min',
    formula: `${formula} ÷ attempts`,
    numerator,
    denominator: sent,
    isPart: true,
  };
}

/** What gateways did with the players' requests; only where there are gateways. */
export const gatewayKpis: readonly Kpi[] = [
  {
    id: 'attempts-per-request',
    title: 'attempts per request',
    unit: 'attempts',
    scale: 1,
    direction: 'min',
    formula: 'attempts sent ÷ requests issued, where there is a gateway',
    numerator: (t) => t.attempts,
    denominator: {
      divides: true,
      of: (t) => (t.attempts > 0 ? t.requestsIssued : 0),
      none: 'nothing went by a gateway',
    },
    isPart: true,
  },
  share('shed-share', 'attempts shed', 'refused by gateways', (t) => t.attemptsShed),
  share(
    'wasted-share',
    'attempts served for nobody',
    'served to the end after their client gave up',
    (t) => t.attemptsWasted,
  ),
  {
    id: 'ejections',
    title: 'regions taken out',
    unit: 'times',
    scale: 1,
    direction: 'none',
    formula: 'times a gateway took a region out, by checks or by failures',
    numerator: (t) => t.ejections,
    denominator: passed,
    isPart: true,
  },
  {
    id: 'time-to-eject',
    title: 'time to take a region out',
    unit: 's',
    scale: SECOND,
    direction: 'min',
    formula: "from a fault's beginning to the first time each gateway took the region out, mean",
    numerator: (t) => t.faultDelaySum,
    denominator: {
      divides: true,
      of: (t) => t.faultsSeenByGateways,
      none: 'no gateway took a region out over a fault',
    },
    isPart: true,
  },
];
