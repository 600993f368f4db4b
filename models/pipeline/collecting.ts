import { draw } from '../../engine/distributions.ts';
import { uniform } from '../../engine/random.ts';
import { minusLog } from '../../engine/unit-log.ts';
import { type Duration, roundTime, SECOND, type SimTime } from '../../engine/units.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { pipelineOf } from './of-world.ts';
import { sendBatch } from './streaming.ts';

/** Longest wait for a first event before the rate is looked at again. */
const LOOK_AGAIN = SECOND;

/** Above this many expected events a count is drawn as a rounded normal variable. */
const MANY = 64;

/** Opens the first batch of every region, and the autoscaler's first look. */
export function startPipeline(world: World, simulation: WorldSimulation): void {
  if (world.setup.pipeline === undefined) return;
  world.setup.regions.forEach((_, region) => {
    openBatch(world, simulation, region);
  });
  const { scaleEvery } = world.setup.pipeline.stream;
  simulation.schedule(simulation.now + scaleEvery, KIND.streamMeasures);
}

/** Events a microsecond that players of a region send now. */
function rateOf(world: World, region: number): number {
  const { setup } = pipelineOf(world);
  let players = 0;
  world.setup.groups.forEach((group, g) => {
    if (group.home === region) players += world.playing[g];
  });
  return (players * setup.standsFor) / setup.eventEvery;
}

/**
 * Waits for the first event of a batch and then until it is full or old: with many events a
 * second the time to fill is all but fixed, and no event of a batch is simulated on its own.
 */
function openBatch(world: World, simulation: WorldSimulation, region: number): void {
  const { setup, state } = pipelineOf(world);
  const rate = rateOf(world, region);
  const gap = minusLog(1 - uniform(state.chance, region * 4)) / rate;
  const { now } = simulation;
  if (!(gap < LOOK_AGAIN)) {
    // Nothing for a while: a gap without memory may be drawn afresh.
    simulation.schedule(now + LOOK_AGAIN, KIND.batchCloses, region, 0);
    return;
  }
  const first = Math.max(now, roundTime(now + gap));
  const { batchMost, linger } = setup.collector;
  state.openedAt[region] = first;
  const full = batchMost === 1 ? 0 : timeToFill(state.chance, region * 4, batchMost - 1) / rate;
  const isFull = full <= linger;
  const open = roundTime(isFull ? full : linger);
  const events = isFull ? batchMost : 1 + countIn(state.chance, region * 4, rate * linger);
  simulation.schedule(first + open, KIND.batchCloses, region, Math.min(events, batchMost));
}

// Gamma variable of n phases: by its logarithms when few, as a normal one when many.
function timeToFill(state: Int32Array, at: number, phases: number): number {
  if (phases > MANY) {
    const time = draw({ kind: 'normal', mean: phases, sd: Math.sqrt(phases) }, state, at);
    return Math.max(0, time);
  }
  return draw({ kind: 'erlang', phases, mean: phases }, state, at);
}

function countIn(state: Int32Array, at: number, mean: number): number {
  if (mean > MANY) {
    return Math.max(0, Math.round(draw({ kind: 'normal', mean, sd: Math.sqrt(mean) }, state, at)));
  }
  let count = 0;
  for (let left = mean - next(state, at); left > 0; left -= next(state, at)) count++;
  return count;
}

function next(state: Int32Array, at: number): number {
  return minusLog(1 - uniform(state, at));
}

/** A batch is full or old enough: it goes to the stream, and the next one opens. */
export function closeBatch(
  world: World,
  simulation: WorldSimulation,
  region: number,
  events: number,
): void {
  const { state } = pipelineOf(world);
  if (events > 0) {
    const openedAt: SimTime = state.openedAt[region];
    const age: Duration = simulation.now - openedAt;
    sendBatch(world, simulation.now, region, { events, age });
  }
  openBatch(world, simulation, region);
}
