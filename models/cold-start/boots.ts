import { seedState, uniform } from '../../engine/random.ts';
import { KIND } from '../kinds.ts';
import { integrateRegion } from '../meters.ts';
import { drawDuration } from '../players/durations.ts';
import type { World, WorldSimulation } from '../world.ts';
import { moveLevels } from './charges.ts';
import {
  type Source,
  type StagedBoot,
  type StageSetup,
  stagesOfBoot,
  stagesOfPool,
} from './setup.ts';
import { endRead, requestRead } from './stores.ts';
import { type ColdStart, PHASE, regionOfRow } from './table.ts';

/** What the functions below work on: one instance and the stages it boots by. */
interface Boot {
  readonly table: ColdStart;
  readonly setup: StagedBoot;
  readonly row: number;
}

/**
 * Draws of one boot: two for each stage, its length and the store it finds its bytes in. They hang
 * on region and launch alone, whatever else boots.
 */
const DRAWS = 64;

/** Begins an instance's boot; stages in `behind` (bit i: stage i) are over already. */
export function beginBoot(
  world: World,
  simulation: WorldSimulation,
  row: number,
  behind: number,
): void {
  const boot = bootOf(world, row);
  if (boot === undefined) return;
  boot.table.serial[row] = world.fleet.ordered[regionOfRow(boot.table, row)]++;
  boot.table.done[row] = behind;
  startStages(world, simulation, boot, goalOf(boot));
}

/** Begins the boot of an instance that comes out of the pool: it wakes, then does what is left. */
export function wakeBoot(world: World, simulation: WorldSimulation, row: number): void {
  const boot = bootOf(world, row);
  if (boot === undefined) return;
  const { table, setup } = boot;
  const wake = setup.stages.length - 1;
  table.serial[row] = world.fleet.ordered[regionOfRow(table, row)]++;
  table.done[row] = setup.pool?.keeps ?? 0;
  startStages(world, simulation, boot, 1 << wake);
}

/** Ends whatever an instance's boot does: it goes. Reads in its background end too. */
export function abandonBoot(world: World, simulation: WorldSimulation, row: number): void {
  const boot = bootOf(world, row);
  if (boot === undefined) return;
  const { table, setup } = boot;
  integrateRegion(world, regionOfRow(table, row), simulation.now);
  setRunning(world, boot, 0);
  setup.stages.forEach((_, stage) => {
    const flow = row * setup.stages.length + stage;
    if (table.timer[flow] >= 0) simulation.cancel(table.timer[flow]);
    table.timer[flow] = -1;
    if (table.phase[flow] === PHASE.timed) table.phase[flow] = PHASE.idle;
    if (table.phase[flow] !== PHASE.idle) endRead(world, simulation, flow);
  });
}

/** A stage of an instance is over: those that waited for it begin, or the instance is ready. */
export function endStage(
  world: World,
  simulation: WorldSimulation,
  row: number,
  stage: number,
): void {
  const boot = bootOf(world, row);
  if (boot === undefined) return;
  const { table, setup } = boot;
  const region = regionOfRow(table, row);
  const flow = row * setup.stages.length + stage;
  integrateRegion(world, region, simulation.now);
  table.timer[flow] = -1;
  if (table.phase[flow] === PHASE.timed) table.phase[flow] = PHASE.idle;
  const meter = region * setup.stages.length + stage;
  table.meters.lengths[meter] += simulation.now - table.beganAt[flow];
  table.meters.ends[meter]++;
  table.done[row] |= 1 << stage;
  setRunning(world, boot, table.running[row] & ~(1 << stage));
  const all = goalOf(boot);
  if ((table.done[row] & all) !== all) startStages(world, simulation, boot, all);
  else finishBoot(world, simulation, boot, region);
}

/** Stages that must be over: all of them, or for the pool those that its instances keep. */
function goalOf({ table, setup, row }: Boot): number {
  return row < table.fleetRows ? stagesOfBoot(setup) : stagesOfPool(setup);
}

/** Tells the fleet, or the pool, in an event of its own at this instant. */
function finishBoot(world: World, simulation: WorldSimulation, boot: Boot, region: number): void {
  const { table, row } = boot;
  const { now } = simulation;
  if (row >= table.fleetRows) simulation.schedule(now, KIND.poolFills, row, region);
  else world.fleet.pending[row] = simulation.schedule(now, KIND.instanceBoots, row, region);
}

/** Starts every stage of `of` that is not begun and waits for none. */
function startStages(world: World, simulation: WorldSimulation, boot: Boot, of: number): void {
  const { table, setup, row } = boot;
  integrateRegion(world, regionOfRow(table, row), simulation.now);
  const begun = table.done[row] | table.running[row];
  const next = setup.stages.flatMap((stage, number) => {
    const isNext = ((of & ~begun) >> number) & 1 && (stage.after & ~table.done[row]) === 0;
    return isNext ? [number] : [];
  });
  setRunning(
    world,
    boot,
    next.reduce((mask, number) => mask | (1 << number), table.running[row]),
  );
  for (const number of next) startStage(world, simulation, boot, number);
}

function startStage(world: World, simulation: WorldSimulation, boot: Boot, number: number): void {
  const { table, setup, row } = boot;
  const flow = row * setup.stages.length + number;
  const stage = setup.stages[number];
  table.beganAt[flow] = simulation.now;
  const state = drawsOf(world, boot, number);
  if (stage.kind === 'takes') {
    table.phase[flow] = PHASE.timed;
    const over = simulation.now + drawDuration(stage.law, state, 0);
    table.timer[flow] = simulation.schedule(over, KIND.stageEnds, row, number);
    return;
  }
  // A part that still came in the background from an earlier boot is read again from the start.
  if (table.phase[flow] !== PHASE.idle) endRead(world, simulation, flow);
  table.store[flow] = pickSource(stage.sources, uniform(state, 0));
  requestRead(world, simulation, flow);
}

function drawsOf(world: World, { table, row }: Boot, stage: number): Int32Array {
  const { chance } = world;
  const region = regionOfRow(table, row);
  const key = chance.bootKeys.subarray(region * 4, region * 4 + 4);
  seedState(chance.scratch, 0, key, table.serial[row] * DRAWS + stage);
  return chance.scratch;
}

/** The store in which an instance finds the bytes of a stage, by one uniform draw. */
export function pickSource(sources: readonly Source[], at: number): number {
  let reached = 0;
  for (const { store, chance } of sources) {
    reached += chance;
    if (at < reached) return store;
  }
  return sources[sources.length - 1].store;
}

/** The region's integrals must be closed: the instance's time goes to other stages from now on. */
function setRunning({ fleet }: World, { table, setup, row }: Boot, to: number): void {
  const families = setup.families.length;
  // What boots for a pool is bought on demand.
  const market = row < table.fleetRows ? fleet.market[row] : 0;
  const cell = (regionOfRow(table, row) * 2 + market) * families + table.family[row];
  moveLevels(table, setup.stages.length, cell, { from: table.running[row], to });
  table.running[row] = to;
}

function bootOf({ coldStart, setup }: World, row: number): Boot | undefined {
  if (coldStart === undefined || setup.boot.kind !== 'stages') return undefined;
  return { table: coldStart, setup: setup.boot, row };
}

/** Names of the stages an instance is in now, for people. */
export function stagesUnderWay(world: World, row: number): readonly string[] {
  const boot = bootOf(world, row);
  if (boot === undefined) return [];
  const running = boot.table.running[row];
  const isRunning = (_: StageSetup, number: number) => ((running >> number) & 1) === 1;
  return boot.setup.stages.filter(isRunning).map((stage) => stage.name);
}
