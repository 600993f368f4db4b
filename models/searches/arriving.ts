import { draw } from '../../engine/distributions.ts';
import { below } from '../../engine/random.ts';
import { DAY, HOUR, MINUTE, roundTime } from '../../engine/units.ts';
import type { Gates } from '../gates.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { askGate } from './asking.ts';
import { drawSearch } from './drawing.ts';
import { advanceQpu, openQpu } from './qpu.ts';
import type { BurstSetup } from './setup.ts';
import { startAnnealer, startClassical } from './solving.ts';
import { type Search, type SearchesState, STAGE } from './state.ts';

/** A rate of nothing is looked at again this much later. */
const LULL = 10 * MINUTE;
const LEAST_FACTOR = MINUTE / (24 * HOUR);

/** Schedules the first burst and the first word on the waits; the gate's memory begins. */
export function startSearches(world: World, simulation: WorldSimulation, gates: Gates): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  searches.gate = gates.searches?.begin() ?? null;
  openQpu(searches.qpu, setup.searches.annealer);
  simulation.schedule(0, KIND.searchLooks);
  scheduleBurst(searches, setup.searches.bursts, simulation);
}

/** The gap is drawn for the usual rate and stretched by the cycle of the hour it begins in. */
function scheduleBurst(
  searches: SearchesState,
  bursts: BurstSetup,
  simulation: WorldSimulation,
): void {
  const { every, values } = bursts.cycle;
  const cell = Math.floor(((bursts.clock + simulation.now) % DAY) / every);
  const factor = values[Math.min(cell, values.length - 1)];
  if (factor < LEAST_FACTOR) {
    simulation.schedule(simulation.now + LULL, KIND.searchBursts, 0);
    return;
  }
  const gap = Math.max(1, roundTime(draw(bursts.gap, searches.bursts, 0) / factor));
  simulation.schedule(simulation.now + gap, KIND.searchBursts, 1);
}

/** A burst comes: each of its searches is drawn, shown to the gate and sent on. */
export function arriveBurst(gates: Gates) {
  return (world: World, simulation: WorldSimulation, isBurst: number): void => {
    const { searches, setup } = world;
    if (searches === undefined || setup.searches === undefined) return;
    const { bursts } = setup.searches;
    if (isBurst === 1) {
      const count = bursts.least + below(searches.bursts, 0, bursts.most - bursts.least + 1);
      for (let n = 0; n < count; n++) arriveSearch(world, simulation, gates);
    }
    scheduleBurst(searches, bursts, simulation);
  };
}

function arriveSearch(world: World, simulation: WorldSimulation, gates: Gates): void {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const search = drawSearch(searches, setup.searches, searches.serial++, simulation.now);
  searches.counts.arrived++;
  const row = keep(searches, search);
  search.choice = askGate(world, simulation, search, gates);
  if (search.choice === 0) startClassical(world, simulation, row);
  else startAnnealer(world, simulation, row);
}

function keep({ rows, free }: SearchesState, search: Search): number {
  const row = free.pop() ?? rows.length;
  rows[row] = search;
  return row;
}

/** What anybody may read: how long each line is now, and the grid's intensity. */
export function lookAtSearches(world: World, simulation: WorldSimulation): void {
  const { searches, setup, ledger } = world;
  if (searches === undefined || setup.searches === undefined) return;
  const { now } = simulation;
  const { annealer, toldEvery } = setup.searches;
  const { words, workers, qpu } = searches;
  const [newest, oldest] = words;
  advanceQpu(qpu, annealer, now);
  oldest.at = now;
  oldest.wait[0] = Math.max(0, Math.min(...workers) - now);
  oldest.wait[1] = Math.max(0, qpu.freeAt - now);
  oldest.intensity = ledger.region.intensity[annealer.region];
  words[0] = oldest;
  words[1] = newest;
  simulation.schedule(now + toldEvery, KIND.searchLooks);
}

/** Searches under way, and of them those that were sent to the annealer and are not back. */
export function underWay({ rows }: SearchesState): { readonly all: number; readonly away: number } {
  const busy = rows.filter(({ stage }) => stage !== STAGE.free);
  const isAway = ({ stage }: Search) => stage === STAGE.preparing || stage === STAGE.annealer;
  return { all: busy.length, away: busy.filter(isAway).length };
}
