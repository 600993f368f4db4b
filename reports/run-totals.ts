import type { AccountTotals } from './account-totals.ts';
import type { CrowdTotals } from './crowd-totals.ts';
import type { GatewayTotals } from './gateway-totals.ts';
import type { InsuranceTotals } from './insurance-totals.ts';
import type { LookUpTotals } from './look-up-totals.ts';
import type { MembershipTotals } from './membership-totals.ts';
import type { PlacementTotals } from './placement-totals.ts';
import type { SearchTotals } from './search-totals.ts';
import type { WorkloadTotals } from './workload-totals.ts';

/**
 * The exact totals of one run after the warm-up: what KPIs are made from. Numerators and
 * denominators are kept apart to the end. Times in microseconds, money in USD, energy in joules.
 */
export interface RunTotals
  extends AccountTotals,
    CrowdTotals,
    GatewayTotals,
    InsuranceTotals,
    LookUpTotals,
    MembershipTotals,
    PlacementTotals,
    SearchTotals,
    WorkloadTotals {
  /** Observed span: horizon minus warm-up. */
  readonly span: number;
  readonly sessionsArrived: number;
  /** Left the lobby unserved. */
  readonly sessionsAbandoned: number;
  readonly sessionsStarted: number;
  /** Played to their own planned end. */
  readonly sessionsCompleted: number;
  /** Left for good because of a late answer. */
  readonly sessionsQuit: number;
  /** Matches whose last player left. */
  readonly matchesEnded: number;
  /** Of these, the ones in which every player stayed to their planned end. */
  readonly matchesCompleted: number;
  readonly playerSeconds: number;
  /** Most sessions in play at once. */
  readonly peakConcurrentPlayers: number;
  readonly requestsIssued: number;
  /** Issued to a region other than the player's home region. */
  readonly requestsAway: number;
  readonly requestsAnswered: number;
  readonly requestsRejected: number;
  /** Left the queue because their player gave up on the answer. */
  readonly requestsAbandoned: number;
  readonly requestsLate: number;
  readonly requestsInFlight: number;
  /** Windows of the objective with requests, and those that met it; 0 where there is none. */
  readonly sloWindows: number;
  readonly sloGoodWindows: number;
  /** At play, in the lobby and in the air when the warm-up ended: 0 without one. */
  readonly playersAtOpen: number;
  readonly lobbyAtOpen: number;
  readonly requestsAtOpen: number;
  readonly answeredByEdge: number;
  readonly answeredLowFidelity: number;
  /** Answers interrupted by a revocation and begun again. */
  readonly requestsInterrupted: number;
  /** Sum of response times, microseconds; the quantiles are NaN when nothing was answered. */
  readonly responseSum: number;
  readonly responseP50: number;
  readonly responseP95: number;
  readonly responseP99: number;
  /** Sum of waits in a region for a slot, over answered requests. */
  readonly waitSum: number;
  /** Sum of waits in the lobby, over sessions that started. */
  readonly matchmakingWaitSum: number;
  readonly costOnDemand: number;
  readonly costSpot: number;
  readonly costEdge: number;
  /** Stopped instances held in warm pools. */
  readonly costWarm: number;
  /** What boots read from stores. */
  readonly costStores: number;
  /** Instances that became ready, and how long that took from their launch or call. */
  readonly instancesReady: number;
  readonly readyP50: number;
  readonly readyP95: number;
  readonly energyJ: number;
  readonly operationalG: number;
  readonly embodiedG: number;
  /** Energy × marginal intensity, and the energy it was given for; 0 where it is given for none. */
  readonly marginalG: number;
  readonly marginalEnergyJ: number;
  readonly instanceSeconds: number;
  readonly busySlotSeconds: number;
  readonly readySlotSeconds: number;
  /** Time during which every region with waiting requests had at least one ready slot. */
  readonly upTime: number;
  readonly spills: number;
  readonly returns: number;
  readonly revocations: number;
  /** Launches turned down because a family had no capacity in a zone. */
  readonly capacityErrors: number;
  readonly ordersGiven: number;
  readonly ordersRefused: number;
  /** Scale orders that reversed the direction of the one before them in the same region. */
  readonly reversals: number;
  /** Turns of loops that have a shield, and what it did not let pass; 0 where there is none. */
  readonly shieldedTurns: number;
  readonly shieldInterventions: number;
}
