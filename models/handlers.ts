import type { Handler } from '../engine/simulation.ts';
import type { LoopPolicy } from '../policies/listing.ts';
import { takeTurn } from '../policies/loop.ts';
import { landOrder, simulatedActuator } from './actuator.ts';
import { advanceBatch, readBatch } from './batching/advancing.ts';
import { endStage } from './cold-start/boots.ts';
import { endServiceOrStall } from './cold-start/cold-shards.ts';
import { changeOffering } from './cold-start/offerings.ts';
import { parkInstance } from './cold-start/pool.ts';
import { openStoreReads } from './cold-start/store-reads.ts';
import { recoverStore, serveStore } from './cold-start/stores.ts';
import { openBootMeters } from './cold-start/table.ts';
import { finishDetail, reopenDetail, stepDetail } from './detail.ts';
import { measureRecovery, rebaseRecovery } from './faults/recovery.ts';
import { beginFault, endFault } from './faults/schedule.ts';
import { changeIntensity, changePrice, changeZone } from './feeds.ts';
import type { Gates } from './gates.ts';
import { admitWaiting, dropQueued } from './gateway/admission.ts';
import { retryRequest } from './gateway/asking.ts';
import { cancelAttempt, enterAttempt } from './gateway/cancelling.ts';
import { syncWeights } from './gateway/choosing.ts';
import { endCheck, sendCheck } from './gateway/health.ts';
import { expireAttempt } from './gateway/settling.ts';
import { openGatewayAccount } from './gateway/totals.ts';
import { issueForecasts } from './grid/forecast-feed.ts';
import { changeMarginal, openMarginalAccount } from './grid/marginal.ts';
import { noteInsurance, openInsuranceAccount } from './insurance/account.ts';
import { arriveJobs } from './jobs/arrivals.ts';
import { openJobsAccount } from './jobs/meters.ts';
import { advanceJob, expireJob, revokeJob } from './jobs/phases.ts';
import { KIND } from './kinds.ts';
import { openLedger } from './ledger.ts';
import {
  hearInWorld,
  isManaged,
  measureFailOver,
  moveInWorld,
  wakeInWorld,
} from './membership/of-world.ts';
import { integrateRegion } from './meters.ts';
import { driftMoods } from './network/moods.ts';
import { closeBatch } from './pipeline/collecting.ts';
import { measureStream, reshardStream } from './pipeline/streaming.ts';
import { openPipelineAccount } from './pipeline/totals.ts';
import { addPlacementHandlers } from './placement/handlers.ts';
import { openPlacementAccount } from './placement/totals.ts';
import { createAccount } from './players/account.ts';
import { arriveSession } from './players/arrivals.ts';
import { abandonLobby, startMatch } from './players/lobby.ts';
import { knockLogin, passLogin } from './players/login.ts';
import { endSession } from './players/play.ts';
import { returnPlayer } from './players/pool.ts';
import { countCut } from './players/sessions.ts';
import { stepStorm } from './players/storm.ts';
import { bootInstance, leaveInstance, retryLaunches, revokeInstance } from './provisioning.ts';
import { endLookUps, receiveRequest } from './receiving.ts';
import { abandonRequest, issueRequest } from './requests.ts';
import { openLookUpsAccount } from './residency/look-ups.ts';
import { arriveBurst, lookAtSearches } from './searches/arriving.ts';
import { switchSearches } from './searches/asking.ts';
import { endSearch, queueSearch, returnSearch, submitSearch } from './searches/solving.ts';
import { openSearchesAccount } from './searches/totals.ts';
import { scrape, simulatedTelemetry } from './telemetry.ts';
import type { World, WorldSimulation } from './world.ts';

/** One handler per kind, in the order of the kinds; policies are the loops, in setup's order. */
export function createHandlers(policies: readonly LoopPolicy[], gates: Gates): Handler<World>[] {
  const handlers: Handler<World>[] = [];
  handlers[KIND.sessionArrives] = arriveSession;
  handlers[KIND.lobbyFills] = fillLobby;
  handlers[KIND.sessionAbandons] = abandonLobby;
  handlers[KIND.sessionEnds] = endSession;
  handlers[KIND.requestIssues] = issueRequest;
  handlers[KIND.requestArrives] = receiveRequest;
  handlers[KIND.requestExpires] = abandonRequest;
  handlers[KIND.serviceEnds] = endServiceOrStall;
  handlers[KIND.instanceBoots] = bootInstance;
  handlers[KIND.instanceRevokes] = revokeInstance;
  handlers[KIND.instanceLeaves] = leaveInstance;
  handlers[KIND.zoneChanges] = changeZone;
  handlers[KIND.priceChanges] = changePrice;
  handlers[KIND.intensityChanges] = changeIntensity;
  handlers[KIND.orderLands] = landOrder;
  handlers[KIND.telemetryScrapes] = scrape;
  handlers[KIND.loopTurns] = (world, simulation, loop) => {
    if (isManaged(world, simulation)) turnLoop(world, simulation, loop, policies[loop]);
    simulation.schedule(simulation.now + world.setup.loopEvery[loop], KIND.loopTurns, loop);
  };
  handlers[KIND.ledgerOpens] = reopenLedger;
  handlers[KIND.forecastIssues] = issueForecasts;
  handlers[KIND.marginalChanges] = changeMarginal;
  handlers[KIND.faultBegins] = beginFault;
  handlers[KIND.faultEnds] = endFault;
  handlers[KIND.sessionKnocks] = knockLogin;
  handlers[KIND.sessionEnters] = passLogin;
  handlers[KIND.stormCuts] = stepStorm;
  handlers[KIND.playerReturns] = returnPlayer;
  handlers[KIND.moodsDrift] = driftMoods;
  handlers[KIND.throngSteps] = stepDetail;
  handlers[KIND.throngFinishes] = finishDetail;
  handlers[KIND.faultsMeasure] = measureRecovery;
  addWorkHandlers(handlers);
  addBootHandlers(handlers);
  addGatewayHandlers(handlers);
  addSearchHandlers(handlers, gates);
  if (gates.frames !== undefined) addPlacementHandlers(handlers, gates.frames);
  return handlers;
}

function addWorkHandlers(handlers: Handler<World>[]): void {
  handlers[KIND.jobArrives] = arriveJobs;
  handlers[KIND.jobAdvances] = advanceJob;
  handlers[KIND.jobRevokes] = revokeJob;
  handlers[KIND.jobExpires] = expireJob;
  handlers[KIND.batchCloses] = closeBatch;
  handlers[KIND.streamMeasures] = measureStream;
  handlers[KIND.streamReshards] = reshardStream;
  handlers[KIND.batchAdvances] = advanceBatch;
  handlers[KIND.batchReads] = readBatch;
  addMembershipHandlers(handlers);
  handlers[KIND.featuresArrive] = endLookUps;
}

function addBootHandlers(handlers: Handler<World>[]): void {
  handlers[KIND.stageEnds] = endStage;
  handlers[KIND.storeServes] = serveStore;
  handlers[KIND.storeOpens] = recoverStore;
  handlers[KIND.offeringChanges] = changeOffering;
  handlers[KIND.provisionerRetries] = retryLaunches;
  handlers[KIND.poolFills] = parkInstance;
}

function addMembershipHandlers(handlers: Handler<World>[]): void {
  handlers[KIND.memberWakes] = wakeInWorld;
  handlers[KIND.memberHears] = hearInWorld;
  handlers[KIND.membersMove] = moveInWorld;
  handlers[KIND.membersMeasure] = measureFailOver;
}

function addGatewayHandlers(handlers: Handler<World>[]): void {
  handlers[KIND.gatewaySyncs] = syncWeights;
  handlers[KIND.checkSends] = sendCheck;
  handlers[KIND.checkEnds] = endCheck;
  handlers[KIND.attemptRetries] = retryRequest;
  handlers[KIND.attemptExpires] = expireAttempt;
  handlers[KIND.attemptCancels] = cancelAttempt;
  handlers[KIND.attemptSheds] = dropQueued;
  handlers[KIND.gatewayAdmits] = admitWaiting;
  handlers[KIND.attemptEnters] = enterAttempt;
}

function addSearchHandlers(handlers: Handler<World>[], gates: Gates): void {
  handlers[KIND.searchBursts] = arriveBurst(gates);
  handlers[KIND.searchSubmits] = submitSearch;
  handlers[KIND.searchQueues] = queueSearch;
  handlers[KIND.searchReturns] = returnSearch(gates);
  handlers[KIND.searchEnds] = endSearch(gates);
  handlers[KIND.searchLooks] = lookAtSearches;
  handlers[KIND.searchSwitches] = switchSearches;
}

function fillLobby(world: World, simulation: WorldSimulation, group: number): void {
  world.lobbies[group].pending = -1;
  startMatch(world, simulation, group);
}

function turnLoop(
  world: World,
  simulation: WorldSimulation,
  loop: number,
  policy: LoopPolicy,
): void {
  const state = world.loops[loop];
  const taken = takeTurn({
    loop: world.setup.loopNames[loop],
    policy,
    telemetry: simulatedTelemetry(world),
    actuator: simulatedActuator(world, simulation, loop),
    at: simulation.now,
    turn: state.turn,
    memory: state.memory,
    since: state.lastAt,
  });
  noteInsurance(world, taken.because, simulation.now);
  state.memory = taken.memory;
  state.turn++;
  state.lastAt = simulation.now;
  if (taken.interventions !== undefined) {
    world.ledger.counts.shieldedTurns++;
    world.ledger.counts.shieldInterventions += taken.interventions.length;
  }
}

function reopenLedger(world: World, simulation: WorldSimulation): void {
  world.setup.regions.forEach((_, region) => {
    integrateRegion(world, region, simulation.now);
  });
  const inLobby = world.lobbies.reduce((sum, lobby) => sum + lobby.waiting.size, 0);
  rebaseRecovery(world);
  openLedger(world.ledger, simulation.now, inLobby);
  openMarginalAccount(world, simulation);
  world.ledger.crowd = createAccount(world.crowd.outside, countCut(world.sessions));
  openJobsAccount(world, simulation.now);
  openSearchesAccount(world, simulation.now);
  openGatewayAccount(world);
  openPlacementAccount(world);
  openLookUpsAccount(world);
  openInsuranceAccount(world, simulation.now);
  reopenDetail(world);
  openPipelineAccount(world, simulation.now);
  if (world.coldStart !== undefined) openBootMeters(world.coldStart);
  openStoreReads(world, simulation.now);
}
