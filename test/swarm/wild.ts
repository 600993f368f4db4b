import type { Policy } from '../../policies/contract.ts';
import type { Decision } from '../../policies/decision.ts';
import type { LoopPolicy } from '../../policies/listing.ts';
import { RINGS } from '../../policies/loop.ts';
import type { Observation } from '../../policies/observation.ts';
import { always, alwaysMax, alwaysZero, doesNothing, flaps } from '../policies/degenerate.ts';

/** Everything a policy may order, wildly, from nothing but the number of its turn. */
const thrashes: Policy<Observation, Decision, number> = {
  id: 'degenerate/thrashes',
  wakes: { every: 30_000_000 },
  begin: () => 0,
  decide: ({ observation, memory }) => {
    const draw = (nth: number, most: number) => mix(memory * 64 + nth) % most;
    const { regions, groups } = observation;
    const scales = regions.flatMap((_, region): Decision[] => [
      { kind: 'scale', region, market: 'on-demand', instances: draw(region, 6) },
      { kind: 'scale', region, market: 'spot', instances: draw(region + 9, 6) },
      { kind: 'ring', region, ring: RINGS[draw(region + 18, 4)], reason: 'thrashes' },
    ]);
    const routes = groups.map((_, group): Decision => {
      const weights = regions.map((__, region) => draw(group * 7 + region + 27, 4));
      return {
        kind: 'route',
        group,
        weights: weights.map((weight, at) => weight + (at === 0 ? 1 : 0)),
      };
    });
    const decisions = draw(63, 3) === 0 ? [] : [...scales, ...routes];
    return { decisions, memory: memory + 1, because: { rule: 'thrashes', facts: {} } };
  },
};

/** A whole number that looks random: one round of the mix of MurmurHash3. */
function mix(x: number): number {
  const a = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b ^ (b >>> 16)) >>> 0;
}

/** Policies that no scenario file can name: a contender of their name has one for its capacity. */
export const WILD: ReadonlyMap<string, LoopPolicy> = new Map<string, LoopPolicy>([
  ['does-nothing', doesNothing],
  ['always-3', always(3)],
  ['always-max', alwaysMax],
  ['always-zero', alwaysZero],
  ['flaps', flaps],
  ['thrashes', thrashes],
]);
