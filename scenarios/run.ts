import { MINUTE } from '../engine/units.ts';
import { openSimulation } from '../models/open.ts';
import { totalsOf } from '../models/totals.ts';
import type { WorldSimulation } from '../models/world.ts';
import { measureKpis } from '../reports/kpis.ts';
import type { ReplicationResult } from '../reports/result.ts';
import type { TraceBundle } from '../traces/series.ts';
import { compileRun } from './compile.ts';
import type { Scenario } from './scenario.ts';

/** Simulated time between two words of progress. */
const BEAT = 30 * MINUTE;

/** One replication of one contender, by their places in the scenario. */
export interface ReplicationInput {
  readonly scenario: Scenario;
  readonly bundle: TraceBundle;
  readonly contender: number;
  readonly replication: number;
  /** Told every half hour of simulated time: microseconds simulated and events handled. */
  readonly onProgress?: (simulated: number, events: number) => void;
}

/** Opens the simulation of one replication at time 0. */
export function openReplication(input: ReplicationInput): WorldSimulation {
  const { scenario, bundle, contender, replication } = input;
  const compiled = compileRun(scenario, bundle, scenario.contenders[contender], replication);
  return openSimulation(compiled.setup, compiled.policies);
}

/** Runs one replication to its horizon. */
export function runReplication(input: ReplicationInput): ReplicationResult {
  const simulation = openReplication(input);
  const { horizon } = input.scenario;
  for (let until = 0; until < horizon; ) {
    until = Math.min(horizon, until + BEAT);
    simulation.run(until);
    input.onProgress?.(until, simulation.events);
  }
  return measureReplication(input, simulation);
}

/** Reads a finished simulation: totals, KPIs and the digest of every event. */
export function measureReplication(
  input: ReplicationInput,
  simulation: WorldSimulation,
): ReplicationResult {
  const totals = totalsOf(simulation);
  return {
    contender: input.scenario.contenders[input.contender].name,
    replication: input.replication,
    seed: simulation.world.setup.seed,
    digest: simulation.digest(),
    events: simulation.events,
    totals,
    kpis: measureKpis(totals),
  };
}
