import { roundTime } from '../../engine/units.ts';
import { waitOf } from '../answers.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { PlacementCounts } from './counts.ts';
import { FRAME } from './frames.ts';
import { placeOf, releaseFrame } from './rows.ts';
import { PLACE, placementOf } from './state.ts';
import { noteWait } from './waits.ts';

/** Remote work is done: its answer goes home, or is lost on the way. */
export function endRemote(world: World, simulation: WorldSimulation, row: number): void {
  const { state } = placementOf(world);
  const { sessions, ledger } = world;
  const region = sessions.region[row];
  ledger.region.answers[region]++;
  const isCloud = placeOf(world, row) === PLACE.cloud;
  noteWait(state.waits, region * 2 + (isCloud ? 1 : 0), waitOf(world, row));
  if ((state.frames.state[row] & FRAME.lost) !== 0) loseFrame(world, row);
  else goHome(world, simulation, row);
}

/** Whether a frame was sent to a point of presence: regions know nothing of it. */
export function isPlacedNear(world: World, row: number): boolean {
  return placeOf(world, row) === PLACE.edge;
}

/** A full line refuses a frame: its client hears of it half a round trip later. */
export function refuseFrame(world: World, simulation: WorldSimulation, row: number): void {
  const { frames } = placementOf(world).state;
  if ((frames.state[row] & FRAME.lost) !== 0) {
    loseFrame(world, row);
    return;
  }
  frames.state[row] |= FRAME.refused;
  goHome(world, simulation, row);
}

function goHome(world: World, simulation: WorldSimulation, row: number): void {
  const { rtt } = world.sessions;
  const back = rtt[row] - roundTime(rtt[row] / 2);
  simulation.schedule(simulation.now + back, KIND.frameAnswers, row);
}

/** A frame or its answer is lost: its client will hear nothing. */
export function loseFrame(world: World, row: number): void {
  endAway(world, row, 'lost');
}

/** A frame that waited too long leaves its line unserved. */
export function dropFrame(world: World, row: number): void {
  endAway(world, row, 'dropped');
}

/** Remote work is over: notes how, and gives the row back where nothing else is to come. */
export function endAway(
  world: World,
  row: number,
  how: 'lost' | 'dropped' | 'used' | 'wasted' | 'refused',
): void {
  const { state } = placementOf(world);
  const counts: PlacementCounts = state.counts;
  const place = placeOf(world, row);
  counts[how][place]++;
  state.away[place]--;
  state.frames.state[row] &= ~(FRAME.away | FRAME.refused | FRAME.lost);
  releaseFrame(world, row);
}
