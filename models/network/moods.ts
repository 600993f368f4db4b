import { STATE_WORDS } from '../../engine/random.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { drawMood } from './links.ts';

/** Schedules the first drift of the moods, where links have any memory. */
export function startMoods(world: World, simulation: WorldSimulation): void {
  const { links } = world.setup;
  if (links === undefined || links.population.memory.share === 0) return;
  simulation.schedule(simulation.now + links.population.memory.step, KIND.moodsDrift);
}

/**
 * Every link's mood passes on a part of itself and takes up something new: an AR(1) process in
 * steps of its own stream, so that no policy and no request can move it.
 */
export function driftMoods(world: World, simulation: WorldSimulation): void {
  const { links } = world.setup;
  if (links === undefined) return;
  const { keep, step } = links.population.memory;
  const { moods, chance } = world.network;
  const fresh = Math.sqrt(1 - keep * keep);
  for (let link = 0; link < moods.length; link++) {
    moods[link] = keep * moods[link] + fresh * drawMood(chance, link * STATE_WORDS);
  }
  simulation.schedule(simulation.now + step, KIND.moodsDrift);
}
