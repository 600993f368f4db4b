import type { Handler } from '../../engine/simulation.ts';
import type { PlacementGate } from '../../policies/placement.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { receiveAtEdge } from './edge.ts';
import { endLocal, hearRemote, wakeClient } from './hearing.ts';
import { issueFrame } from './issuing.ts';
import { openPlacing, type Placing } from './placing.ts';

/** Lets the gate remember nothing yet. A world whose frames nobody places is refused. */
export function startPlacing({ placement }: World, gate: PlacementGate | undefined): void {
  if (placement === undefined) return;
  if (gate === undefined) throw new Error('frames are to be placed, and there is no gate');
  placement.memory = gate.begin();
}

type Step = (world: World, simulation: WorldSimulation, row: number, placing: Placing) => void;

/** Lets a gate place every request, in the stead of the routing table alone. */
export function addPlacementHandlers(handlers: Handler<World>[], gate: PlacementGate): void {
  const placing = openPlacing(gate);
  const by =
    (step: Step): Handler<World> =>
    (world, simulation, row) =>
      step(world, simulation, row, placing);
  handlers[KIND.requestIssues] = by(issueFrame);
  handlers[KIND.frameReaches] = receiveAtEdge;
  handlers[KIND.frameAnswers] = by(hearRemote);
  handlers[KIND.frameWaits] = by(wakeClient);
  handlers[KIND.frameComputes] = by(endLocal);
}
