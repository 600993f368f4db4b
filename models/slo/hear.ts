import type { SimTime } from '../../engine/units.ts';
import { waitOf } from '../answers.ts';
import type { Heard } from '../players/felt.ts';
import type { World } from '../world.ts';
import type { ConditionSetup } from './setup.ts';
import { enterWindow } from './windows.ts';

/** An objective hears of a request when its player does, or would have. */
export function noteForSlo(world: World, row: number, heard: Heard, now: SimTime): void {
  const { slo } = world;
  const setup = world.setup.slo;
  if (slo === undefined || setup === undefined) return;
  enterWindow(slo, setup, now);
  slo.requests++;
  if (heard.isLost === true) return;
  const { conditions } = setup;
  for (let place = 0; place < conditions.length; place++) {
    if (isGood(world, heard.by ?? row, conditions[place], heard)) slo.good[place]++;
  }
}

function isGood(
  world: World,
  row: number,
  { aspect, within }: ConditionSetup,
  { lateness }: Heard,
): boolean {
  switch (aspect) {
    case 'response':
      return lateness + world.setup.budget <= within;
    case 'waiting':
      return waitOf(world, row) <= within;
    case 'full-model':
      return world.sessions.low[row] === 0;
  }
}
