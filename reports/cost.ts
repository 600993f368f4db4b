import type { RunTotals } from './run-totals.ts';

/** What serving the players cost, USD: instances, edge, warm pools, reads, traffic, storage. */
export function servingCost(t: RunTotals): number {
  const machines = t.costOnDemand + t.costSpot + t.costEdge + t.costWarm + t.costStores;
  return machines + t.costReserved + t.costTraffic + t.costStorage;
}
