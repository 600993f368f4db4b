import { FRAME } from '../../models/placement/frames.ts';
import { STAGE } from '../../models/players/sessions.ts';
import { mayHold } from '../../models/residency/residency.ts';
import type { World } from '../../models/world.ts';

/** Every request and every route that has data where it may not be, in words. */
export function brokenResidency(world: World): string[] {
  const { sessions, setup, throng, flow } = world;
  const tagged = setup.groups.map(({ residency }) => residency !== undefined);
  if (!tagged.includes(true)) return [];
  const broken = brokenRoutes(world);
  if (throng !== undefined || flow !== undefined) return broken;
  for (let row = 0; row < sessions.count; row++) {
    const group = sessions.group[row];
    // A gateway's attempt is a ghost row of its own; its player's row keeps no region.
    const isInAir =
      sessions.stage[row] === STAGE.ghost ||
      (sessions.stage[row] === STAGE.asking && world.gateway === undefined);
    if (
      !isInAir ||
      isInHand(world, row) ||
      !tagged[group] ||
      mayHold(setup, group, sessions.region[row])
    )
      continue;
    const where = setup.regions[sessions.region[row]].name;
    broken.push(`row ${row}: a request of ${setup.groups[group].name} is in ${where}`);
  }
  return broken;
}

/** A placed frame that was sent nowhere: its row's region says nothing. */
function isInHand({ placement }: World, row: number): boolean {
  return placement !== undefined && (placement.frames.state[row] & FRAME.away) === 0;
}

function brokenRoutes({ setup, routes }: World): string[] {
  const count = setup.regions.length;
  return setup.groups.flatMap(({ name }, group) => {
    return setup.regions.flatMap((region, at) => {
      const before = at === 0 ? 0 : routes[group * count + at - 1];
      const share = routes[group * count + at] - before;
      if (share <= 0 || mayHold(setup, group, at)) return [];
      return [`${share} of ${name} is routed to ${region.name}`];
    });
  });
}
