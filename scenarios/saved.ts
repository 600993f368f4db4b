import { decodePlain, encodePlain } from '../engine/save.ts';
import { type Saved, Simulation } from '../engine/simulation.ts';
import type { SimTime } from '../engine/units.ts';
import { changeSetup, renewLoop } from '../models/change-setup.ts';
import { createRules } from '../models/open.ts';
import type { World, WorldSimulation } from '../models/world.ts';
import type { TraceBundle } from '../traces/series.ts';
import { type CompiledRun, compileRun, loopsOf } from './compile.ts';
import type { Contender, Scenario } from './scenario.ts';

/** One replication of one contender at an instant. */
export interface SavedReplication {
  readonly contender: string;
  readonly replication: number;
  readonly at: SimTime;
  /** Events that had happened. */
  readonly events: number;
  /** Everything but the setup, which the scenario gives again; a text of `encodePlain`. */
  readonly state: string;
}

/** A saved replication to go on from, and the scenario it was saved under. */
export interface Origin {
  readonly scenario: Scenario;
  readonly saved: SavedReplication;
}

/** What to go on with; the scenario may differ from the origin's where `checkFork` allows it. */
export interface ResumeInput {
  readonly scenario: Scenario;
  readonly bundle: TraceBundle;
  readonly contender: number;
  readonly origin: Origin;
  /** Puts recorders before the policies that go on. */
  readonly record?: ((run: CompiledRun) => CompiledRun) | undefined;
}

type State = Omit<Saved<World>, 'world'> & { readonly world: Omit<World, 'setup'> };

/** Saves a replication of this contender; the simulation is not moved by it. */
export function saveReplication(
  simulation: WorldSimulation,
  contender: string,
  replication: number,
): SavedReplication {
  const { world, ...saved } = simulation.save();
  const { setup: _, ...rest } = world;
  const { now: at, events } = saved;
  const state: State = { ...saved, world: rest };
  return { contender, replication, at, events, state: encodePlain(state) };
}

/**
 * Goes on where the saved replication stood. Under the same scenario nothing tells the two parts of
 * the run from a whole one; a loop whose policy or parameters differ begins anew.
 */
export function resumeReplication(input: ResumeInput): WorldSimulation {
  const { scenario, bundle, origin } = input;
  const { saved } = origin;
  const state = decodePlain(saved.state);
  if (!isState(state)) throw new Error(`${saved.contender}: the save holds no world`);
  const contender = scenario.contenders[input.contender];
  const former = contenderOf(origin.scenario, contender.name);
  const before = compileRun(origin.scenario, bundle, former, saved.replication);
  const { record = (run) => run } = input;
  const after = record(compileRun(scenario, bundle, contender, saved.replication));
  const world: World = { setup: before.setup, ...state.world };
  const simulation = Simulation.restore(createRules(after.policies, after.gates), {
    ...state,
    world,
  });
  if (!isSame(before.setup, after.setup)) changeSetup(simulation.world, simulation, after.setup);
  renewLoops(simulation.world, after, [former, contender]);
  renewGates(simulation.world, after, [former, contender]);
  return simulation;
}

function contenderOf(scenario: Scenario, name: string): Contender {
  const found = scenario.contenders.find((contender) => contender.name === name);
  if (found === undefined) throw new Error(`nothing was saved of the contender ${name}`);
  return found;
}

function renewLoops(
  world: World,
  { policies }: CompiledRun,
  [former, contender]: readonly [Contender, Contender],
): void {
  const before = loopsOf(former);
  loopsOf(contender).forEach(([, choice], loop) => {
    if (!isSame(before[loop]?.[1], choice)) renewLoop(world, loop, policies[loop]);
  });
}

function renewGates(
  world: World,
  { gates }: CompiledRun,
  [former, contender]: readonly [Contender, Contender],
): void {
  if (world.placement !== undefined && !isSame(former.placement, contender.placement)) {
    world.placement.memory = gates.frames?.begin();
  }
  const before = [former.searches, former.governance];
  if (isSame(before, [contender.searches, contender.governance])) return;
  if (world.searches !== undefined) world.searches.gate = gates.searches?.begin();
}

function isSame(one: unknown, other: unknown): boolean {
  return encodePlain(one) === encodePlain(other);
}

/** The text bore its own fingerprint: what was written as a state is one, whole. */
function isState(value: unknown): value is State {
  if (typeof value !== 'object' || value === null) return false;
  return 'world' in value && 'agenda' in value && 'kinds' in value && 'digest' in value;
}
