import { MINUTE, type SimTime } from '../engine/units.ts';
import { billOf } from '../models/accounts/bill.ts';
import { footprintOf } from '../models/accounts/footprint.ts';
import { bootTotals } from '../models/cold-start/boot-totals.ts';
import { faultTotals } from '../models/faults/totals.ts';
import { openSimulation } from '../models/open.ts';
import { searchSwitches } from '../models/searches/totals.ts';
import { sloTotals } from '../models/slo/totals.ts';
import { totalsOf } from '../models/totals.ts';
import type { WorldSimulation } from '../models/world.ts';
import { measureKpis } from '../reports/kpis.ts';
import type { ReplicationResult } from '../reports/result.ts';
import type { TraceBundle } from '../traces/series.ts';
import { compileRun } from './compile.ts';
import { openRecording, type RecordingInput } from './recording.ts';
import {
  type Origin,
  type ResumeInput,
  resumeReplication,
  type SavedReplication,
  saveReplication,
} from './saved.ts';
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
  /** Where to go on from, instead of time 0. */
  readonly origin?: Origin;
  /** Scrambles the order of events that share instant and rank; absent: as scheduled. */
  readonly shuffleTies?: number;
  /** Instants at which `onSave` is told the state: of those from the origin to the horizon. */
  readonly saveAt?: readonly SimTime[];
  readonly onSave?: (saved: SavedReplication) => void;
  /** Where a journal of every turn goes, and who writes it; absent: none is kept. */
  readonly journal?: Pick<RecordingInput, 'playtwin' | 'append'> | undefined;
}

/** Opens the simulation of one replication at time 0, or where its origin stood. */
export function openReplication(
  input: ReplicationInput & Pick<ResumeInput, 'record'>,
): WorldSimulation {
  const { scenario, bundle, contender, replication, origin, shuffleTies } = input;
  if (origin !== undefined) return resumeReplication({ ...input, origin });
  const { record = (run) => run } = input;
  const compiled = record(
    compileRun(scenario, bundle, scenario.contenders[contender], replication),
  );
  const ties = shuffleTies === undefined ? {} : { shuffleTies };
  return openSimulation(compiled.setup, compiled.policies, ties, compiled.gates);
}

/** Runs one replication to its horizon. */
export function runReplication(input: ReplicationInput): ReplicationResult {
  const contender = input.scenario.contenders[input.contender];
  const recording =
    input.journal === undefined
      ? undefined
      : openRecording({ ...input, ...input.journal, contender });
  const simulation = openReplication({ ...input, record: recording?.record });
  recording?.begin(simulation);
  const { name } = contender;
  for (const until of stopsOf(input, simulation.now)) {
    simulation.run(until);
    if (input.saveAt?.includes(until)) {
      input.onSave?.(saveReplication(simulation, name, input.replication));
    }
    input.onProgress?.(until, simulation.events);
  }
  recording?.end();
  return measureReplication(input, simulation);
}

/** Where a run pauses, ascending: every beat, every instant to save at, and the horizon. */
function stopsOf({ scenario, saveAt = [] }: ReplicationInput, from: SimTime): readonly SimTime[] {
  const { horizon } = scenario;
  const beats = Array.from({ length: Math.ceil(horizon / BEAT) }, (_, beat) => beat * BEAT);
  const stops = [...beats, horizon].filter((at) => at > from);
  const saves = saveAt.filter((at) => at >= from && at <= horizon);
  return [...new Set([...stops, ...saves])].sort((a, b) => a - b);
}

/** Reads a finished simulation: totals, KPIs and the digest of every event. */
export function measureReplication(
  input: ReplicationInput,
  simulation: WorldSimulation,
): ReplicationResult {
  const totals = totalsOf(simulation);
  const boots = bootTotals(simulation.world, simulation.now);
  const faults = faultTotals(simulation.world);
  const slo = sloTotals(simulation.world);
  const switches = searchSwitches(simulation.world);
  return {
    contender: input.scenario.contenders[input.contender].name,
    replication: input.replication,
    seed: simulation.world.setup.seed,
    digest: simulation.digest(),
    events: simulation.events,
    totals,
    kpis: measureKpis(totals),
    ...(boots === undefined ? {} : { boots }),
    ...(faults.length === 0 ? {} : { faults }),
    ...(slo === undefined ? {} : { slo }),
    ...(switches.length === 0 ? {} : { switches }),
    bill: billOf(simulation.world, simulation.now),
    footprint: footprintOf(simulation.world),
  };
}
