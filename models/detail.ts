import { reopenFlow } from './flow/books.ts';
import { drainFlow, finishDrain, interruptFlow } from './flow/drains.ts';
import { stepFlow } from './flow/step.ts';
import { drainCounted, finishService, interruptCounted } from './throng/drains.ts';
import { stepThrong } from './throng/step.ts';
import type { World, WorldSimulation } from './world.ts';

/** One step of a run that is not exact. */
export function stepDetail(world: World, simulation: WorldSimulation): void {
  const { throng, flow } = world;
  if (throng !== undefined) stepThrong(world, throng, simulation);
  if (flow !== undefined) stepFlow(world, flow, simulation);
}

/** The ledger opens: what else is summed up over a run starts afresh with it. */
export function reopenDetail({ flow }: World): void {
  if (flow !== undefined) reopenFlow(flow);
}

/** An instance whose slots are counted begins to drain; its free ones are closed already. */
export function drainDetail(world: World, row: number): void {
  const { throng, flow } = world;
  if (throng !== undefined) drainCounted(world, throng, row);
  if (flow !== undefined) drainFlow(world, flow, row);
}

/** Something that a draining instance of counted slots held is served out. */
export function finishDetail(
  world: World,
  simulation: WorldSimulation,
  row: number,
  launchedAt: number,
): void {
  const { throng, flow } = world;
  if (throng !== undefined) finishService(world, throng, simulation, { row, launchedAt });
  if (flow !== undefined) finishDrain(world, simulation, row, launchedAt);
}

/** An instance of counted slots is taken back; false where slots are not counted. */
export function interruptDetail(world: World, simulation: WorldSimulation, row: number): boolean {
  const { throng, flow } = world;
  if (throng !== undefined) interruptCounted(world, throng, simulation, row);
  if (flow !== undefined) interruptFlow(world, flow, row);
  return throng !== undefined || flow !== undefined;
}
