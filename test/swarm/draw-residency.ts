import type { Dice } from './dice.ts';
import type { Raw } from './raw.ts';

/** Groups with a residency, each with some chance: its home, and perhaps others. */
export function tagGroups(
  dice: Dice,
  groups: Record<string, Raw>,
  regions: readonly string[],
): Record<string, Raw> {
  const isThere = dice.isLucky(0.4);
  const entries = Object.entries(groups).map(([name, group]): [string, Raw] => {
    const isTagged = dice.isLucky(0.5) && isThere;
    const others = regions.filter((region) => region !== group.home && dice.isLucky(0.3));
    return [name, isTagged ? { ...group, residency: [group.home, ...others] } : group];
  });
  return Object.fromEntries(entries);
}

/** What requests look up, where they are followed one by one, as they are, and by no gateway. */
export function withFeatures(dice: Dice, raw: Raw, regions: readonly string[]): Raw {
  const isThere = dice.isLucky(0.3);
  const time = dice.one([{ deterministic: '1 ms' }, { exponential: { mean: '5 ms' } }]);
  const own = { personal: 'yes', 'look-ups': dice.whole(1, 4), time };
  const copies = { ...own, personal: 'no', 'kept in': [dice.one(regions)] };
  const shards = dice.isLucky(0.5) ? { own, copies } : { own };
  const isRefused = ['detail', 'gateways', 'placement'].some((key) => raw[key] !== undefined);
  return isThere && !isRefused ? { ...raw, features: { shards } } : raw;
}
