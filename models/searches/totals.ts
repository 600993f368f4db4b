import { createSketch, quantileOf, type Sketch } from '../../engine/sketch.ts';
import { HOUR, SECOND, type SimTime } from '../../engine/units.ts';
import { SEARCH_RULES } from '../../policies/search.ts';
import type { Charge, Emission } from '../accounts/rows.ts';
import type { World } from '../world.ts';
import { underWay } from './arriving.ts';
import { integrateSearches, LINE } from './charging.ts';
import { emptyMeters, emptySearchCounts } from './state.ts';

const JOULES_PER_KWH = 3.6e6;

/** Starts the searches' account afresh; those under way are carried over. */
export function openSearchesAccount(world: World, now: SimTime): void {
  const { searches } = world;
  if (searches === undefined) return;
  closeHeld(world, now);
  const { all, away } = underWay(searches);
  Object.assign(searches, {
    counts: emptySearchCounts(),
    response: createSketch(),
    meters: emptyMeters(),
    switches: [],
    activeAtOpen: all,
    awayAtOpen: away,
  });
}

/** Totals of the searches since the ledger opened: all 0 where there are none. */
export function searchTotals(world: World, now: SimTime) {
  closeHeld(world, now);
  const { searches, setup } = world;
  const counts = searches?.counts ?? emptySearchCounts();
  const { cost, energyJ, operationalG } = searches?.meters ?? emptyMeters();
  const sum = (values: Float64Array) => values[0] + values[1] + values[2];
  const embodied = setup.searches?.classical.embodiedGPerSecond ?? 0;
  return {
    searchesArrived: counts.arrived,
    searchesAnswered: counts.answered,
    searchesInTime: counts.inTime,
    searchesOffloaded: counts.offloaded,
    searchesSolvedAway: counts.solved,
    searchesUnfit: counts.unfit,
    searchesMissed: counts.missed,
    searchesGivenUp: counts.givenUp,
    searchSwitches: counts.switches,
    searchResponseSum: counts.responseSum,
    searchResponseP95: quantile(searches?.response, 0.95),
    searchGapSum: counts.gapSum,
    searchesRan: counts.ran,
    searchAccessSeconds: counts.accessTime / SECOND,
    costSearches: sum(cost),
    searchEnergyJ: sum(energyJ),
    searchOperationalG: sum(operationalG),
    searchEmbodiedG: (embodied * machineTime(world)) / SECOND,
  };
}

/** Time for which machines like the workers' were taken from others. */
function machineTime({ searches, setup }: World): number {
  if (searches === undefined) return 0;
  const { heldTime, workTime, embeddingTime } = searches.counts;
  return (setup.searches?.classical.isHeld ? heldTime : workTime) + embeddingTime;
}

function quantile(sketch: Sketch | undefined, q: number): number {
  return sketch === undefined || sketch.count === 0 ? Number.NaN : quantileOf(sketch, q);
}

function closeHeld(world: World, now: SimTime): void {
  const { searches: setup } = world.setup;
  if (setup !== undefined) integrateSearches(world, setup.classical.region, now);
}

/** The switches since the ledger opened, in the rules' own names. */
export function searchSwitches({ searches }: World) {
  const switches = searches?.switches ?? [];
  return switches.map(({ at, from, to }) => {
    return { at, from: SEARCH_RULES[from], to: SEARCH_RULES[to] };
  });
}

/** Lines of the bill: workers, embedding on machines like theirs, time on the annealer. */
export function searchCharges({ searches, setup }: World): readonly Charge[] {
  if (searches === undefined || setup.searches === undefined) return [];
  const { classical, annealer } = setup.searches;
  const { counts, meters } = searches;
  const own = { part: 'searches', region: setup.regions[classical.region].name, market: 'none' };
  const workers = classical.isHeld ? counts.heldTime : counts.workTime;
  const hours = { unit: 'instance-hour' };
  return [
    {
      ...own,
      ...hours,
      what: 'workers',
      quantity: workers / HOUR,
      cost: meters.cost[LINE.workers],
    },
    {
      ...own,
      ...hours,
      what: 'embedding',
      quantity: counts.embeddingTime / HOUR,
      cost: meters.cost[LINE.embedding],
    },
    {
      ...own,
      region: setup.regions[annealer.region].name,
      what: 'annealer',
      quantity: counts.accessTime / HOUR,
      unit: 'hour',
      cost: meters.cost[LINE.annealer],
    },
  ];
}

/** Lines of the footprint; of the annealer's own making nothing is known. */
export function searchEmissions(world: World): readonly Emission[] {
  const { searches, setup } = world;
  if (searches === undefined || setup.searches === undefined) return [];
  const { classical, annealer } = setup.searches;
  const { meters } = searches;
  const held = machineTime(world);
  const line = (what: string, region: number, at: number): Emission => ({
    part: 'searches',
    what,
    region: setup.regions[region].name,
    quantity: meters.energyJ[at] / JOULES_PER_KWH,
    unit: 'kWh',
    grams: meters.operationalG[at],
  });
  return [
    line('electricity of workers', classical.region, LINE.workers),
    line('electricity of embedding', classical.region, LINE.embedding),
    line('electricity of the annealer', annealer.region, LINE.annealer),
    {
      part: 'searches',
      what: 'hardware',
      region: setup.regions[classical.region].name,
      quantity: held / HOUR,
      unit: 'instance-hour',
      grams: (held / SECOND) * classical.embodiedGPerSecond,
    },
  ];
}
