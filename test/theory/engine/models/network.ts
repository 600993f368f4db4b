import { draw, type Law } from '../../../../engine/distributions.ts';
import { areaOf, createMeter, type Meter, setLevel } from '../../../../engine/meter.ts';
import { openStream, uniform } from '../../../../engine/random.ts';
import { createStation, release, type Station, seize } from '../../../../engine/resources.ts';
import { type Rules, Simulation } from '../../../../engine/simulation.ts';
import { SECOND } from '../../../../engine/units.ts';
import type { Account, Chance } from '../case.ts';

/** A station of a network; laws in seconds. */
export interface Node {
  /** Infinity where nobody ever waits. */
  readonly servers: number;
  readonly service: Law;
  /** Poisson arrivals from outside, per second. */
  readonly rate: number;
  /** Chance of going on to each node; with what is missing to 1 a customer leaves. */
  readonly routes: readonly number[];
}

/** Stations and who walks between them. */
export interface Network {
  readonly nodes: readonly Node[];
  /** How many are at the first node at time 0. */
  readonly population: number;
  /** Levels to be averaged over time: functions of the numbers at the nodes. */
  readonly levels: readonly ((numbers: Int32Array) => number)[];
  /** Counted from here to there, in seconds; then nobody comes and all leave after their service. */
  readonly from: number;
  readonly until: number;
}

/** What came of a network. */
export interface Walk {
  /** Time averages of the levels. */
  readonly means: readonly number[];
  /** For each node: services ended, per second, and mean sojourn of a visit, in seconds. */
  readonly throughputs: readonly number[];
  readonly sojourns: readonly number[];
  readonly accounts: readonly Account[];
}

/** One node at work; times in microseconds. */
interface Place {
  readonly station: Station;
  readonly chance: Int32Array;
  readonly present: Meter;
  readonly waiting: Meter;
  sojourns: number;
  services: number;
  counted: { ended: number; visits: number; sojourns: number };
}

interface World {
  readonly network: Network;
  readonly places: readonly Place[];
  readonly numbers: Int32Array;
  readonly areas: Float64Array;
  readonly routing: Int32Array;
  /** When each customer joined the node it is at, and the network. */
  readonly joinedAt: number[];
  readonly enteredAt: number[];
  readonly free: number[];
  readonly total: Meter;
  spent: number;
  changedAt: number;
}

const [ENDS, ARRIVES] = [0, 1];

const rules: Rules<World> = {
  kinds: [
    { name: 'service.ends', rank: 0 },
    { name: 'customer.arrives', rank: 1 },
  ],
  handlers: [
    (world, simulation, at, customer) => {
      leave(world, simulation, at, customer);
      const to = nextNode(world, simulation.now, at);
      if (to < 0) exit(world, customer, simulation.now);
      else join(world, simulation, to, customer);
    },
    (world, simulation, at) => {
      enter(world, simulation, at);
      planArrival(world, simulation, at);
    },
  ],
};

function enter(world: World, simulation: Simulation<World>, at: number): void {
  const customer = world.free.pop() ?? world.enteredAt.length;
  world.enteredAt[customer] = simulation.now;
  setLevel(world.total, simulation.now, world.total.level + 1);
  join(world, simulation, at, customer);
}

function exit(world: World, customer: number, now: number): void {
  world.spent += now - world.enteredAt[customer];
  world.free.push(customer);
  setLevel(world.total, now, world.total.level - 1);
}

function join(world: World, simulation: Simulation<World>, at: number, customer: number): void {
  const { now } = simulation;
  const place = world.places[at];
  changeNumber(world, at, 1, now);
  world.joinedAt[customer] = now;
  if (seize(place.station, customer) === 'served') serve(world, simulation, at, customer);
  setLevel(place.waiting, now, place.station.waiting);
}

function serve(world: World, simulation: Simulation<World>, at: number, customer: number): void {
  const place = world.places[at];
  const service = ticks(draw(world.network.nodes[at].service, place.chance, 0));
  place.services += service;
  simulation.schedule(simulation.now + service, ENDS, at, customer);
}

function leave(world: World, simulation: Simulation<World>, at: number, customer: number): void {
  const { now } = simulation;
  const place = world.places[at];
  const { counted, station } = place;
  const joinedAt = world.joinedAt[customer];
  changeNumber(world, at, -1, now);
  place.sojourns += now - joinedAt;
  if (isCounted(world, now)) counted.ended++;
  if (isCounted(world, joinedAt)) {
    counted.visits++;
    counted.sojourns += now - joinedAt;
  }
  const next = release(station);
  if (next >= 0) serve(world, simulation, at, next);
  setLevel(place.waiting, now, station.waiting);
}

function nextNode({ network, routing }: World, now: number, at: number): number {
  if (now >= ticks(network.until)) return -1;
  let left = uniform(routing, 0);
  return network.nodes[at].routes.findIndex((chance) => {
    left -= chance;
    return left < 0;
  });
}

function planArrival(world: World, simulation: Simulation<World>, at: number): void {
  const { nodes, until } = world.network;
  const gap = draw({ kind: 'exponential', mean: 1 / nodes[at].rate }, world.routing, 0);
  const next = simulation.now + ticks(gap);
  if (next < ticks(until)) simulation.schedule(next, ARRIVES, at);
}

/** Takes every level into account up to now, and then the new number. */
function changeNumber(world: World, at: number, step: number, now: number): void {
  const { network, numbers, areas } = world;
  const begin = Math.max(world.changedAt, ticks(network.from));
  const span = Math.min(now, ticks(network.until)) - begin;
  if (span > 0)
    network.levels.forEach((level, i) => {
      areas[i] += span * level(numbers);
    });
  world.changedAt = now;
  numbers[at] += step;
  setLevel(world.places[at].present, now, numbers[at]);
}

function isCounted({ network: { from, until } }: World, now: number): boolean {
  return now >= ticks(from) && now < ticks(until);
}

function ticks(seconds: number): number {
  return Math.round(seconds * SECOND);
}

/** Runs a network until the last customer has left. */
export function runNetwork(network: Network, chance: Chance): Walk {
  const open = (path: string) => openStream(chance.seed, `${chance.path}/${path}`);
  const world: World = {
    network,
    places: network.nodes.map((node, at) => openPlace(node, open(`node ${at}`))),
    numbers: new Int32Array(network.nodes.length),
    areas: new Float64Array(network.levels.length),
    routing: open('routing'),
    joinedAt: [],
    enteredAt: [],
    free: [],
    total: createMeter(),
    spent: 0,
    changedAt: 0,
  };
  const simulation = new Simulation({ ...rules, world });
  for (let i = 0; i < network.population; i++) enter(world, simulation, 0);
  network.nodes.forEach(({ rate }, at) => {
    if (rate > 0) planArrival(world, simulation, at);
  });
  while (simulation.step());
  return tellWalk(world);
}

function openPlace({ servers }: Node, chance: Int32Array): Place {
  return {
    station: createStation({ servers: Math.min(servers, Number.MAX_SAFE_INTEGER) }),
    chance,
    present: createMeter(),
    waiting: createMeter(),
    sojourns: 0,
    services: 0,
    counted: { ended: 0, visits: 0, sojourns: 0 },
  };
}

function tellWalk({ network, places, areas, total, spent, changedAt }: World): Walk {
  const span = network.until - network.from;
  return {
    means: Array.from(areas, (area) => area / SECOND / span),
    throughputs: places.map(({ counted }) => counted.ended / span),
    sojourns: places.map(({ counted }) => counted.sojourns / SECOND / counted.visits),
    accounts: [
      { name: 'network', area: areaOf(total, changedAt), spent },
      ...places.flatMap(({ present, waiting, sojourns, services }, at) => [
        { name: `node ${at}`, area: areaOf(present, changedAt), spent: sojourns },
        { name: `queue ${at}`, area: areaOf(waiting, changedAt), spent: sojourns - services },
      ]),
    ],
  };
}
