import { instancesFor } from './lines.ts';
import type { Planned } from './loop.ts';
import { costOf, erlangsOf, type MixProblem } from './problem.ts';

/** Group by group, the pool and market of the least price for a request, until each is full. */
export function fillCheapest(problem: MixProblem): Planned {
  const { pools, links, groups, capacity } = problem;
  if (links.length === 0) {
    return { mix: undefined, because: { rule: 'hold: no pool is known', facts: {} } };
  }
  const rates = links.map(() => 0);
  const load = pools.map(() => 0);
  const network = pools.map(() => 0);
  let unserved = 0;
  groups.forEach((_, g) => {
    let left = groups[g].rate;
    for (const l of cheapestLinks(problem, g)) {
      const { pool, service, rtt } = links[l];
      const far = Math.max(network[pool], rtt);
      const room = capacity.admissible(pool, far, pools[pool].quota) - load[pool];
      const taken = Math.min(left, Math.max(0, room) / erlangsOf(1, service));
      if (taken <= 0) continue;
      rates[l] += taken;
      load[pool] += erlangsOf(taken, service);
      network[pool] = far;
      left -= taken;
    }
    unserved += left;
  });
  const holdings = pools.map((one, pool) => {
    const anchor = { pool, network: network[pool], instances: one.quota };
    const instances = load[pool] > 0 ? instancesFor(capacity, anchor, load[pool]) : 0;
    const isSpot = one.mostSpot > 0 && one.spotPrice < one.onDemandPrice;
    return isSpot ? { onDemand: 0, spot: instances } : { onDemand: instances, spot: 0 };
  });
  const facts = { cost: costOf(problem, holdings), unserved };
  return { mix: { holdings, rates }, because: { rule: 'cheapest first', facts } };
}

/** Links of a group within the budget, or all where none is, by the price of a request there. */
function cheapestLinks({ links, pools }: MixProblem, g: number): readonly number[] {
  const own = links.flatMap(({ group }, l) => (group === g ? [l] : []));
  const within = own.filter((l) => links[l].over <= 0);
  const price = (l: number) => {
    const { mostSpot, spotPrice, onDemandPrice, slots } = pools[links[l].pool];
    const hour = mostSpot > 0 ? Math.min(spotPrice, onDemandPrice) : onDemandPrice;
    return (hour * links[l].service) / slots;
  };
  return (within.length > 0 ? within : own).toSorted((a, b) => price(a) - price(b) || a - b);
}
