import { meanOf as meanOfLaw } from '../../engine/distributions.ts';
import type { SimTime } from '../../engine/units.ts';
import { integrateBusy, integrateRegion } from '../meters.ts';
import { releasePeople } from '../throng/people.ts';
import type { World } from '../world.ts';
import { bookFound, bookLost, showServed } from './books.ts';
import { type Motion, meanOf, momentsUpTo, passDiffusion, serviceRate } from './diffusion.ts';
import type { Flow, FlowStation } from './flow.ts';
import { driftMood } from './noise.ts';
import { findWaits } from './waits.ts';

/** Requests a line without limit and patience is given room for, beside four times its mean. */
const ROOM = 1000;

/** One step of one region; answers how many requests came. */
export function stepStation(world: World, flow: Flow, region: number, now: SimTime): number {
  const station = flow.stations[region];
  let asked = 0;
  for (let pair = region; pair < flow.asked.length; pair += flow.people.regions) {
    asked += flow.asked[pair];
  }
  const motion = motionOf(world, flow, region, asked);
  const before = meanOf(station.diffusion);
  passDiffusion(station.diffusion, motion, flow.step);
  findWaits(station.diffusion, motion, station.found);
  const lost = asked * station.found.lost;
  const answered = answersOf(station, asked - lost + before - meanOf(station.diffusion));
  setLevels(world, flow, { region, motion, now });
  bookFound(world, flow, region);
  showServed(world, flow, region, answered);
  const gaveUp = isImpatient(world, motion);
  bookLost(world, flow, { region, many: lost, isImpatient: gaveUp });
  const { ledger, scrapes } = world;
  ledger.counts.requestsAnswered += answered;
  ledger.inFlight += asked - answered - lost;
  ledger.region.answers[region] += answered;
  scrapes.answered[region] += answered;
  release(flow, region, { answered, lost }, gaveUp ? world.setup.giveUp : 0);
  return asked;
}

/** A mean that rises by more than came leaves a debt, which the next answers pay: none is made. */
function answersOf(station: FlowStation, left: number): number {
  const due = left - station.overdrawn;
  station.overdrawn = Math.max(0, -due);
  return Math.max(0, due);
}

/** What moves the region's requests: its slots in force, its ring, its line. */
function motionOf(world: World, flow: Flow, region: number, asked: number): Motion {
  const { setup, fleet } = world;
  const { ring } = world.stations[region];
  const station = flow.stations[region];
  const isOpen = ring === 'edge' || ring === 'fidelity';
  const { meanHold } = flow.work;
  const rate = asked / flow.step;
  const mean = meanOf(station.diffusion);
  const open = {
    rate,
    sources: sourcesOf(world, flow, asked),
    mean,
    slots: fleet.readySlots[region] + station.drainingBusy,
    hold: ring === 'fidelity' ? meanHold * setup.lowWork : meanHold,
    moreSlots: isOpen ? setup.regions[region].edgeSlots : 0,
    moreHold: meanHold * setup.lowWork,
    most: 0,
    variance: varianceOf(flow, rate, fleet.readySlots[region]),
  };
  const full = open.slots + open.moreSlots;
  const room = Math.max(ROOM, 4 * mean);
  const line = Math.min(setup.queueLimit, setup.giveUp * serviceRate(open, full), room);
  return { ...open, most: full + line };
}

/** Players who think and would ask here: what they ask, over how often each does. */
function sourcesOf({ setup }: World, flow: Flow, asked: number): number {
  return Math.max(1, asked / Math.min(1, flow.step / meanOfLaw(setup.think)));
}

/**
 * Variance of departures while all are busy that gives Kimura's mean wait of M/G/c: the root of his
 * factor on M/M/c, for both the chance of waiting and its length grow with it.
 */
function varianceOf({ scv, work }: Flow, rate: number, slots: number): number {
  if (slots < 1) return 1;
  const load = Math.min(0.999, Math.max(0.01, (rate * work.meanHold) / slots));
  const root = Math.sqrt(4 + 5 * slots) - 2;
  const excess = ((1 - load) * (slots - 1) * root) / (16 * load * slots);
  const fixed = Math.min(1, (1 + excess) / 2);
  const factor = (1 + scv) / (2 * scv + (1 - scv) / fixed);
  // Beyond scv = 1 the second part turns: Lee and Longton's factor is the one that is safe.
  return Math.sqrt(factor > 0 && scv <= 1 ? factor : (1 + scv) / 2);
}

/** Whether players give up before the line is full. */
function isImpatient({ setup }: World, motion: Motion): boolean {
  const rate = serviceRate(motion, motion.slots + motion.moreSlots);
  return setup.giveUp * rate < setup.queueLimit;
}

/**
 * Busy slots are whole numbers, so rounding owes a rest to the next step. What is seen of them
 * wavers as the real ones do: a policy that reacts to noise has some to react to.
 */
function setLevels(
  world: World,
  flow: Flow,
  {
    region,
    motion,
    now,
  }: { readonly region: number; readonly motion: Motion; readonly now: SimTime },
): void {
  const station = flow.stations[region];
  const { diffusion } = station;
  const first = momentsUpTo(diffusion, motion.slots);
  const busy = first.mean;
  const all = momentsUpTo(diffusion, motion.slots + motion.moreSlots).mean;
  if (motion.moreSlots > 0 || world.stations[region].edgeBusy > 0)
    integrateRegion(world, region, now);
  else integrateBusy(world, region, now);
  world.stations[region].edgeBusy = all - busy;
  const spread = Math.sqrt(first.variance);
  const seen = busy + station.owed + spread * driftMood(flow, region);
  const whole = Math.max(0, Math.min(Math.floor(motion.slots), Math.round(seen)));
  station.owed = Math.max(-1, Math.min(1, seen - whole));
  world.fleet.busySlots[region] = whole;
  station.waiting = meanOf(diffusion) - all + station.vain;
}

/** Players whose answers have come are on their way; those who wait in vain stay a while. */
function release(
  flow: Flow,
  region: number,
  requests: { readonly answered: number; readonly lost: number },
  giveUp: number,
): void {
  const station = flow.stations[region];
  station.vain += requests.lost;
  const weary = (station.vain * flow.step) / (flow.step + giveUp);
  station.vain -= weary;
  releasePeople(flow.people, region, { home: requests.answered, here: weary, span: flow.step });
}
