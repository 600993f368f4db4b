import { seedState, uniform } from '../../engine/random.ts';
import { roundTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { isReachable } from '../network/partition.ts';
import { drawRtt } from '../network.ts';
import { copyPlayer, STAGE, takeRow } from '../players/sessions.ts';
import { drawWork } from '../work.ts';
import type { World, WorldSimulation } from '../world.ts';
import { growAttempts, PHASE } from './attempts.ts';
import { chooseRegion } from './choosing.ts';
import { endAttempt } from './ending.ts';
import { loseRequest } from './failing.ts';
import { gatewayOf } from './state.ts';

/** A player asks through the gateway of its group: the request is sized and first sent. */
export function askGateway(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, ledger } = world;
  const { state, setup } = gatewayOf(world);
  const { attempts, retries } = state;
  const { budget, reserve } = setup.clients;
  const group = sessions.group[row];
  growAttempts(attempts, sessions.group.length);
  welcome(world, row);
  drawWork(world, row);
  sessions.issuedAt[row] = simulation.now;
  sessions.stage[row] = STAGE.asking;
  attempts.tries[row] = 0;
  ledger.counts.requestsIssued++;
  ledger.inFlight++;
  world.scrapes.issued[group]++;
  if (budget !== Infinity) retries[group] = Math.min(reserve, retries[group] + budget);
  sendAttempt(world, simulation, row);
}

/** A session that is new in its row holds no region yet. */
function welcome(world: World, row: number): void {
  const { sessions } = world;
  const { attempts } = gatewayOf(world).state;
  if (attempts.session[row] === sessions.arrivedAt[row]) return;
  attempts.session[row] = sessions.arrivedAt[row];
  attempts.region[row] = -1;
  attempts.heldUntil[row] = 0;
  attempts.timer[row] = -1;
  attempts.current[row] = -1;
}

/** A retry's time has come; who was cut off meanwhile does not try again. */
export function retryRequest(world: World, simulation: WorldSimulation, owner: number): void {
  gatewayOf(world).state.attempts.timer[owner] = -1;
  if (world.sessions.stage[owner] !== STAGE.ghost) {
    sendAttempt(world, simulation, owner);
    return;
  }
  loseRequest(world, simulation, owner, { isTimeOut: true, heardAt: simulation.now });
}

/** Sends one attempt of a request; its time-out runs from now. */
function sendAttempt(world: World, simulation: WorldSimulation, owner: number): void {
  const { state, setup } = gatewayOf(world);
  const { attempts, counts } = state;
  const { clients } = setup;
  const { sessions } = world;
  const { now } = simulation;
  const group = sessions.group[owner];
  attempts.tries[owner]++;
  counts.sent++;
  const avoid = attempts.tries[owner] > 1 && clients.goesElsewhere ? attempts.region[owner] : -1;
  const region = chooseRegion(world, { group, row: owner, avoid }, now);
  const row = takeAttempt(world, owner, region);
  // Takes the same draws of the player's own stream whatever becomes of the attempt.
  if (attempts.tries[owner] === 1) drawFirst(world, owner, row);
  else drawAgain(world, owner, row);
  const patience = sessions.issuedAt[owner] + world.setup.giveUp;
  const until = Math.min(now + clients.timeOut, patience);
  attempts.timer[owner] = simulation.schedule(until, KIND.attemptExpires, owner);
  launch(world, simulation, row);
}

/** Gives an attempt a row of its own, which knows its player's. */
function takeAttempt(world: World, owner: number, region: number): number {
  const { sessions, setup } = world;
  const { state } = gatewayOf(world);
  const { attempts, outstanding } = state;
  const row = takeRow(sessions);
  growAttempts(attempts, sessions.group.length);
  copyPlayer(sessions, owner, row);
  sessions.stage[row] = STAGE.ghost;
  sessions.region[row] = region;
  sessions.issuedAt[row] = sessions.issuedAt[owner];
  sessions.answerWork[row] = sessions.answerWork[owner];
  sessions.holdWork[row] = sessions.holdWork[owner];
  attempts.owner[row] = owner;
  attempts.phase[row] = PHASE.travelling;
  attempts.serial[row]++;
  attempts.current[owner] = row;
  outstanding[sessions.group[row] * setup.regions.length + region]++;
  state.underWay++;
  return row;
}

function drawFirst(world: World, owner: number, row: number): void {
  const { sessions, ledger, setup } = world;
  const group = sessions.group[owner];
  const region = sessions.region[row];
  const { home } = setup.groups[group];
  if (region !== home) {
    ledger.counts.requestsAway++;
    ledger.region.away[home]++;
  }
  sessions.rtt[row] = drawRtt(world, { group, region }, sessions.random, owner * 4);
  sessions.quitDraw[owner] = uniform(sessions.random, owner * 4);
  sessions.quitDraw[row] = sessions.quitDraw[owner];
}

/** A retry draws from a stream of its own: a player's later draws do not hang on how many. */
function drawAgain(world: World, owner: number, row: number): void {
  const { sessions } = world;
  const key = sessions.random.subarray(owner * 4, owner * 4 + 4);
  seedState(sessions.random, row * 4, key, gatewayOf(world).state.attempts.tries[owner]);
  const link = { group: sessions.group[owner], region: sessions.region[row] };
  sessions.rtt[row] = drawRtt(world, link, sessions.random, row * 4);
  sessions.quitDraw[row] = sessions.quitDraw[owner];
}

function launch(world: World, simulation: WorldSimulation, row: number): void {
  const { sessions, faults } = world;
  const { attempts, counts } = gatewayOf(world).state;
  attempts.sentAt[row] = simulation.now;
  const region = sessions.region[row];
  const isGone = faults.regionLost[region] === 1;
  if (isGone || !isReachable(world, sessions.group[row], region)) {
    counts.lost++;
    endAttempt(world, row);
    return;
  }
  const at = simulation.now + roundTime(sessions.rtt[row] / 2);
  simulation.schedule(at, KIND.requestArrives, row, region);
}
