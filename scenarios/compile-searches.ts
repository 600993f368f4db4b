import { meanOf } from '../engine/distributions.ts';
import { log } from '../engine/math.ts';
import { DAY, SECOND } from '../engine/units.ts';
import { accessMs } from '../models/devices/annealer.ts';
import { qubitsFor } from '../models/devices/embedding.ts';
import type { SearchesSetup } from '../models/searches/setup.ts';
import { govern } from '../policies/q-burst/governance.ts';
import { searchGates } from '../policies/registry.ts';
import type { SearchBrief, SearchGate } from '../policies/search.ts';
import type { Contender, Scenario } from './scenario.ts';

const HOUR_SECONDS = 3600;
/** Reads whose mean pace a gate is told. */
const MANY = 1000;

/** The burst searches of a run; nothing where the scenario has none. */
export function compileSearches(scenario: Scenario): { readonly searches?: SearchesSetup } {
  const { searches, regions, epoch } = scenario;
  if (searches === undefined) return {};
  const { governance: _, bursts, classical, annealer, ...rest } = searches;
  const { othersLoad, ...machine } = annealer;
  const placeOf = (wanted: string) => regions.findIndex(({ name }) => name === wanted);
  const othersGap = meanOf(annealer.othersService) / othersLoad;
  const clock = (epoch * SECOND) % DAY;
  return {
    searches: {
      ...rest,
      bursts: { ...bursts, clock },
      classical: { ...classical, region: placeOf(classical.region) },
      annealer: { ...machine, region: placeOf(annealer.region), othersGap },
    },
  };
}

/** The contender's gate for searches, under its rules; nothing where there are no searches. */
export function openSearchGate(
  { searches }: Scenario,
  { name, searches: chosen, governance }: Contender,
  setup: SearchesSetup | undefined,
): { readonly searches?: SearchGate } {
  if (searches === undefined || setup === undefined) return {};
  if (chosen === undefined) throw new Error(`${name}: no gate for the searches`);
  const gate = searchGates[chosen.use].create(chosen.parameters, briefSearches(setup));
  return {
    searches: governance === undefined ? gate : govern(gate, searches.governance[governance]),
  };
}

/** What a studio knows of both ways before the first search: typical figures, no luck. */
export function briefSearches({ classical, annealer }: SearchesSetup): SearchBrief {
  const { device } = annealer;
  const { qubits } = qubitsFor(device.graph, device.graph.easyVariables);
  const perRead = (accessMs(device, qubits, MANY) - accessMs(device, qubits, 0)) / MANY;
  return {
    classical: classical.law,
    successIntercept: log(device.success.base),
    successSlope: -1 / device.success.eFoldVariables,
    programming: Math.round((device.programmingMs + device.overheadMs) * 1000),
    perRead: perRead * 1000,
    mostReads: annealer.mostReads,
    mostVariables: device.graph.mostVariables,
    roundTrip: Math.round(meanOf(annealer.roundTrip)),
    workers: classical.workers,
    pricePerSecond: [
      classical.isHeld ? 0 : classical.pricePerHour / HOUR_SECONDS,
      annealer.pricePerHour / HOUR_SECONDS,
    ],
    powerW: [
      classical.isHeld ? classical.busyW - classical.idleW : classical.busyW,
      device.busyW / annealer.sold,
    ],
  };
}
