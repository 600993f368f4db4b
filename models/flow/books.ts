import { BINS } from '../bins.ts';
import type { World } from '../world.ts';
import type { Flow } from './flow.ts';
import { outcomesOf, placeOf, type Served } from './replies.ts';
import { WAIT_BINS, waitOfBin } from './waits.ts';

/** The ledger opens: what was felt before no longer counts. */
export function reopenFlow(flow: Flow): void {
  flow.answered.fill(0);
  flow.responseSum = 0;
  flow.matches = 0;
}

/** Books what the arrivals of a step will feel, by what they found. */
export function bookFound(world: World, flow: Flow, region: number): void {
  const { found } = flow.stations[region];
  const isLow = world.stations[region].ring === 'fidelity';
  for (let group = 0; group < flow.people.groups; group++) {
    const asked = flow.asked[group * flow.people.regions + region];
    if (asked === 0) continue;
    world.ledger.waitSum += asked * found.waitMean;
    bookManner(world, flow, { group, region, manner: isLow ? 1 : 0 }, found.slots);
    bookManner(world, flow, { group, region, manner: 2 }, found.more);
  }
}

function bookManner(world: World, flow: Flow, served: Served, waits: Float64Array): void {
  const { setup, ledger, scrapes } = world;
  const asked = flow.asked[served.group * flow.people.regions + served.region];
  const from = placeOf(flow, served) * WAIT_BINS;
  let late = 0;
  let over = 0;
  for (let bin = 0; bin < WAIT_BINS; bin++) {
    if (waits[bin] === 0) continue;
    const outcomes = outcomesOf(world, flow, served);
    const many = asked * waits[bin];
    flow.answered[from + bin] += many;
    flow.responseSum += many * (outcomes.reply.mean + waitOfBin(bin));
    late += many * outcomes.late[bin];
    over += many * outcomes.over[bin];
  }
  ledger.counts.requestsLate += late;
  scrapes.late[served.region] += late;
  const quit = setup.quitPerLateAnswer * late + setup.quitPerBudgetOver * over;
  flow.people.quitting[served.group] += quit;
}

/** Requests of one region that no answer comes to, and whether their players gave up. */
export interface Lost {
  readonly region: number;
  readonly many: number;
  readonly isImpatient: boolean;
}

/** Books requests that found the line full, or that will have been given up before their turn. */
export function bookLost(world: World, flow: Flow, { region, many, isImpatient }: Lost): void {
  if (many <= 0) return;
  const { setup, ledger } = world;
  if (isImpatient) ledger.counts.requestsAbandoned += many;
  else ledger.counts.requestsRejected += many;
  const over = isImpatient ? Math.max(0, setup.giveUp / setup.budget - 1) : 1;
  const chance = setup.quitPerLateAnswer + setup.quitPerBudgetOver * over;
  const share = flow.stations[region].found.lost;
  for (let group = 0; group < flow.people.groups; group++) {
    const asked = flow.asked[group * flow.people.regions + region];
    flow.people.quitting[group] += asked * share * chance;
  }
}

/** Telemetry sees the work of what was answered, and the ledger where it was. */
export function showServed(world: World, flow: Flow, region: number, answered: number): void {
  const { setup, ledger, scrapes, fleet } = world;
  const { ring, edgeBusy } = world.stations[region];
  const busy = fleet.busySlots[region];
  const isLow = ring === 'fidelity';
  const here = isLow ? busy / setup.lowWork : busy;
  const edge = edgeBusy / setup.lowWork;
  const byEdge = edge > 0 ? (answered * edge) / (here + edge) : 0;
  ledger.counts.answeredByEdge += byEdge;
  ledger.counts.answeredLowFidelity += isLow ? answered : byEdge;
  const [hold, answer] = isLow ? flow.bins.slice(2) : flow.bins;
  addBins(scrapes.service, region * BINS, hold, answered - byEdge);
  addBins(scrapes.answerWork, region * BINS, answer, answered - byEdge);
}

function addBins(into: Float64Array, from: number, shares: Float64Array, many: number): void {
  for (let bin = 0; bin < BINS; bin++) into[from + bin] += many * shares[bin];
}
