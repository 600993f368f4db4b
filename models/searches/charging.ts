import { DAY, type Duration, HOUR, SECOND, type SimTime } from '../../engine/units.ts';
import type { World } from '../world.ts';
import type { SearchesState } from './state.ts';

const JOULES_PER_KWH = 3.6e6;

/** Places of the meters: workers, embedding on such a machine, and the annealer. */
export const LINE = { workers: 0, embedding: 1, annealer: 2 } as const;

/**
 * Charges time that a worker, or a machine like it, was busy: money where it is paid by use, and
 * the power above what is drawn anyway. Work is charged when it is over, at the intensity of then.
 */
export function chargeWorker(world: World, now: SimTime, line: number, time: number): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const { classical } = setup.searches;
  const isExtra = line === LINE.embedding || !classical.isHeld;
  const cost = isExtra ? (time / HOUR) * classical.pricePerHour : 0;
  const watts = isExtra ? classical.busyW : classical.busyW - classical.idleW;
  const joules = (watts * time) / SECOND;
  charge(world, line, { now, region: classical.region, cost, joules });
  if (line === LINE.workers) searches.counts.workTime += time;
  else searches.counts.embeddingTime += time;
}

/** Charges time on the annealer: its price, and its share of a machine that is always kept cold. */
export function chargeAnnealer(world: World, now: SimTime, time: number): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const { annealer } = setup.searches;
  const cost = (time / HOUR) * annealer.pricePerHour;
  const joules = (annealer.device.busyW * time) / SECOND / annealer.sold;
  charge(world, LINE.annealer, { now, region: annealer.region, cost, joules });
  searches.counts.accessTime += time;
}

/**
 * Charges workers that are held for the time since the last call: before a change of their region's
 * intensity, and at the end. Nothing happens where they are paid by use.
 */
export function integrateSearches(world: World, region: number, now: SimTime): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches?.classical.region !== region) return;
  const { classical } = setup.searches;
  const span = (now - searches.heldSince) * classical.workers;
  searches.heldSince = now;
  if (!classical.isHeld || span === 0) return;
  searches.counts.heldTime += span;
  const cost = (span / HOUR) * classical.pricePerHour;
  const joules = (classical.idleW * span) / SECOND;
  charge(world, LINE.workers, { now, region, cost, joules });
}

interface Charge {
  readonly now: SimTime;
  readonly region: number;
  readonly cost: number;
  readonly joules: number;
}

function charge(world: World, line: number, { now, region, cost, joules }: Charge): void {
  const { searches, setup, ledger } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const { meters, view } = searches;
  const facility = joules * setup.regions[region].pue;
  meters.cost[line] += cost;
  meters.energyJ[line] += facility;
  meters.operationalG[line] += (facility / JOULES_PER_KWH) * ledger.region.intensity[region];
  rollDay(searches, setup.searches.bursts.clock, now);
  view.spent[line === LINE.workers ? 0 : 1] += cost;
}

/** What was spent is told by UTC day. */
export function rollDay(searches: SearchesState, clock: Duration, now: SimTime): void {
  const day = Math.floor((clock + now) / DAY);
  if (day === searches.day) return;
  searches.day = day;
  searches.view.spent.fill(0);
}
