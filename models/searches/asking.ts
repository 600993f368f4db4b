import { SECOND, type SimTime } from '../../engine/units.ts';
import { SEARCH_RULES, type SearchGate } from '../../policies/search.ts';
import type { Gates } from '../gates.ts';
import { KIND } from '../kinds.ts';
import type { World, WorldSimulation } from '../world.ts';
import { rollDay } from './charging.ts';
import { growthMean } from './growth.ts';
import type { SearchesSetup } from './setup.ts';
import type { Search, SearchesState } from './state.ts';

/** Where a search goes: the gate is shown what a client knows by now, nothing that was drawn. */
export function askGate(
  world: World,
  simulation: WorldSimulation,
  search: Search,
  { searches: gate }: Gates,
): number {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return 0;
  if (gate === undefined) throw new Error('searches need a gate that sends them');
  fillView(searches, setup.searches, search, simulation.now);
  const choice = gate.choose(searches.view, searches.gate);
  noteStanding(searches, simulation, gate);
  if (choice !== 0 && choice !== 1) throw new Error(`${gate.id}: no solver ${choice}`);
  return choice;
}

function fillView(
  searches: SearchesState,
  setup: SearchesSetup,
  search: Search,
  now: SimTime,
): void {
  const { view } = searches;
  rollDay(searches, setup.bursts.clock, now);
  view.at = now;
  view.size = search.size;
  view.left = setup.deadline;
  view.embedding = embeddingAsKnown(searches, setup, search);
  view.failures = failuresOf(searches);
  const word = wordAt(searches, now - setup.toldDelay);
  const isTold = word.at >= 0;
  for (let solver = 0; solver < 2; solver++) {
    view.wait[solver] = word.wait[solver];
    view.waitAge[solver] = isTold ? now - word.at : Number.POSITIVE_INFINITY;
  }
  view.intensityGPerKwh = word.intensity;
}

/** The newest word that has arrived by then. */
function wordAt({ words }: SearchesState, until: SimTime) {
  return words[0].at <= until ? words[0] : words[1];
}

function embeddingAsKnown(
  { graphs }: SearchesState,
  { annealer }: SearchesSetup,
  { graph, size }: Search,
): number {
  if (graph >= 0 && graphs[graph] === 1) return 0;
  if (graph >= 0 && graphs[graph] === 2) return Number.POSITIVE_INFINITY;
  return growthMean(annealer.embedding, size) * SECOND;
}

function failuresOf({ recent }: SearchesState): number {
  let sum = 0;
  for (let at = 0; at < recent.length; at++) sum += recent[at];
  return sum;
}

/** A rule that begins or ends to hold is an event of its own, with both rules in it. */
function noteStanding(
  searches: SearchesState,
  simulation: WorldSimulation,
  gate: SearchGate,
): void {
  const standing = gate.standing?.(searches.gate) ?? 0;
  if (standing === searches.standing) return;
  if (SEARCH_RULES[standing] === undefined) throw new Error(`${gate.id}: no rule ${standing}`);
  simulation.schedule(simulation.now, KIND.searchSwitches, searches.standing, standing);
  searches.standing = standing;
}

/** Writes down that another rule holds from now on. */
export function switchSearches(
  { searches }: World,
  { now }: WorldSimulation,
  from: number,
  to: number,
): void {
  if (searches === undefined) return;
  searches.switches.push({ at: now, from, to });
  searches.counts.switches++;
}
