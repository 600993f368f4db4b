import { STATE } from '../../models/fleet.ts';
import { STAGE } from '../../models/players/sessions.ts';
import type { WorldSimulation } from '../../models/world.ts';

/** Invariant 4 at an instant: issued <= arrived <= now <= answered, and launched <= now. */
export function brokenCauses({ world, now }: WorldSimulation): string[] {
  const { sessions, fleet, throng } = world;
  const broken: string[] = [];
  for (let row = 0; row < sessions.count; row++) {
    const isServed = sessions.instance[row] >= 0;
    const { stage } = sessions;
    if (stage[row] !== STAGE.asking && stage[row] !== STAGE.ghost) continue;
    if (sessions.issuedAt[row] > now) broken.push(`session ${row}: asked in the future`);
    if (!isServed || throng !== undefined) continue;
    if (sessions.queuedAt[row] < sessions.issuedAt[row])
      broken.push(`session ${row}: came too soon`);
    if (fleet.state[sessions.instance[row]] === STATE.gone)
      broken.push(`session ${row}: served by none`);
  }
  for (let row = 0; row < fleet.state.length; row++) {
    if (fleet.state[row] !== STATE.gone && fleet.launchedAt[row] > now) {
      broken.push(`instance ${row}: launched in the future`);
    }
  }
  return broken;
}
