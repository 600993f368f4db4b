import { HOUR, SECOND } from '../../engine/units.ts';
import { STATE } from '../../models/fleet.ts';
import { integrateRegion } from '../../models/meters.ts';
import type { World, WorldSimulation } from '../../models/world.ts';
import { valueAt } from '../../traces/series-ops.ts';

/** Money, energy and emissions of one region, in USD, J and g. */
interface Sums {
  onDemand: number;
  spot: number;
  edge: number;
  joules: number;
  grams: number;
}

/**
 * Invariants 5, 6 and 7 against a second set of books, kept from outside: before each event the
 * levels that held since the last one are read off the instances, and prices and intensities off
 * the recordings. It knows nothing of when the ledger closes its integrals. Only for instances
 * that boot by a law, and without further accounts.
 */
export function openAudit(simulation: WorldSimulation): () => readonly string[] {
  const { world } = simulation;
  const { region: meters } = world.ledger;
  const atStart = world.setup.regions.map((_, region) => readSums(simulation, region));
  const sums = world.setup.regions.map((): Sums => emptySums());
  const states = world.fleet.state.slice();
  let since = simulation.now;
  const pass = (now: number) => {
    if (now === since) return;
    sums.forEach((sum, region) => {
      addStretch(simulation, sum, region, since, now);
    });
    since = now;
  };
  let last = simulation.now;
  simulation.watch((now) => {
    // Instances that went in the event before this one went at its instant.
    billGone(simulation, sums, states, last);
    pass(now);
    last = now;
  });
  return () => {
    billGone(simulation, sums, states, last);
    pass(simulation.now);
    return world.setup.regions.flatMap((_, region) => {
      integrateRegion(world, region, simulation.now);
      return compare(region, atStart[region], sums[region], readSums(simulation, region));
    });
  };

  function readSums({ now }: WorldSimulation, region: number): Sums {
    integrateRegion(world, region, now);
    return {
      onDemand: meters.costOnDemand[region],
      spot: meters.costSpot[region],
      edge: meters.costEdge[region],
      joules: meters.energyJ[region],
      grams: meters.operationalG[region],
    };
  }
}

function emptySums(): Sums {
  return { onDemand: 0, spot: 0, edge: 0, joules: 0, grams: 0 };
}

function addStretch(
  { world }: WorldSimulation,
  sum: Sums,
  region: number,
  ...[from, to]: [number, number]
): void {
  const { setup, fleet, stations } = world;
  const { prices, intensity, pue, instance } = setup.regions[region];
  const held = [0, 0];
  for (let nth = 0; nth < fleet.rowsPerRegion; nth++) {
    const row = region * fleet.rowsPerRegion + nth;
    if (fleet.state[row] !== STATE.gone) held[fleet.market[row]]++;
  }
  const hours = (to - from) / HOUR;
  const { edgeBusy } = stations[region];
  sum.onDemand += held[0] * hours * valueAt(prices.onDemand, from);
  sum.spot += held[1] * hours * valueAt(prices.spot, from);
  sum.edge += edgeBusy * hours * setup.edgePricePerSlotHour;
  const { idleW } = instance;
  const dynamic = dynamicOf(world, region);
  const watts = idleW * (held[0] + held[1]) + dynamic + setup.edgePowerPerSlotW * edgeBusy;
  const joules = (watts * pue * (to - from)) / SECOND;
  sum.joules += joules;
  sum.grams += (joules / 3.6e6) * valueAt(intensity, from);
}

/**
 * Power above idle now, W: of each instance by its busy slots, on its curve or a straight line.
 * Where requests share it, those that are read or write draw; who waits for a batch does not.
 */
function dynamicOf({ setup, fleet, batches }: World, region: number): number {
  const { idleW, maxW, slots, dynamicUw } = setup.regions[region].instance;
  if (dynamicUw === undefined) return ((maxW - idleW) / slots) * fleet.busySlots[region];
  let watts = 0;
  for (let nth = 0; nth < fleet.rowsPerRegion; nth++) {
    const row = region * fleet.rowsPerRegion + nth;
    const { reading, writing } = batches ?? { reading: fleet.busy, writing: undefined };
    watts += dynamicUw[reading[row] + (writing?.[row] ?? 0)] / 1e6;
  }
  return watts;
}

/** The rest of the least billed span of whoever has gone since the last look. */
function billGone(
  { world }: WorldSimulation,
  sums: readonly Sums[],
  states: Uint8Array,
  at: number,
): void {
  const { fleet, setup } = world;
  for (let row = 0; row < states.length; row++) {
    if (states[row] === fleet.state[row]) continue;
    const hasGone = fleet.state[row] === STATE.gone;
    states[row] = fleet.state[row];
    if (!hasGone) continue;
    const missing = Math.max(0, fleet.launchedAt[row] + setup.leastBilled - at) / HOUR;
    const region = Math.floor(row / fleet.rowsPerRegion);
    const { prices } = setup.regions[region];
    if (fleet.market[row] === 0) sums[region].onDemand += missing * valueAt(prices.onDemand, at);
    else sums[region].spot += missing * valueAt(prices.spot, at);
  }
}

function compare(region: number, start: Sums, wanted: Sums, found: Sums): readonly string[] {
  const keys = ['onDemand', 'spot', 'edge', 'joules', 'grams'] as const;
  return keys.flatMap((key) => {
    const booked = found[key] - start[key];
    const gap = Math.abs(booked - wanted[key]);
    if (gap <= 1e-9 * Math.max(1, Math.abs(found[key]))) return [];
    return [`region ${region}: ${key} booked ${booked}, audited ${wanted[key]}`];
  });
}
