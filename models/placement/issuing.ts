import { uniform } from '../../engine/random.ts';
import { roundTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { isReachable } from '../network/partition.ts';
import { routeOf } from '../network.ts';
import { drawDuration } from '../players/durations.ts';
import { drawWork } from '../work.ts';
import type { World, WorldSimulation } from '../world.ts';
import { FRAME } from './frames.ts';
import { armClient, planFallback, runVariant } from './local.ts';
import type { Placing } from './placing.ts';
import { loseFrame } from './remote.ts';
import { placeOf, takeFrame } from './rows.ts';
import { settleFailed } from './settling.ts';
import { PLACE, placementOf } from './state.ts';
import { fillView } from './view.ts';
import { drawWay, type Way } from './ways.ts';

/** A player's frame asks for an answer: its chance is drawn, its gate asked, and it is sent. */
export function issueFrame(
  world: World,
  simulation: WorldSimulation,
  owner: number,
  placing: Placing,
): void {
  const { sessions } = world;
  const { state, setup } = placementOf(world);
  const { now } = simulation;
  const region = routeOf(world, sessions.group[owner], sessions.place[owner]);
  sessions.issuedAt[owner] = now;
  drawWay(world, owner, region, placing.way);
  drawWork(world, owner);
  sessions.quitDraw[owner] = uniform(sessions.random, owner * 4);
  fillView(world, now, { owner, region }, placing.view);
  const choice = placing.gate.choose(placing.view, state.memory);
  checkChoice(placing.gate.id, choice, 3 * setup.variants.length);
  state.players.choice[owner] = choice;
  const row = takeFrame(world, owner, choice, now);
  scheduleNext(world, simulation, owner);
  countFrame(world, row);
  if (placeOf(world, row) === PLACE.device) {
    const isRun = runVariant(world, simulation, row, choice);
    if (!isRun) failUnplaced(world, simulation, row, placing);
    return;
  }
  sendFrame(world, simulation, row, { region, placing });
}

function checkChoice(id: string, choice: number, choices: number): void {
  if (Number.isInteger(choice) && choice >= 0 && choice < choices) return;
  throw new Error(`${id}: chose ${choice}, wanted a whole number from 0 to ${choices - 1}`);
}

function countFrame(world: World, row: number): void {
  const { ledger } = world;
  const { state } = placementOf(world);
  const place = placeOf(world, row);
  ledger.counts.requestsIssued++;
  ledger.inFlight++;
  state.counts.chosen[place]++;
  state.open[place]++;
  state.frames.state[row] |= FRAME.open;
}

/** Frames ask on a clock of their own, whatever became of the one before. */
function scheduleNext(world: World, simulation: WorldSimulation, owner: number): void {
  const { sessions, setup } = world;
  const gap = Math.max(1, drawDuration(setup.think, sessions.random, owner * 4));
  const asksAt = simulation.now + gap;
  const isLast = asksAt + setup.budget > sessions.endsAt[owner];
  const at = isLast ? Math.max(simulation.now, sessions.endsAt[owner]) : asksAt;
  const kind = isLast ? KIND.sessionEnds : KIND.requestIssues;
  sessions.pending[owner] = simulation.schedule(at, kind, owner, 0);
}

function failUnplaced(
  world: World,
  simulation: WorldSimulation,
  row: number,
  placing: Placing,
): void {
  placementOf(world).state.counts.unplaced++;
  settleFailed(world, simulation, row, placing);
}

interface Sending {
  readonly region: number;
  readonly placing: Placing;
}

function sendFrame(world: World, simulation: WorldSimulation, row: number, to: Sending): void {
  const { sessions } = world;
  const { state, setup } = placementOf(world);
  const { frames } = state;
  const place = placeOf(world, row);
  const isCloud = place === PLACE.cloud;
  const factor = setup.variants[frames.choice[row] % setup.variants.length].remote[place - 1];
  if (!Number.isFinite(factor)) {
    failUnplaced(world, simulation, row, to.placing);
    return;
  }
  const owner = frames.owner[row];
  const home = world.setup.groups[sessions.group[row]].home;
  sessions.region[row] = isCloud ? to.region : home;
  sessions.rtt[row] = isCloud ? to.placing.way.cloudRtt : to.placing.way.edgeRtt;
  sessions.answerWork[row] = roundTime(sessions.answerWork[owner] * factor);
  sessions.holdWork[row] = roundTime(sessions.holdWork[owner] * factor);
  frames.roundTrip[row] = sessions.rtt[row];
  frames.state[row] |= FRAME.away | FRAME.watched;
  state.counts.sent[place]++;
  state.away[place]++;
  if (isCloud) countCloud(world, row);
  planFallback(world, row, simulation.now);
  armClient(world, simulation, row);
  launch(world, simulation, row, to.placing.way);
}

function launch(world: World, simulation: WorldSimulation, row: number, way: Way): void {
  const { sessions } = world;
  const isCloud = placeOf(world, row) === PLACE.cloud;
  const isCut = isCloud && !isReachable(world, sessions.group[row], sessions.region[row]);
  if (isCut || (way.isLost && way.isLostOut)) {
    loseFrame(world, row);
    return;
  }
  if (way.isLost) placementOf(world).state.frames.state[row] |= FRAME.lost;
  const at = simulation.now + roundTime(sessions.rtt[row] / 2);
  const kind = isCloud ? KIND.requestArrives : KIND.frameReaches;
  simulation.schedule(at, kind, row, sessions.region[row]);
}

function countCloud({ sessions, ledger, setup, scrapes }: World, row: number): void {
  const group = sessions.group[row];
  const { home } = setup.groups[group];
  scrapes.issued[group]++;
  if (sessions.region[row] === home) return;
  ledger.counts.requestsAway++;
  ledger.region.away[home]++;
}
