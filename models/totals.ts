import { SECOND } from '../engine/units.ts';
import { warmCost } from './cold-start/boot-totals.ts';
import { flowTotals } from './flow/totals.ts';
import { marginalTotals } from './grid/marginal.ts';
import { jobTotals } from './jobs/meters.ts';
import { readyTotals, responseQuantile } from './ledger.ts';
import { integrateRegion, type RegionMeters } from './meters.ts';
import { pipelineTotals } from './pipeline/totals.ts';
import { crowdTotals } from './players/account.ts';
import { throngTotals } from './throng/totals.ts';
import type { WorldSimulation } from './world.ts';

/** A meter of the regions' account. */
type Meter = {
  readonly [K in keyof RegionMeters]: RegionMeters[K] extends Float64Array ? K : never;
}[keyof RegionMeters];

/** Closes every integral now and reads the run's totals since the ledger opened. */
export function totalsOf(simulation: WorldSimulation) {
  const { world, now } = simulation;
  const { ledger, setup } = world;
  setup.regions.forEach((_, region) => {
    integrateRegion(world, region, now);
  });
  const span = now - ledger.openedAt;
  const instanceSeconds = sumMeter(simulation, 'instanceTime') / SECOND;
  const edgeSeconds = sumMeter(simulation, 'edgeBusyTime') / SECOND / setup.slots;
  const { counts } = ledger;
  const playerTime = ledger.playerTime + ledger.playing * (now - ledger.playingSince);
  const down = ledger.downTime + (ledger.regionsDown > 0 ? now - ledger.downSince : 0);
  return {
    ...counts,
    span,
    playerSeconds: playerTime / SECOND,
    peakConcurrentPlayers: ledger.playingPeak,
    requestsInFlight: ledger.inFlight,
    responseSum: ledger.responseSum,
    responseP50: responseQuantile(ledger, 0.5),
    responseP95: responseQuantile(ledger, 0.95),
    responseP99: responseQuantile(ledger, 0.99),
    waitSum: ledger.waitSum,
    matchmakingWaitSum: ledger.lobbySum,
    ...crowdTotals(ledger.crowd),
    costOnDemand: sumMeter(simulation, 'costOnDemand'),
    costSpot: sumMeter(simulation, 'costSpot'),
    costEdge: sumMeter(simulation, 'costEdge'),
    costWarm: warmCost(world),
    ...readyTotals(ledger),
    energyJ: sumMeter(simulation, 'energyJ'),
    operationalG: sumMeter(simulation, 'operationalG'),
    embodiedG: (instanceSeconds + edgeSeconds) * setup.embodiedGPerSecond,
    instanceSeconds,
    busySlotSeconds: sumMeter(simulation, 'busySlotTime') / SECOND,
    readySlotSeconds: sumMeter(simulation, 'readySlotTime') / SECOND,
    upTime: span - down,
    ...marginalTotals(world, simulation),
    ...jobTotals(world, now),
    ...pipelineTotals(world, now),
    ...throngTotals(world),
    ...flowTotals(world),
  };
}

function sumMeter(simulation: WorldSimulation, meter: Meter): number {
  const { region, atOpen } = simulation.world.ledger;
  return region[meter].reduce((sum, value, at) => sum + value - atOpen[meter][at], 0);
}
