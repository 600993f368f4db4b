import { draw } from '../../engine/distributions.ts';
import { seedState, uniform } from '../../engine/random.ts';
import { minusLog } from '../../engine/unit-log.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { drawDuration } from './durations.ts';
import { knockLogin } from './login.ts';
import { demandOf } from './pool.ts';
import { STAGE, takeRow } from './sessions.ts';

/**
 * Schedules a group's next arrival: a Poisson process whose rate is a step curve, by inversion
 * (an exponential amount of rate is used up along the curve, so no candidate is thrown away). Where
 * arrivals come in bursts the amount is a gamma one: a renewal process in stretched time.
 */
export function scheduleArrival(world: World, simulation: WorldSimulation, group: number): void {
  const { rates } = world.setup.groups[group];
  const every = world.setup.rateEvery;
  let left = drawGap(world, group) / demandOf(world, group, simulation.now);
  let at = simulation.now;
  let cell = Math.floor(at / every);
  while (cell < rates.length) {
    const cellEnd = (cell + 1) * every;
    const end = Math.min(cellEnd, burstEnd(world, group, at));
    const rate = rates[cell] * burstFactor(world, group);
    const amount = (end - at) * rate;
    if (left < amount) {
      const arrivesAt = Math.ceil(at + left / rate);
      world.nextArrival[group] = simulation.schedule(arrivesAt, KIND.sessionArrives, group, 0);
      return;
    }
    left -= amount;
    at = end;
    if (end === cellEnd) cell++;
  }
  world.nextArrival[group] = -1;
}

/** Takes every group's next arrival back and draws it anew: the rates are others from now on. */
export function redrawArrivals(world: World, simulation: WorldSimulation): void {
  world.nextArrival.forEach((handle, group) => {
    if (handle >= 0) simulation.cancel(handle);
    scheduleArrival(world, simulation, group);
  });
}

/** When the present state of a group's bursts ends; states that are over are left behind. */
function burstEnd(world: World, group: number, at: number): number {
  const { bursts } = world.setup.crowd;
  if (bursts === undefined) return Number.POSITIVE_INFINITY;
  const { burstHigh, burstUntil, burstChance } = world.crowd;
  while (burstUntil[group] <= at) {
    burstHigh[group] = 1 - burstHigh[group];
    const lasts = bursts.lasting * minusLog(1 - uniform(burstChance, group * 4));
    burstUntil[group] += Math.max(1, Math.ceil(lasts));
  }
  return burstUntil[group];
}

function burstFactor({ setup, crowd }: World, group: number): number {
  const { bursts } = setup.crowd;
  if (bursts === undefined) return 1;
  return crowd.burstHigh[group] === 1 ? 1 + bursts.swing : 1 - bursts.swing;
}

/** Amount of rate up to a group's next arrival, of mean 1. */
function drawGap(world: World, group: number): number {
  const { gapCv } = world.setup.crowd;
  const { arrivals } = world.chance;
  if (gapCv === 1) return minusLog(1 - uniform(arrivals, group * 4));
  const scv = gapCv * gapCv;
  return draw({ kind: 'gamma', shape: 1 / scv, scale: scv }, arrivals, group * 4);
}

/** A player opens the game: draws what is theirs, then goes by the login to the group's lobby. */
export function arriveSession(world: World, simulation: WorldSimulation, group: number): void {
  scheduleArrival(world, simulation, group);
  const { sessions, setup } = world;
  const row = takeRow(sessions);
  const { random } = sessions;
  seedSession(world, group, row);
  sessions.group[row] = group;
  sessions.instance[row] = -1;
  sessions.place[row] = uniform(random, row * 4);
  sessions.endsAt[row] = drawDuration(setup.session, random, row * 4);
  sessions.queuedAt[row] = drawDuration(setup.patience, random, row * 4);
  sessions.stage[row] = STAGE.knocking;
  sessions.tries[row] = 0;
  world.ledger.counts.sessionsArrived++;
  world.arrived[group]++;
  world.crowd.outside++;
  knockLogin(world, simulation, row);
}

function seedSession(world: World, group: number, row: number): void {
  const key = world.chance.sessionKeys.subarray(group * 4, group * 4 + 4);
  seedState(world.sessions.random, row * 4, key, world.arrived[group]);
}
