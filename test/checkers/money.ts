import { HOUR } from '../../engine/units.ts';
import { KIND } from '../../models/kinds.ts';
import type { World, WorldSimulation } from '../../models/world.ts';
import { valueAt } from '../../traces/series-ops.ts';

/** One region's money as a stranger to the meters reckons it, USD, and what it has sent. */
export interface RegionBook {
  onDemand: number;
  spot: number;
  rests: number;
  reserved: number;
  edge: number;
  storage: number;
  answers: number;
}

interface Held {
  readonly market: number;
  readonly launchedAt: number;
}

const MONTH = (365.25 / 12) * 24 * HOUR;

/**
 * Invariant 7 from outside: watches every event, looks at which instances there are between two of
 * them, and multiplies by the recorded prices. It reads no meter, no counter and no price in force.
 * Exact runs only, without staged boots; call `settle` at the end.
 */
export function watchMoney(simulation: WorldSimulation) {
  const { world } = simulation;
  const books = world.setup.regions.map(() => emptyBook());
  const held = new Map<number, Held>();
  const state = { last: simulation.now };
  note(world, held);
  const settle = (until: number): void => {
    billRests(world, books, held, state.last);
    note(world, held);
    charge(world, books, state.last, until);
    state.last = until;
  };
  simulation.watch((time, kind, _a, b) => {
    settle(time);
    if (kind === KIND.ledgerOpens) for (const book of books) Object.assign(book, emptyBook());
    if (kind === KIND.serviceEnds) books[b].answers++;
  });
  return { books, settle };
}

/** All of a region's books but traffic, USD. */
export function sumBook({ onDemand, spot, rests, reserved, edge, storage }: RegionBook): number {
  return onDemand + spot + rests + reserved + edge + storage;
}

function emptyBook(): RegionBook {
  return { onDemand: 0, spot: 0, rests: 0, reserved: 0, edge: 0, storage: 0, answers: 0 };
}

/** Rows that are not gone (state 0), by region. */
function rowsOf({ fleet }: World, region: number): number[] {
  const from = region * fleet.rowsPerRegion;
  const rows = Array.from({ length: fleet.rowsPerRegion }, (_, n) => from + n);
  return rows.filter((row) => fleet.state[row] !== 0);
}

function note({ fleet }: World, held: Map<number, Held>): void {
  held.clear();
  fleet.state.forEach((state, row) => {
    if (state === 0) return;
    held.set(row, { market: fleet.market[row], launchedAt: fleet.launchedAt[row] });
  });
}

/** Whoever was there before the last event and is no longer has left at that instant. */
function billRests(
  { fleet, setup }: World,
  books: RegionBook[],
  held: ReadonlyMap<number, Held>,
  at: number,
): void {
  for (const [row, { market, launchedAt }] of held) {
    if (fleet.state[row] !== 0 && fleet.launchedAt[row] === launchedAt) continue;
    const region = Math.floor(row / fleet.rowsPerRegion);
    const missing = Math.max(0, launchedAt + setup.leastBilled - at);
    books[region].rests += (missing / HOUR) * priceAt(setup, region, market, at);
  }
}

function charge(world: World, books: RegionBook[], from: number, until: number): void {
  const { setup, fleet, stations } = world;
  const hours = (until - from) / HOUR;
  if (hours === 0) return;
  setup.regions.forEach((_, region) => {
    const book = books[region];
    const markets = rowsOf(world, region).map((row) => fleet.market[row]);
    const spot = markets.filter((market) => market === 1).length;
    const onDemand = markets.length - spot;
    const { accounts } = setup;
    const { instances, pricePerHour, until: end } = accounts?.reserved?.[region] ?? NONE;
    const inForce = Math.max(0, Math.min(until, end) - from) / HOUR;
    const paid = onDemand * hours - Math.min(onDemand, instances) * inForce;
    book.onDemand += paid * priceAt(setup, region, 0, from);
    book.spot += spot * hours * priceAt(setup, region, 1, from);
    book.reserved += instances * inForce * pricePerHour;
    book.edge += stations[region].edgeBusy * hours * setup.edgePricePerSlotHour;
    const { regionGb = 0, instanceGb = 0, pricePerGbMonth = [] } = accounts?.storage ?? {};
    const gb = regionGb + instanceGb * markets.length;
    book.storage += ((gb * (until - from)) / MONTH) * (pricePerGbMonth[region] ?? 0);
  });
}

const NONE = { instances: 0, pricePerHour: 0, until: 0 };

function priceAt({ regions }: World['setup'], region: number, market: number, at: number): number {
  const { onDemand, spot } = regions[region].prices;
  return valueAt(market === 0 ? onDemand : spot, at);
}
