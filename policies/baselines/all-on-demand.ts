import { instancesFor } from '../ecim-g/mix/lines.ts';
import { MIX_PARAMETERS, openMixLoop } from '../ecim-g/mix/loop.ts';
import { costOf, type MixProblem, NO_SETTINGS } from '../ecim-g/mix/problem.ts';
import { sendAll } from '../ecim-g/mix/send.ts';
import { type LoopPolicy, type PolicyListing, resolveParameters } from '../listing.ts';

const ID = 'baselines/all-on-demand';
/** Round trips that differ by less are equally near, microseconds. */
const NEARLY = 5000;

/** What on-demand provisioning does today, sized by the same late target as the mix. */
export const allOnDemand: PolicyListing = {
  doc:
    'On-demand provisioning: each group goes to the cheapest pool of its nearest place, which ' +
    'holds on-demand instances for the late target. It owns the routes: put `ecim-g/mix-routes` ' +
    'beside it.',
  parameters: MIX_PARAMETERS,
  create(given, brief, every): LoopPolicy {
    const parameters = resolveParameters(ID, MIX_PARAMETERS, given);
    return openMixLoop(
      { id: ID, brief, every, parameters, settings: NO_SETTINGS },
      (_, problem) => {
        const links = problem.groups.map((_, g) => nearestCheapest(problem, g));
        if (links.every((link) => link < 0)) {
          return { mix: undefined, because: { rule: 'hold: no pool is known', facts: {} } };
        }
        const { rates, load, network } = sendAll(problem, links);
        const holdings = problem.pools.map(({ quota }, pool) => {
          const anchor = { pool, network: network[pool], instances: quota };
          const onDemand = load[pool] > 0 ? instancesFor(problem.capacity, anchor, load[pool]) : 0;
          return { onDemand, spot: 0 };
        });
        const facts = { cost: costOf(problem, holdings) };
        const because = { rule: 'on-demand at the nearest place', facts };
        return { mix: { holdings, rates }, because };
      },
    );
  },
};

/** Link of a group to the cheapest of its nearest pools; -1: none is known. */
function nearestCheapest({ links, pools }: MixProblem, g: number): number {
  const own = links.flatMap(({ group }, l) => (group === g ? [l] : []));
  const nearest = Math.min(...own.map((l) => links[l].rtt));
  const price = (l: number) => {
    const { onDemandPrice, slots } = pools[links[l].pool];
    return (onDemandPrice * links[l].service) / slots;
  };
  const near = own.filter((l) => links[l].rtt <= nearest + NEARLY);
  return near.toSorted((a, b) => price(a) - price(b) || a - b)[0] ?? -1;
}
