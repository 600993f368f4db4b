import type { RouteDecision } from '../../decision.ts';
import type { Observation } from '../../observation.ts';
import { erlangsOf, type Mix, type MixProblem } from './problem.ts';

/** Weights move only when one of them moves by more than this. */
const DEAD_BAND = 0.02;

/**
 * Weights by group for the instances that are ready: the plan's, as far as its pools have room by
 * now; the rest goes where room is left, the nearest first, and at last where anything is ready.
 */
export function routesNow(problem: MixProblem, mix: Mix, observation: Observation): number[][] {
  const { links, pools, groups, capacity } = problem;
  const room = pools.map((_, p) => {
    const { ready } = observation.regions[p];
    const trips = links.flatMap(({ pool, rtt }, l) =>
      pool === p && mix.rates[l] > 0 ? [rtt] : [],
    );
    return capacity.admissible(p, Math.max(0, ...trips), ready['on-demand'] + ready.spot);
  });
  const asked = pools.map((_, p) =>
    links.reduce((sum, link, l) => {
      return sum + (link.pool === p ? erlangsOf(mix.rates[l], link.service) : 0);
    }, 0),
  );
  const share = asked.map((load, p) => (load > 0 ? Math.min(1, room[p] / load) : 0));
  const sent = links.map(({ pool }, l) => mix.rates[l] * share[pool]);
  const spare = room.map((most, p) => most - asked[p] * share[p]);
  return groups.map((_, g) => {
    spill(problem, g, sent, spare);
    return weightsOf(problem, g, sent);
  });
}

/** What of a group's requests has no room in the plan's pools goes to spare room, nearest first. */
function spill({ links, groups }: MixProblem, g: number, sent: number[], spare: number[]): void {
  const own = links.flatMap(({ group }, l) => (group === g ? [l] : []));
  let left = groups[g].rate - own.reduce((sum, l) => sum + sent[l], 0);
  const near = own.toSorted((a, b) => links[a].rtt - links[b].rtt || a - b);
  for (const l of near) {
    const { pool, service } = links[l];
    const most = service > 0 ? Math.max(0, spare[pool]) / erlangsOf(1, service) : 0;
    const taken = Math.min(Math.max(0, left), most);
    sent[l] += taken;
    spare[pool] -= erlangsOf(taken, service);
    left -= taken;
  }
}

/** Proportions of a group; empty: there is nowhere that anything could be sent. */
function weightsOf({ links, pools }: MixProblem, g: number, sent: readonly number[]): number[] {
  const weights = pools.map(() => 0);
  links.forEach(({ group, pool }, l) => {
    if (group === g) weights[pool] += sent[l];
  });
  const total = weights.reduce((sum, one) => sum + one, 0);
  return total > 0 ? weights.map((one) => one / total) : [];
}

/** Orders for the groups whose weights move; the weights that are then in force. */
export function orderRoutes(
  before: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
): { readonly orders: readonly RouteDecision[]; readonly weights: readonly (readonly number[])[] } {
  const orders: RouteDecision[] = [];
  const weights = wanted.map((next, group) => {
    const now = before[group];
    const isSame =
      next.length === 0 ||
      (now.length === next.length && next.every((one, p) => Math.abs(one - now[p]) <= DEAD_BAND));
    if (isSame) return now;
    orders.push({ kind: 'route', group, weights: next });
    return next;
  });
  return { orders, weights };
}
