import { SECOND } from '../engine/units.ts';
import { embodiedOf } from './accounts/footprint.ts';
import { sumReadings, sumSeconds } from './accounts/readings.ts';
import { accountTotals } from './accounts/totals.ts';
import { warmCost } from './cold-start/boot-totals.ts';
import { storesCost } from './cold-start/store-reads.ts';
import { flowTotals } from './flow/totals.ts';
import { gatewayTotals } from './gateway/totals.ts';
import { marginalTotals } from './grid/marginal.ts';
import { insuranceTotals } from './insurance/account.ts';
import { jobTotals } from './jobs/meters.ts';
import { readyTotals, responseQuantile } from './ledger.ts';
import { membershipTotals } from './membership/totals.ts';
import { integrateRegion } from './meters.ts';
import { pipelineTotals } from './pipeline/totals.ts';
import { placementTotals } from './placement/totals.ts';
import { crowdTotals } from './players/account.ts';
import { lookUpTotals } from './residency/look-ups.ts';
import { searchTotals } from './searches/totals.ts';
import { windowTotals } from './slo/totals.ts';
import { throngTotals } from './throng/totals.ts';
import type { WorldSimulation } from './world.ts';

/** Closes every integral now and reads the run's totals since the ledger opened. */
export function totalsOf(simulation: WorldSimulation) {
  const { world, now } = simulation;
  const { ledger, setup } = world;
  setup.regions.forEach((_, region) => {
    integrateRegion(world, region, now);
  });
  const span = now - ledger.openedAt;
  const instanceSeconds = sumSeconds(ledger, 'instanceTime');
  const { counts } = ledger;
  const playerTime = ledger.playerTime + ledger.playing * (now - ledger.playingSince);
  const down = ledger.downTime + (ledger.regionsDown > 0 ? now - ledger.downSince : 0);
  return {
    ...counts,
    span,
    playerSeconds: playerTime / SECOND,
    peakConcurrentPlayers: ledger.playingPeak,
    requestsInFlight: ledger.inFlight,
    playersAtOpen: ledger.playingAtOpen,
    lobbyAtOpen: ledger.lobbyAtOpen,
    requestsAtOpen: ledger.inFlightAtOpen,
    responseSum: ledger.responseSum,
    responseP50: responseQuantile(ledger, 0.5),
    responseP95: responseQuantile(ledger, 0.95),
    responseP99: responseQuantile(ledger, 0.99),
    waitSum: ledger.waitSum,
    matchmakingWaitSum: ledger.lobbySum,
    ...crowdTotals(ledger.crowd),
    costOnDemand: sumReadings(ledger, 'costOnDemand'),
    costSpot: sumReadings(ledger, 'costSpot'),
    costEdge: sumReadings(ledger, 'costEdge'),
    costWarm: warmCost(world),
    costStores: storesCost(world, now),
    ...readyTotals(ledger),
    energyJ: sumReadings(ledger, 'energyJ'),
    operationalG: sumReadings(ledger, 'operationalG'),
    embodiedG: embodiedOf(world),
    instanceSeconds,
    busySlotSeconds: sumSeconds(ledger, 'busySlotTime'),
    readySlotSeconds: sumSeconds(ledger, 'readySlotTime'),
    upTime: span - down,
    ...partTotals(simulation),
  };
}

/** Totals of the parts that a scenario may have or lack. */
function partTotals(simulation: WorldSimulation) {
  const { world, now } = simulation;
  return {
    ...accountTotals(world, now),
    ...marginalTotals(world, simulation),
    ...jobTotals(world, now),
    ...searchTotals(world, now),
    ...pipelineTotals(world, now),
    ...gatewayTotals(world),
    ...placementTotals(world),
    ...membershipTotals(world),
    ...lookUpTotals(world),
    ...insuranceTotals(world, now),
    ...windowTotals(world),
    ...throngTotals(world),
    ...flowTotals(world),
  };
}
