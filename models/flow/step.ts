import { meanOf as meanOfLaw } from '../../engine/distributions.ts';
import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { changePlaying } from '../ledger.ts';
import { meetOutage } from '../outage.ts';
import { passPeople, thinkingOf } from '../throng/people.ts';
import type { World, WorldSimulation } from '../world.ts';
import { tellFlowDrains } from './drains.ts';
import { type Flow, planCell } from './flow.ts';
import { reckonLobby } from './lobby-flow.ts';
import { showAsked } from './noise.ts';
import { stepStation } from './station.ts';

/** One step of a fluid run: expectations of who comes, asks, waits and goes. */
export function stepFlow(world: World, flow: Flow, simulation: WorldSimulation): void {
  const { now } = simulation;
  const span = { from: now - flow.step, to: now };
  simulation.schedule(now + flow.step, KIND.throngSteps);
  tellFlowDrains(world, flow, simulation);
  beginSessions(world, flow, span);
  passTime(world, flow, span);
  ask(world, flow);
  showAsked(world, flow);
  flow.stations.forEach((_, region) => {
    if (stepStation(world, flow, region, now) > 0) meetOutage(world, region, now);
  });
}

interface Span {
  readonly from: SimTime;
  readonly to: SimTime;
}

/** Sessions arrive, pass the lobby and begin; whole cells are planned when they are entered. */
function beginSessions(world: World, flow: Flow, span: Span): void {
  const { people } = flow;
  while (flow.planned * people.cell < span.to) {
    planBegun(world, flow, flow.planned);
    flow.planned++;
  }
  const share = (span.to - span.from) / people.cell;
  const { counts } = world.ledger;
  for (let group = 0; group < people.groups; group++) {
    const rate = flow.arriving[group];
    const lobby = reckonLobby(world.setup, rate);
    const arrived = rate * people.cell * share;
    const started = arrived * (1 - lobby.abandoned);
    counts.sessionsArrived += arrived;
    counts.sessionsAbandoned += arrived - started;
    counts.sessionsStarted += started;
    world.ledger.region.sessions[world.setup.groups[group].home] += started;
    world.ledger.lobbySum += started * lobby.wait;
    flow.matches += started / lobby.matched;
    people.present[group] += started;
    changePlaying(world.ledger, span.to, started);
  }
}

/** Plans the ends of everybody who will begin in a cell of time. */
function planBegun(world: World, flow: Flow, cell: number): void {
  const { setup } = world;
  const { people } = flow;
  setup.groups.forEach(({ rates }, group) => {
    const at = Math.floor((cell * people.cell) / setup.rateEvery);
    const rate = rates[Math.min(at, rates.length - 1)];
    flow.arriving[group] = rate;
    const { abandoned } = reckonLobby(setup, rate);
    planCell(flow, group, cell, rate * people.cell * (1 - abandoned));
  });
}

function passTime(world: World, flow: Flow, span: Span): void {
  const { people, thinking } = flow;
  const { counts } = world.ledger;
  for (let group = 0; group < people.groups; group++) {
    const { completed, quit } = passPeople(people, group, span);
    counts.sessionsCompleted += completed;
    counts.sessionsQuit += quit;
    changePlaying(world.ledger, span.to, -completed - quit);
    world.playing[group] = Math.round(people.present[group]);
    thinking[group] = thinkingOf(people, group);
  }
}

function ask(world: World, flow: Flow): void {
  const { people, thinking, asked } = flow;
  const { counts } = world.ledger;
  // Who comes back in a step asks from the next one on.
  const share = Math.min(1, flow.step / meanOfLaw(world.setup.think));
  for (let group = 0; group < people.groups; group++) {
    const { home } = world.setup.groups[group];
    let before = 0;
    for (let region = 0; region < people.regions; region++) {
      const pair = group * people.regions + region;
      asked[pair] = thinking[group] * share * (world.routes[pair] - before);
      before = world.routes[pair];
      people.inRegion[pair] += asked[pair];
      counts.requestsIssued += asked[pair];
      if (region !== home) {
        counts.requestsAway += asked[pair];
        world.ledger.region.away[home] += asked[pair];
      }
    }
  }
}
