import { push, shift } from '../../engine/fifo.ts';
import { roundTime } from '../../engine/units.ts';
import { loseAttempt } from '../gateway/failing.ts';
import { KIND } from '../kinds.ts';
import { nearestReachable, unansweredTimeOut } from '../network/partition.ts';
import { leaveOutage } from '../outage.ts';
import { loseFrame } from '../placement/remote.ts';
import type { World, WorldSimulation } from '../world.ts';

/**
 * A request in a region that is lost goes to the nearest one that can be reached, after the
 * time-out that tells its sender; it keeps its own delays and travels the other base way. False
 * while there is no such region: it stays, and waits for the recovery.
 */
export function sendElsewhere(world: World, simulation: WorldSimulation, row: number): boolean {
  const { sessions, faults, setup } = world;
  const lost = sessions.region[row];
  if (faults.regionLost[lost] === 0) return false;
  if (world.gateway !== undefined) {
    // Its client tries again, or not: nobody else knows that it was there.
    loseAttempt(world, simulation, row);
    return true;
  }
  if (world.placement !== undefined) {
    loseFrame(world, row);
    return true;
  }
  const group = sessions.group[row];
  const region = nearestReachable(world, group, lost);
  if (region === lost) return false;
  const { rtt } = setup.groups[group];
  // Nothing is drawn: a player's later draws must not hang on where the request was.
  sessions.rtt[row] = Math.max(rtt[region], sessions.rtt[row] + rtt[region] - rtt[lost]);
  sessions.region[row] = region;
  const at = simulation.now + unansweredTimeOut + roundTime(sessions.rtt[row] / 2);
  simulation.schedule(at, KIND.requestArrives, row, region);
  return true;
}

/** Sends on all who wait in a region that is lost, the first in line first. */
export function emptyLine(world: World, simulation: WorldSimulation, region: number): void {
  const { waiting } = world.stations[region];
  if (world.throng !== undefined) return;
  for (let left = waiting.size; left > 0; left--) {
    const row = shift(waiting);
    const { pending } = world.sessions;
    if (!sendElsewhere(world, simulation, row)) {
      // Back in line, in the same order, with the patience that runs already.
      push(waiting, row);
      continue;
    }
    if (pending[row] >= 0) simulation.cancel(pending[row]);
  }
  leaveOutage(world, region, simulation.now);
}
