import { MILLISECOND } from '../../../engine/units.ts';
import { type Arc, solveMinCostFlow } from '../../min-cost-flow.ts';
import { isUsable, type PlacementProblem, type PlacementWeights, type Shares } from './problem.ts';

/** Flow units per erlang, and cost units per USD. */
const UNITS = 1000;
const MICRO = 1_000_000;
/** USD per hour that an erlang beyond a region's room counts as, by quarters of the room. */
const OVERLOADS: readonly number[] = [1000, 2000, 3000, 4000];
const LAST_RESORT = 5000;

/** What an allocation by weights minimises. */
export interface FlowRule extends PlacementWeights {
  /** USD per instance and hour that a move must save. */
  readonly move: number;
}

/**
 * The least sum of p + alpha e + beta lambda over shares of groups, within room and cap: a min-cost
 * flow. Beyond its room a region takes more at a price above all others, so that a plan exists.
 */
export function cheapestFlow(problem: PlacementProblem, rule: FlowRule): Shares {
  return ship(problem, (group, supply) => weighedWays(problem, rule, group, supply));
}

/**
 * The shares nearest to a target that the room allows: who has no room there goes where the round
 * trip is short, and stays where he is rather than move twice.
 */
export function approach(problem: PlacementProblem, target: Shares): Shares {
  return ship(problem, (group, supply) => targetWays(problem, target[group], group, supply));
}

/** Ships every group over its ways; a unit of flow is a thousandth of an erlang. */
function ship(problem: PlacementProblem, waysOf: (group: number, supply: number) => Arc[]): Shares {
  const { loads, room } = problem;
  const groups = loads.length;
  const sink = groups + room.length;
  const supplies = loads.map((load) => Math.max(1, Math.round(load * UNITS)));
  const total = supplies.reduce((sum, units) => sum + units, 0);
  const ways = supplies.flatMap((supply, group) => waysOf(group, supply));
  const exits = room.flatMap((erlangs, region) => exitsOf(erlangs, groups + region, sink, total));
  const { units } = solveMinCostFlow({
    nodes: sink + 1,
    arcs: [...ways, ...exits],
    supply: [...supplies, ...room.map(() => 0), -total],
  });
  const shares = loads.map(() => room.map(() => 0));
  ways.forEach(({ from, to }, i) => {
    shares[from][to - groups] += units[i] / supplies[from];
  });
  return shares;
}

/** Two arcs per usable region: staying up to the present share, moving beyond it. */
function weighedWays(
  problem: PlacementProblem,
  rule: FlowRule,
  from: number,
  supply: number,
): Arc[] {
  const { before, loads, room, rtt, price, intensity } = problem;
  const ways: Arc[] = [];
  room.forEach((_, region) => {
    if (!isUsable(problem, from, region)) return;
    const trip = (rtt[from][region] / (100 * MILLISECOND)) * rule.latency;
    const usd = price[region] + (rule.carbon * intensity[region]) / 100 + trip;
    const to = loads.length + region;
    const held = before[from] ?? [];
    const stays = held.length === 0 ? supply : Math.round(supply * held[region]);
    if (stays > 0) ways.push({ from, to, capacity: stays, cost: Math.round(usd * MICRO) });
    if (held.length === 0) return;
    const moved = Math.round((usd + rule.move) * MICRO);
    ways.push({ from, to, capacity: supply, cost: moved });
  });
  return ways;
}

/** Up to the target share for nothing; beyond it by round trip, a move one second more. */
function targetWays(
  { before, loads, room, rtt }: PlacementProblem,
  target: readonly number[],
  from: number,
  supply: number,
): Arc[] {
  const held = before[from] ?? [];
  return room.flatMap((_, region) => {
    const trip = rtt[from][region];
    if (trip === Infinity) return [];
    const to = loads.length + region;
    const wanted = Math.round(supply * target[region]);
    const stays = held.length === 0 ? 0 : Math.round(supply * held[region]);
    const cost = Math.round(trip) + MICRO;
    return [
      { from, to, capacity: wanted, cost: 0 },
      { from, to, capacity: stays, cost },
      { from, to, capacity: supply, cost: cost + MICRO },
    ];
  });
}

function exitsOf(erlangs: number, from: number, to: number, total: number): Arc[] {
  const within = Math.min(total, Math.floor(erlangs * UNITS));
  const quarter = Math.floor(within / OVERLOADS.length);
  const overload = OVERLOADS.map((usd) => ({ from, to, capacity: quarter, cost: usd * MICRO }));
  return [
    { from, to, capacity: within, cost: 0 },
    ...overload,
    { from, to, capacity: total, cost: LAST_RESORT * MICRO },
  ];
}
