import type { GatewayTotals } from '../../../reports/gateway-totals.ts';

/** A small day at the gateways: what became of every attempt. */
export const gatewayTotals: GatewayTotals = {
  attempts: 21_000,
  attemptsAnswered: 19_000,
  attemptsWasted: 400,
  attemptsShed: 300,
  attemptsRejected: 100,
  attemptsLost: 150,
  attemptsCancelled: 50,
  attemptsTimedOut: 700,
  retriesOverBudget: 20,
  ejections: 2,
  faultsSeenByGateways: 2,
  faultDelaySum: 9_000_000,
};
