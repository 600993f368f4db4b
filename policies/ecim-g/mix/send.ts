import type { Duration } from '../../../engine/units.ts';
import { erlangsOf, type MixProblem } from './problem.ts';

/** Everybody sent somewhere: rates by link, load and largest round trip by pool. */
export interface Sent {
  readonly rates: readonly number[];
  readonly load: readonly number[];
  readonly network: readonly Duration[];
}

/** Sends each group over one link, -1: nowhere. */
export function sendAll({ links, groups, pools }: MixProblem, chosen: readonly number[]): Sent {
  const rates = links.map(({ group }, l) => (chosen[group] === l ? groups[group].rate : 0));
  const load = pools.map(() => 0);
  const network = pools.map(() => 0);
  links.forEach(({ pool, service, rtt }, l) => {
    if (rates[l] === 0) return;
    load[pool] += erlangsOf(rates[l], service);
    network[pool] = Math.max(network[pool], rtt);
  });
  return { rates, load, network };
}
