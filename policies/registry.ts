import { allOnDemand } from './baselines/all-on-demand.ts';
import { lowestWindow } from './baselines/carbon/lowest-window.ts';
import { cheapestFirst } from './baselines/cheapest-first.ts';
import { geoDns } from './baselines/geo-dns.ts';
import { globalManager } from './baselines/global-manager.ts';
import { hpa } from './baselines/hpa.ts';
import { hpaOnSpot } from './baselines/hpa-on-spot.ts';
import { hpaWarm } from './baselines/hpa-warm.ts';
import { leastLoaded } from './baselines/least-loaded.ts';
import { meanLoad } from './baselines/mean-load.ts';
import { nearest } from './baselines/nearest.ts';
import { oneRegion } from './baselines/one-region.ts';
import { peak } from './baselines/peak.ts';
import { alwaysCloud, alwaysDevice, alwaysEdge } from './baselines/placement/fixed.ts';
import { lastRtt, movingAverage } from './baselines/placement/link-threshold.ts';
import { staticSplit } from './baselines/placement/static-split.ts';
import { spotHedge } from './baselines/spot-hedge.ts';
import { believing } from './believing.ts';
import { carbonAware, carbonAwareCapacity } from './ccog/carbon-aware.ts';
import { carbonSlots } from './ccog/carbon-slots.ts';
import { frontier, frontierCapacity } from './ccog/frontier.ts';
import { integrated, integratedCapacity } from './ccog/integrated.ts';
import { spotArbitrage } from './ccog/spot-arbitrage.ts';
import { largestFidelity } from './cecal/largest-fidelity.ts';
import { myopic, perFrame } from './cecal/per-frame.ts';
import { perFrameLearning } from './cecal/per-frame-learning.ts';
import { acceleratorMix, mixRoutes } from './ecim-g/accelerator-mix.ts';
import { faultDomains } from './ecim-g/fault-domains.ts';
import { hedgedSpot } from './ecim-g/hedged-spot.ts';
import { latencyBudgetRouting } from './ecim-g/latency-budget-routing.ts';
import { threeRing } from './ecim-g/three-ring.ts';
import { onDemandNow } from './jobs/on-demand-now.ts';
import { spotNow } from './jobs/spot-now.ts';
import { uniformProgress } from './jobs/uniform-progress.ts';
import type { GateListing, PolicyListing } from './listing.ts';
import type { PlacementBrief, PlacementGate } from './placement.ts';
import { alwaysAnnealer } from './q-burst/always-annealer.ts';
import { alwaysClassical } from './q-burst/always-classical.ts';
import { breakEven } from './q-burst/break-even.ts';
import { fixedSize } from './q-burst/fixed-size.ts';
import type { SearchBrief, SearchGate } from './search.ts';

/** Every capacity loop by id: how many instances of which market, and which rings are open. */
export const capacityPolicies: Readonly<Record<string, PolicyListing>> = believing({
  'baselines/peak': peak,
  'baselines/mean-load': meanLoad,
  'baselines/hpa': hpa,
  'baselines/hpa-on-spot': hpaOnSpot,
  'baselines/hpa-warm': hpaWarm,
  'baselines/spot-hedge': spotHedge,
  'baselines/global-manager': globalManager,
  'baselines/all-on-demand': allOnDemand,
  'baselines/cheapest-first': cheapestFirst,
  'ecim-g/three-ring': threeRing,
  'ecim-g/accelerator-mix': acceleratorMix,
  'ccog/carbon-aware-capacity': carbonAwareCapacity,
  'ccog/frontier-capacity': frontierCapacity,
  'ccog/integrated-capacity': integratedCapacity,
  'ecim-g/hedged-spot': hedgedSpot,
  'ecim-g/fault-domains': faultDomains,
});

/** Every routing loop by id: which region serves which players. */
export const routingPolicies: Readonly<Record<string, PolicyListing>> = believing({
  'baselines/geo-dns': geoDns,
  'baselines/nearest': nearest,
  'baselines/one-region': oneRegion,
  'baselines/least-loaded': leastLoaded,
  'ecim-g/latency-budget-routing': latencyBudgetRouting,
  'ecim-g/mix-routes': mixRoutes,
  'ccog/carbon-aware': carbonAware,
  'ccog/frontier': frontier,
  'ccog/integrated': integrated,
});

/** Every job loop by id: which training and search jobs run, where and on which market. */
export const jobPolicies: Readonly<Record<string, PolicyListing>> = believing({
  'jobs/on-demand-now': onDemandNow,
  'jobs/spot-now': spotNow,
  'jobs/uniform-progress': uniformProgress,
  'ccog/spot-arbitrage': spotArbitrage,
  'baselines/lowest-window': lowestWindow,
  'ccog/carbon-slots': carbonSlots,
});

/** Every gate by id that sends searches to own machines or to the annealer. */
export const searchGates: Readonly<Record<string, GateListing<SearchBrief, SearchGate>>> = {
  'q-burst/always-classical': alwaysClassical,
  'q-burst/always-annealer': alwaysAnnealer,
  'q-burst/fixed-size': fixedSize,
  'q-burst/break-even': breakEven,
};

/** Every gate that places frames by id: on the device, at the edge or in the cloud. */
export const placementGates: Readonly<Record<string, GateListing<PlacementBrief, PlacementGate>>> =
  {
    'baselines/always-device': alwaysDevice,
    'baselines/always-edge': alwaysEdge,
    'baselines/always-cloud': alwaysCloud,
    'baselines/static-split': staticSplit,
    'baselines/last-rtt': lastRtt,
    'baselines/moving-average': movingAverage,
    'cecal/per-frame': perFrame,
    'cecal/per-frame-learning': perFrameLearning,
    'cecal/myopic': myopic,
    'cecal/largest-fidelity': largestFidelity,
  };
