import type { World } from '../world.ts';
import { createGatewayCounts } from './state.ts';

/** Starts the gateways' account afresh; attempts under way are carried over. */
export function openGatewayAccount({ gateway }: World): void {
  if (gateway !== undefined) gateway.counts = createGatewayCounts(gateway.underWay);
}

/** Totals of the gateways since the ledger opened: all 0 where there are none. */
export function gatewayTotals({ gateway }: World) {
  const counts = gateway?.counts ?? createGatewayCounts(0);
  return {
    attempts: counts.sent,
    attemptsAnswered: counts.answered,
    attemptsWasted: counts.wasted,
    attemptsShed: counts.shed,
    attemptsRejected: counts.rejected,
    attemptsLost: counts.lost,
    attemptsCancelled: counts.cancelled,
    attemptsTimedOut: counts.timedOut,
    retriesOverBudget: counts.overBudget,
    ejections: counts.ejections,
    faultsSeenByGateways: counts.faultsSeen,
    faultDelaySum: counts.faultDelay,
  };
}
