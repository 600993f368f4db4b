import { KIND } from '../../models/kinds.ts';
import type { World, WorldSimulation } from '../../models/world.ts';
import { valueAt } from '../../traces/series-ops.ts';

/** One region's energy and emissions as a stranger to the meters reckons them. */
export interface RegionFootprint {
  joules: number;
  grams: number;
  /** Drawn at idle by slots that served nobody; part of the two above. */
  idleJoules: number;
  idleGrams: number;
  embodiedGrams: number;
}

/** Power above idle by busy share, as a share of the way to full power. */
export type Curve = (use: number, region: number) => number;

/**
 * Invariants 5 and 6 from outside: watches every event and, between two of them, adds up the power
 * of each instance by its own busy slots, times PUE, times the recorded intensity. It reads no
 * meter and no total. Exact runs only, without staged boots; call `settle` at the end.
 */
export function watchEmissions(simulation: WorldSimulation, curve: Curve) {
  const { world } = simulation;
  const books = world.setup.regions.map(() => emptyBook());
  const state = { last: simulation.now };
  const settle = (until: number): void => {
    books.forEach((book, region) => {
      charge(world, book, { region, from: state.last, seconds: (until - state.last) / 1e6, curve });
    });
    state.last = until;
  };
  simulation.watch((time, kind) => {
    settle(time);
    if (kind === KIND.ledgerOpens) for (const book of books) Object.assign(book, emptyBook());
  });
  return { books, settle };
}

function emptyBook(): RegionFootprint {
  return { joules: 0, grams: 0, idleJoules: 0, idleGrams: 0, embodiedGrams: 0 };
}

interface Stretch {
  readonly region: number;
  readonly from: number;
  readonly seconds: number;
  readonly curve: Curve;
}

function charge(world: World, book: RegionFootprint, stretch: Stretch): void {
  const { setup, fleet, stations } = world;
  const { region, from, seconds, curve } = stretch;
  if (seconds === 0) return;
  const { pue, intensity, instance } = setup.regions[region];
  let watts = setup.edgePowerPerSlotW * stations[region].edgeBusy;
  let idleWatts = 0;
  let instances = stations[region].edgeBusy / instance.slots;
  for (let n = 0; n < fleet.rowsPerRegion; n++) {
    const row = region * fleet.rowsPerRegion + n;
    if (fleet.state[row] === 0) continue;
    const use = fleet.busy[row] / instance.slots;
    watts +=
      instance.idleW +
      (instance.maxW - instance.idleW) * curve(workOf(world, row) / instance.slots, region);
    idleWatts += instance.idleW * (1 - use);
    instances += 1;
  }
  const perJoule = valueAt(intensity, from) / 3.6e6;
  book.joules += watts * pue * seconds;
  book.grams += watts * pue * seconds * perJoule;
  book.idleJoules += idleWatts * pue * seconds;
  book.idleGrams += idleWatts * pue * seconds * perJoule;
  book.embodiedGrams += instances * seconds * instance.embodiedGPerSecond;
}

/** Requests that an instance works on: those that only wait on it for their batch draw nothing. */
function workOf({ fleet, batches }: World, row: number): number {
  return batches === undefined ? fleet.busy[row] : batches.reading[row] + batches.writing[row];
}
