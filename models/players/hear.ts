import { KIND } from '../kinds.ts';
import { noteForSlo } from '../slo/hear.ts';
import type { World, WorldSimulation } from '../world.ts';
import { lateChance, survivalChance } from './churn.ts';
import { type Heard, recordFelt, strainOf } from './felt.ts';
import { thinkNext } from './play.ts';
import { freeRow, STAGE } from './sessions.ts';

/** A late answer may make its player leave for good; nobody hears a ghost's. */
export function hearAnswer(
  world: World,
  simulation: WorldSimulation,
  row: number,
  heard: Heard,
): void {
  const { sessions } = world;
  if (world.slo !== undefined) noteForSlo(world, row, heard, simulation.now);
  if (sessions.stage[row] === STAGE.ghost) {
    freeRow(sessions, row);
    return;
  }
  if (!isLeaving(world, row, heard)) {
    thinkNext(world, simulation, row, heard.heardAt);
    return;
  }
  sessions.stage[row] = STAGE.thinking;
  sessions.pending[row] = simulation.schedule(heard.heardAt, KIND.sessionEnds, row, 1);
}

/** Whether what was heard of a request makes its player leave for good. */
export function isLeaving(world: World, row: number, heard: Heard): boolean {
  const { setup, sessions } = world;
  const { survival, stallTolerance } = setup.crowd;
  const late = lateChance(setup, heard.lateness, setup.budget);
  const draw = sessions.quitDraw[row];
  if (!setup.crowd.isFelt) return draw < late;
  const { felt } = world.crowd;
  const span = heard.heardAt - felt.heardAt[row];
  recordFelt(world, row, heard);
  if (stallTolerance !== undefined && heard.lateness > felt.tolerance[row]) return true;
  if (survival === undefined) return draw < late;
  const stays = 1 - survivalChance(survival, strainOf(felt, row), span);
  return draw < 1 - (1 - late) * stays;
}
