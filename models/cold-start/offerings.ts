import { type Duration, MINUTE, type SimTime } from '../../engine/units.ts';
import { lacksCapacity } from '../faults/refusal.ts';
import { STATE } from '../fleet.ts';
import { KIND } from '../kinds.ts';
import { drawDuration } from '../players/durations.ts';
import type { World, WorldSimulation } from '../world.ts';
import type { FamilySetup, StagedBoot } from './setup.ts';
import { type ColdStart, POOL_STATE } from './table.ts';

/** Back-off where the scenario names none, for it names no families: Karpenter's (assumed). */
const UNASKED: Duration = 3 * MINUTE;

/** One family in one zone of one region: what the cloud has or lacks. */
export interface Offering {
  readonly region: number;
  readonly zone: number;
  readonly family: number;
}

/** Where an instance can be had; or every offering that failed and how that reads in a receipt. */
export type Choice =
  | { readonly zone: number; readonly family: number }
  | { readonly refusal: string };

/** Opens the spells of every offering: how long it has capacity, how long it lacks it. */
export function startOfferings(world: World, simulation: WorldSimulation): void {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return;
  for (let at = 0; at < coldStart.has.length; at++) {
    // The first spell is met at its start; the warm-up of a scenario lets the spells mix.
    if (familyAt(setup.boot, at).spells !== undefined)
      scheduleSpell(coldStart, simulation, setup.boot, at);
  }
}

/** An offering's spell ends: it gains capacity, or loses it. */
export function changeOffering(world: World, simulation: WorldSimulation, at: number): void {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return;
  coldStart.has[at] = 1 - coldStart.has[at];
  scheduleSpell(coldStart, simulation, setup.boot, at);
}

function scheduleSpell(
  table: ColdStart,
  simulation: WorldSimulation,
  boot: StagedBoot,
  at: number,
): void {
  const { spells } = familyAt(boot, at);
  if (spells === undefined) return;
  const law = table.has[at] === 1 ? spells.has : spells.lacks;
  const length = drawDuration(law, table.spells, at * 4);
  simulation.schedule(simulation.now + Math.max(1, length), KIND.offeringChanges, at);
}

function familyAt({ families }: StagedBoot, at: number): FamilySetup {
  return families[at % families.length];
}

/**
 * Looks for an on-demand instance as a provisioner does: the cheapest family first, in it the zone
 * that holds fewest; an offering that has no capacity is an error, counted, and skipped for the
 * back-off time (Karpenter keeps such a list, three minutes long).
 */
export function chooseOffering(world: World, region: number, now: SimTime): Choice {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return { zone: 0, family: 0 };
  const failed: string[] = [];
  for (let family = 0; family < setup.boot.families.length; family++) {
    const held = heldByZone(world, region, family);
    for (const zone of zonesByHeld(held, setup.regions[region].zones)) {
      const offering = { region, zone, family };
      if (coldStart.skippedUntil[placeOf(world, offering)] > now) {
        failed.push(wordOffering(world, offering));
      } else if (tryOffering(world, offering, held[zone], now)) return { zone, family };
      else failed.push(wordOffering(world, offering));
    }
  }
  return { refusal: `insufficient capacity: ${failed.join(', ')}` };
}

/** Whether the cloud has one more of it; a no is a capacity error and puts it on the list. */
export function tryOffering(world: World, offering: Offering, held: number, now: SimTime): boolean {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return true;
  const at = placeOf(world, offering);
  const isLacking = lacksCapacity(world, offering.region, offering.zone);
  const hasRoom = coldStart.has[at] === 1 && held < familyAt(setup.boot, at).most;
  if (hasRoom && !isLacking) return true;
  world.ledger.counts.capacityErrors++;
  coldStart.skippedUntil[at] = now + setup.boot.backOff;
  return false;
}

/** When the first offering of a region leaves the list of those to be skipped. */
export function nextAttempt(world: World, region: number, now: SimTime): SimTime {
  const { coldStart, setup } = world;
  if (coldStart === undefined || setup.boot.kind !== 'stages') return now;
  const size = coldStart.zones * setup.boot.families.length;
  const { backOff } = setup.boot;
  let next = now + (backOff > 0 ? backOff : UNASKED);
  for (let at = region * size; at < (region + 1) * size; at++) {
    const until = coldStart.skippedUntil[at];
    if (until > now && until < next) next = until;
  }
  return next;
}

/** An offering in words, for receipts: family, region and zone, counted from 1. */
function wordOffering({ setup }: World, { region, zone, family }: Offering): string {
  const name = setup.boot.kind === 'stages' ? setup.boot.families[family].name : '';
  return `${name} in ${setup.regions[region].name} zone ${zone + 1}`;
}

function placeOf({ coldStart, setup }: World, { region, zone, family }: Offering): number {
  if (coldStart === undefined || setup.boot.kind !== 'stages') return 0;
  return (region * coldStart.zones + zone) * setup.boot.families.length + family;
}

/** On-demand instances of a family by zone; stopped ones in a pool take nobody's room. */
export function heldByZone(world: World, region: number, family: number): readonly number[] {
  const { fleet, coldStart, setup } = world;
  const held = new Array<number>(Math.max(1, setup.regions[region].zones)).fill(0);
  if (coldStart === undefined || setup.boot.kind !== 'stages') return held;
  const from = region * fleet.rowsPerRegion;
  for (let row = from; row < from + fleet.rowsPerRegion; row++) {
    if (fleet.state[row] === STATE.gone || fleet.market[row] !== 0) continue;
    if (coldStart.family[row] === family) held[fleet.zone[row]]++;
  }
  const { poolRows, fleetRows } = coldStart;
  for (let at = region * poolRows; at < (region + 1) * poolRows; at++) {
    if (!takesRoom(coldStart.pool[at], setup.boot)) continue;
    if (coldStart.family[fleetRows + at] === family) held[coldStart.poolZone[at]]++;
  }
  return held;
}

function takesRoom(state: number, { pool }: StagedBoot): boolean {
  return state === POOL_STATE.filling || (state === POOL_STATE.parked && pool?.isRunning === true);
}

function zonesByHeld(held: readonly number[], zones: number): readonly number[] {
  const order = Array.from({ length: Math.max(1, zones) }, (_, zone) => zone);
  return order.sort((one, other) => held[one] - held[other] || one - other);
}
