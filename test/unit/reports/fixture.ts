import { estimateResult } from '../../../reports/estimate-result.ts';
import { measureKpis } from '../../../reports/kpis.ts';
import type { ReplicationResult, ScenarioResult } from '../../../reports/result.ts';
import type { RunTotals } from '../../../reports/run-totals.ts';
import { accountTotals } from './account-totals.ts';
import { gatewayTotals } from './gateway-totals.ts';
import { insuranceTotals } from './insurance-totals.ts';
import { lookUpTotals } from './look-up-totals.ts';
import { membershipTotals } from './membership-totals.ts';
import { placementTotals } from './placement-totals.ts';
import { searchTotals } from './search-totals.ts';
import { workloadTotals } from './workload-totals.ts';

/** Totals of a small day that every KPI can be measured from. */
export const totals: RunTotals = {
  span: 86_400_000_000,
  sessionsArrived: 1_000,
  sessionsAbandoned: 50,
  sessionsStarted: 900,
  sessionsCompleted: 800,
  sessionsQuit: 50,
  matchesEnded: 220,
  matchesCompleted: 198,
  playerSeconds: 1_800_000,
  peakConcurrentPlayers: 120,
  requestsIssued: 20_000,
  requestsAway: 0,
  requestsAnswered: 19_000,
  requestsRejected: 0,
  requestsAbandoned: 0,
  requestsLate: 190,
  requestsInFlight: 1_000,
  sloWindows: 288,
  sloGoodWindows: 280,
  playersAtOpen: 0,
  lobbyAtOpen: 0,
  requestsAtOpen: 0,
  answeredByEdge: 1_900,
  answeredLowFidelity: 950,
  requestsInterrupted: 7,
  responseSum: 200_000,
  responseP50: 150_000,
  responseP95: 600_000,
  responseP99: 900_000,
  waitSum: 10_000,
  matchmakingWaitSum: 10_800_000_000,
  sessionsCut: 40,
  sessionsResumed: 30,
  sessionsGivenUp: 10,
  sessionsLost: 6,
  sessionsTurnedAway: 4,
  sessionsCutAtOpen: 0,
  playersOutsideAtOpen: 0,
  loginsGranted: 930,
  loginsRefused: 70,
  loginWaitSum: 1_860_000_000,
  opinionSum: 7_200_000_000_000,
  opinionTime: 1_800_000_000_000,
  spendUsd: 42.5,
  sessionsSpending: 850,
  sessionsJudged: 850,
  playersLost: 20,
  costOnDemand: 60,
  costSpot: 25,
  costEdge: 5,
  costWarm: 0,
  costStores: 0,
  instancesReady: 12,
  readyP50: 150_000_000,
  readyP95: 290_000_000,
  energyJ: 36_000_000,
  operationalG: 3_000,
  embodiedG: 600,
  marginalG: 0,
  marginalEnergyJ: 0,
  instanceSeconds: 400_000,
  busySlotSeconds: 800_000,
  readySlotSeconds: 1_600_000,
  upTime: 86_313_600_000,
  spills: 3,
  returns: 2,
  revocations: 4,
  capacityErrors: 0,
  ordersGiven: 100,
  ordersRefused: 1,
  reversals: 6,
  shieldedTurns: 0,
  shieldInterventions: 0,
  ...accountTotals,
  ...searchTotals,
  ...lookUpTotals,
  ...insuranceTotals,
  ...workloadTotals,
  ...gatewayTotals,
  ...membershipTotals,
  ...placementTotals,
};

/** A replication of `contender` whose totals are the day's with some changed. */
export function replicationOf(
  contender: string,
  replication: number,
  changes: Partial<RunTotals> = {},
): ReplicationResult {
  const own = { ...totals, ...changes };
  const digest = `${contender}-${replication}`.padEnd(16, '0');
  const kpis = measureKpis(own);
  return { contender, replication, seed: 7, digest, events: 100, totals: own, kpis };
}

/** The result of `replications`, with a scenario that is only a name. */
export function resultOf(replications: readonly ReplicationResult[]): ScenarioResult {
  const head = {
    scenario: 'small-day',
    question: 'Does it work?',
    seed: 7,
    provenance: [{ name: 'shipped/rtt', source: 'made up', licence: 'MIT', digest: 'abc' }],
    contenders: [...new Set(replications.map((one) => one.contender))],
    resolved: { queueLimit: Number.POSITIVE_INFINITY, third: 1 / 3, curve: [1, 2, 0.1 + 0.2] },
  };
  return estimateResult(head, replications);
}
