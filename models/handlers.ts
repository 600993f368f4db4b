import type { Handler } from '../engine/simulation.ts';
import type { LoopPolicy } from '../policies/listing.ts';
import { takeTurn } from '../policies/loop.ts';
import { landOrder, simulatedActuator } from './actuator.ts';
import { changeIntensity, changePrice, changeZone } from './feeds.ts';
import { KIND } from './kinds.ts';
import { openLedger } from './ledger.ts';
import { integrateRegion } from './meters.ts';
import { abandonLobby, arriveSession, endSession, startMatch } from './players.ts';
import { bootInstance, leaveInstance, revokeInstance } from './provisioning.ts';
import { abandonRequest, endService, issueRequest, receiveRequest } from './requests.ts';
import { scrape, simulatedTelemetry } from './telemetry.ts';
import type { World, WorldSimulation } from './world.ts';

/** One handler per kind, in the order of the kinds; policies are the loops, in setup's order. */
export function createHandlers(policies: readonly LoopPolicy[]): Handler<World>[] {
  const handlers: Handler<World>[] = [];
  handlers[KIND.sessionArrives] = arriveSession;
  handlers[KIND.lobbyFills] = fillLobby;
  handlers[KIND.sessionAbandons] = abandonLobby;
  handlers[KIND.sessionEnds] = endSession;
  handlers[KIND.requestIssues] = issueRequest;
  handlers[KIND.requestArrives] = receiveRequest;
  handlers[KIND.requestExpires] = abandonRequest;
  handlers[KIND.serviceEnds] = endService;
  handlers[KIND.instanceBoots] = bootInstance;
  handlers[KIND.instanceRevokes] = revokeInstance;
  handlers[KIND.instanceLeaves] = leaveInstance;
  handlers[KIND.zoneChanges] = changeZone;
  handlers[KIND.priceChanges] = changePrice;
  handlers[KIND.intensityChanges] = changeIntensity;
  handlers[KIND.orderLands] = landOrder;
  handlers[KIND.telemetryScrapes] = scrape;
  handlers[KIND.loopTurns] = (world, simulation, loop) => {
    turnLoop(world, simulation, loop, policies[loop]);
  };
  handlers[KIND.ledgerOpens] = reopenLedger;
  return handlers;
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
  state.memory = taken.memory;
  state.turn++;
  state.lastAt = simulation.now;
  simulation.schedule(simulation.now + world.setup.loopEvery[loop], KIND.loopTurns, loop);
}

function reopenLedger(world: World, simulation: WorldSimulation): void {
  world.setup.regions.forEach((_, region) => {
    integrateRegion(world, region, simulation.now);
  });
  const inLobby = world.lobbies.reduce((sum, lobby) => sum + lobby.waiting.size, 0);
  openLedger(world.ledger, simulation.now, inLobby);
}
