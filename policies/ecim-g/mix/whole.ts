import type { Duration } from '../../../engine/units.ts';
import { draftProgram, type Term } from '../../linear/program.ts';
import { solveLinear } from '../../linear/simplex.ts';
import {
  erlangsOf,
  type Holding,
  hourOf,
  type Mix,
  type MixProblem,
  survivorsOf,
} from './problem.ts';
import type { RealMix } from './search.ts';

/** Moves tried at most: counted, never timed. */
const MOST_TRIALS = 600;

/**
 * Whole instances from a real mix: rounded up, then one taken away or one exchanged for a cheaper
 * one wherever everybody still finds room under the exact curves.
 */
export function wholeMix(problem: MixProblem, real: RealMix): WholeMix {
  const { network } = real.draft;
  const { drafted, optimum } = real;
  const rounded = problem.pools.map(({ quota }, p): Holding => {
    const spot = Math.ceil(optimum.values[drafted.spot[p]] - 1e-6);
    const onDemand = Math.ceil(optimum.values[drafted.onDemand[p]] - 1e-6);
    return { onDemand: Math.min(onDemand, Math.max(0, quota - spot)), spot };
  });
  const demand = problem.groups.map(({ rate }, g) => {
    const column = drafted.unserved[g];
    return column < 0 ? rate : Math.max(0, rate - optimum.values[column]);
  });
  const isUsed = problem.links.map((_, l) => drafted.flow[l] >= 0);
  const room = { problem, network, demand, isUsed };
  return improve(room, repair(room, rounded));
}

/** A mix, and the requests per second of it that found no room; 0: none. */
export interface WholeMix extends Mix {
  readonly short: number;
}

/** Who has to find room where; everything but the instances. */
export interface Room {
  readonly problem: MixProblem;
  readonly network: readonly Duration[];
  /** Requests per second by group that are served. */
  readonly demand: readonly number[];
  readonly isUsed: readonly boolean[];
}

/** Who is sent where when instances are given. */
export interface Filled {
  /** Requests per second by link. */
  readonly rates: readonly number[];
  /** Requests per second that find no room under the exact curves. */
  readonly short: number;
}

/** USD per hour that one request per second without room counts as, and how little is none. */
const SHORT = 1e3;
const NONE = 1e-7;

/** Sends as many as find room under the exact curves, at the least carbon. */
export function fill(room: Room, holdings: readonly Holding[]): Filled {
  const { problem, network, demand, isUsed } = room;
  const { links, pools, settings } = problem;
  const made = draftProgram();
  const flow = links.map(({ service, pool, rtt }, l) => {
    const carbon = settings.carbonPrice * erlangsOf(1, service) * pools[pool].busyKg;
    return isUsed[l] ? made.addColumn(carbon + 1e-12 * rtt + 1e-14 * l) : -1;
  });
  const terms = (isOf: (link: number) => boolean, factor: (link: number) => number) =>
    links.flatMap((_, l): Term[] => (flow[l] >= 0 && isOf(l) ? [[flow[l], factor(l)]] : []));
  const short = demand.map((rate, g) => {
    const missing = made.addColumn(SHORT);
    const sent = terms(
      (l) => links[l].group === g,
      () => 1,
    );
    made.addRow([...sent, [missing, 1]], rate, rate);
    return missing;
  });
  pools.forEach((_, p) => {
    const load = terms(
      (l) => links[l].pool === p,
      (l) => erlangsOf(1, links[l].service),
    );
    made.addRow(load, -Infinity, roomOf(problem, p, network[p], holdings[p]));
  });
  const found = solveLinear({ columns: made.columns, rows: made.rows });
  if (found.status !== 'optimal') return { rates: links.map(() => 0), short: Infinity };
  return {
    rates: flow.map((column) => (column < 0 ? 0 : Math.max(0, found.values[column]))),
    short: short.reduce((sum, column) => sum + found.values[column], 0),
  };
}

/** Most load of a pool, in calm and with one of its spot zones lost. */
function roomOf(
  { pools, capacity, settings }: MixProblem,
  p: number,
  network: Duration,
  holding: Holding,
): number {
  const { onDemand, spot } = holding;
  const all = capacity.admissible(p, network, onDemand + spot);
  if (spot === 0) return all;
  const left = capacity.admissible(p, network, survivorsOf(pools[p], holding));
  return Math.min(all, left / (1 - settings.shed));
}

/** Adds what makes most room for its price until everybody has some, or nothing helps. */
function repair(room: Room, rounded: readonly Holding[]): WholeMix {
  let holdings = rounded;
  let filled = fill(room, holdings);
  for (let isBetter = true; isBetter && filled.short > NONE; ) {
    isBetter = false;
    let most = 0;
    const { short } = filled;
    for (const { next, price } of additions(room.problem, holdings)) {
      const tried = fill(room, next);
      const gain = (short - tried.short) / price;
      if (gain <= most + 1e-12) continue;
      most = gain;
      holdings = next;
      filled = tried;
      isBetter = true;
    }
  }
  return { holdings, ...filled };
}

/** Everything that one or two more instances of one market could be. */
function additions({ pools, settings }: MixProblem, holdings: readonly Holding[]) {
  return pools.flatMap((pool, p) =>
    [false, true].flatMap((isSpot) =>
      [1, 2].flatMap((by) => {
        const next = step(holdings, { p, isSpot }, by);
        const price = by * Math.max(1e-6, hourOf(settings, pool, isSpot));
        return isAllowed(pool, next[p]) ? [{ next, price }] : [];
      }),
    ),
  );
}

function improve(room: Room, rounded: WholeMix): WholeMix {
  let mix = rounded;
  let trials = 0;
  const most = Math.max(NONE, rounded.short);
  for (let isBetter = true; isBetter && trials < MOST_TRIALS; ) {
    isBetter = false;
    for (const holdings of neighboursOf(room.problem, mix.holdings)) {
      trials += 1;
      const { rates, short } = fill(room, holdings);
      if (short > most) continue;
      mix = { holdings, rates, short };
      isBetter = true;
      break;
    }
  }
  return mix;
}

/** Cheaper holdings one step away, the cheapest first, of equals the earlier. */
function neighboursOf(
  { pools, settings }: MixProblem,
  holdings: readonly Holding[],
): readonly (readonly Holding[])[] {
  const places = pools.flatMap((_, p) => [
    { p, isSpot: false },
    { p, isSpot: true },
  ]);
  const price = ({ p, isSpot }: Place) => hourOf(settings, pools[p], isSpot);
  const held = places.filter(({ p, isSpot }) => heldOf(holdings[p], isSpot) > 0);
  const moves = held.flatMap((from) => {
    const away = step(holdings, from, -1);
    const exchanged = places.flatMap((to) =>
      [1, 2].flatMap((by) => {
        const saved = price(from) - by * price(to);
        const next = step(away, to, by);
        return saved > 1e-9 && isAllowed(pools[to.p], next[to.p])
          ? [{ saved, holdings: next }]
          : [];
      }),
    );
    return [{ saved: price(from), holdings: away }, ...exchanged];
  });
  return moves.sort((a, b) => b.saved - a.saved).map((move) => move.holdings);
}

interface Place {
  readonly p: number;
  readonly isSpot: boolean;
}

function heldOf({ onDemand, spot }: Holding, isSpot: boolean): number {
  return isSpot ? spot : onDemand;
}

function isAllowed({ quota, mostSpot }: MixProblem['pools'][number], held: Holding): boolean {
  return held.onDemand + held.spot <= quota && held.spot <= mostSpot;
}

function step(holdings: readonly Holding[], { p, isSpot }: Place, by: number): readonly Holding[] {
  return holdings.map((held, at) => {
    if (at !== p) return held;
    return isSpot ? { ...held, spot: held.spot + by } : { ...held, onDemand: held.onDemand + by };
  });
}
