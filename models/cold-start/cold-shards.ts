import type { Duration, SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import { endService } from '../requests.ts';
import type { World, WorldSimulation } from '../world.ts';
import { wireBytes } from './setup.ts';
import { PHASE, regionOfRow } from './table.ts';

// The leading bits of a request's own draw decide whether its player quits over lateness; the
// trailing ones are as good as another draw, and taking one would move those that follow.
const LEADING = 2 ** 26;

/** Says that a request has been asked for a cold shard already; any other number is a region. */
const ASKED = -1;

/**
 * A request's service ends, unless it needed a shard that its instance has not fetched yet: then
 * that shard is fetched next, and it waits for it. It is asked once, at the end of its other work.
 */
export function endServiceOrStall(
  world: World,
  simulation: WorldSimulation,
  row: number,
  asked: number,
): void {
  const stall = asked === ASKED ? 0 : stallOf(world, row, simulation.now);
  if (stall === 0) {
    endService(world, simulation, row);
    return;
  }
  const { sessions } = world;
  sessions.answerAt[row] += stall;
  const over = simulation.now + stall;
  sessions.pending[row] = simulation.schedule(over, KIND.serviceEnds, row, ASKED);
}

/** How long a request waits for a shard that is still in the background of its instance. */
function stallOf(world: World, row: number, now: SimTime): Duration {
  const { coldStart: table, sessions, setup } = world;
  const instance = sessions.instance[row];
  if (table === undefined || setup.boot.kind !== 'stages' || instance < 0) return 0;
  const trail = sessions.quitDraw[row] * LEADING;
  let left = trail - Math.floor(trail);
  const { stages } = setup.boot;
  for (let number = 0; number < stages.length; number++) {
    const stage = stages[number];
    const flow = instance * stages.length + number;
    if (stage.kind !== 'reads' || table.phase[flow] !== PHASE.cold) continue;
    const { hot, cold } = wireBytes(stage);
    const missing = table.left[flow] - table.rate[flow] * (now - table.since[flow]);
    left -= stage.needed * (missing / cold);
    if (left >= 0) continue;
    table.meters.stalls[regionOfRow(table, instance)]++;
    return Math.ceil((hot + cold) / stage.shards / table.rate[flow]);
  }
  return 0;
}
