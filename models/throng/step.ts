import { meanOf } from '../../engine/distributions.ts';
import type { SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { changePlaying } from '../ledger.ts';
import { integrateBusy, integrateRegion } from '../meters.ts';
import { reachableFor } from '../network/partition.ts';
import { meetOutage } from '../outage.ts';
import type { World, WorldSimulation } from '../world.ts';
import { tellDrains } from './drains.ts';
import { passPeople, releasePeople, thinkingOf } from './people.ts';
import { drawPoisson } from './poisson.ts';
import { beginServices, endServices, expireLine, moveLine } from './station.ts';
import type { Throng } from './throng.ts';
import { type Span, serveWitnesses } from './witness.ts';

/** One step of the throng: people come and go, ask, wait and are served, as counts. */
export function stepThrong(world: World, throng: Throng, simulation: WorldSimulation): void {
  const { now } = simulation;
  const span = { from: now - throng.step, to: now };
  simulation.schedule(now + throng.step, KIND.throngSteps);
  tellDrains(world, throng, simulation);
  passTime(world, throng, span);
  askAll(world, throng);
  throng.stations.forEach((station, region) => {
    stepRegion(world, throng, { region, now });
    if (station.last.accepted > 0 || station.last.rejected > 0) meetOutage(world, region, now);
  });
  throng.steps++;
  throng.stations.forEach((_, region) => {
    serveWitnesses(world, throng, simulation, { region, span });
  });
}

function passTime(world: World, throng: Throng, span: Span): void {
  const { people, thinking } = throng;
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

/**
 * Everybody who thinks asks at the rate of one over the mean think time: exact for exponential
 * thinking, and for any law once many players are out of step with each other.
 */
function askAll(world: World, throng: Throng): void {
  const { people, thinking, asked, chance } = throng;
  const { counts } = world.ledger;
  // Who comes back in a step asks from the next one on.
  const share = Math.min(1, throng.step / meanOf(world.setup.think));
  for (let group = 0; group < people.groups; group++) {
    const { home } = world.setup.groups[group];
    const from = group * people.regions;
    asked.fill(0, from, from + people.regions);
    let before = 0;
    for (let place = 0; place < people.regions; place++) {
      const routed = world.routes[from + place] - before;
      before = world.routes[from + place];
      const mean = thinking[group] * share * routed;
      const many = drawPoisson(mean, chance.requests, (from + place) * 4);
      const region = many === 0 ? place : reachableFor(world, group, place);
      asked[from + region] += many;
      people.inRegion[from + region] += many;
      counts.requestsIssued += many;
      if (region !== home) {
        counts.requestsAway += many;
        world.ledger.region.away[home] += many;
      }
      world.scrapes.issued[group] += many;
    }
  }
}

function stepRegion(
  world: World,
  throng: Throng,
  { region, now }: { readonly region: number; readonly now: SimTime },
): void {
  const station = throng.stations[region];
  integrateBusy(world, region, now);
  endServices(station, throng.steps);
  if (station.last.endedEdge > 0) integrateRegion(world, region, now);
  world.stations[region].edgeBusy -= station.last.endedEdge;
  world.fleet.busySlots[region] -= station.last.ended;
  expireLine(station, throng.steps);
  moveLine(station, roomOf(world, throng, region));
  serve(world, throng, region, now);
  book(world, throng, region);
}

function roomOf(world: World, throng: Throng, region: number) {
  const { fleet, setup } = world;
  const { ring, edgeBusy } = world.stations[region];
  const isOpen = ring === 'edge' || ring === 'fidelity';
  const busy = fleet.busySlots[region] - throng.stations[region].drainingBusy;
  let arrivals = 0;
  for (let pair = region; pair < throng.asked.length; pair += throng.people.regions) {
    arrivals += throng.asked[pair];
  }
  return {
    arrivals,
    free: Math.max(0, fleet.readySlots[region] - busy),
    freeEdge: isOpen ? Math.max(0, setup.regions[region].edgeSlots - edgeBusy) : 0,
    queueLimit: setup.queueLimit,
  };
}

function serve(world: World, throng: Throng, region: number, now: SimTime): void {
  const station = throng.stations[region];
  const { started, startedEdge } = station.last;
  const isLow = world.stations[region].ring === 'fidelity';
  const { lowWork } = world.setup;
  const chance = { state: throng.chance.services, at: region * 4 };
  const ring = isLow ? station.doneLow : station.done;
  const begun = { many: started, factor: isLow ? lowWork : 1, step: throng.steps };
  beginServices(station, throng.holds, begun, { ...chance, ring });
  world.fleet.busySlots[region] += started;
  if (startedEdge === 0) return;
  integrateRegion(world, region, now);
  world.stations[region].edgeBusy += startedEdge;
  const edge = { many: startedEdge, factor: lowWork, step: throng.steps };
  beginServices(station, throng.holds, edge, { ...chance, ring: station.doneEdge });
}

/** Books what became of requests, and sends their players home or lets them think on. */
function book(world: World, throng: Throng, region: number): void {
  const { ledger, scrapes } = world;
  const station = throng.stations[region];
  const { last } = station;
  const answered = last.ended + last.endedEdge + station.finished;
  ledger.counts.requestsAnswered += answered;
  ledger.counts.requestsAbandoned += last.abandoned;
  ledger.counts.requestsRejected += last.rejected;
  ledger.counts.answeredLowFidelity += last.endedLow + last.endedEdge;
  ledger.counts.answeredByEdge += last.endedEdge;
  const arrivals = last.accepted + last.rejected;
  ledger.inFlight += arrivals - answered - last.abandoned - last.rejected;
  scrapes.arrivals[region] += arrivals;
  ledger.region.answers[region] += answered;
  scrapes.answered[region] += answered;
  station.shown += last.ended - last.endedLow + station.finished;
  station.shownLow += last.endedLow;
  station.finished = 0;
  const home = answered + last.rejected;
  releasePeople(throng.people, region, { home, here: last.abandoned, span: throng.step });
}
