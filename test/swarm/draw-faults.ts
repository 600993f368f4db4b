import { FAULTS, type FaultKind } from '../../models/faults/fault.ts';
import type { Dice } from './dice.ts';
import { partOf, type Raw, type Wish } from './raw.ts';

/** Faults that every detail feels, and those that need more of it. */
const NEEDS: Readonly<Partial<Record<FaultKind, readonly string[]>>> = {
  'brown-out': ['exact'],
  'mass disconnect': ['exact'],
  'region lost': ['exact', 'sampled 1 in 3'],
  'zone lost': ['exact', 'sampled 1 in 3'],
  partition: ['exact', 'sampled 1 in 3'],
};

interface World {
  readonly regions: Raw;
  readonly groups: readonly string[];
}

/** Up to five faults of any kind, side by side and on top of each other. */
export function drawFaults(dice: Dice, wish: Wish, world: World): Raw {
  const kinds = FAULTS.filter((kind) => NEEDS[kind]?.includes(wish.detail) ?? true);
  const entries = Array.from({ length: dice.whole(0, 5) }, (_, nth): [string, Raw] => {
    return [`fault-${nth}`, drawFault(dice, wish, world, dice.one(kinds))];
  });
  return Object.fromEntries(entries);
}

function drawFault(dice: Dice, wish: Wish, world: World, kind: FaultKind): Raw {
  const from = dice.whole(0, wish.calmFrom - 2);
  const lasts = dice.whole(1, wish.calmFrom - from);
  const fault = { fault: kind, at: `${from} min`, ...drawKeys(dice, world, kind) };
  return kind === 'mass disconnect' ? fault : { ...fault, lasts: `${lasts} min` };
}

function drawKeys(dice: Dice, { regions, groups }: World, kind: FaultKind): Raw {
  const names = Object.keys(regions);
  const region = dice.one(names);
  const anywhere = dice.isLucky(0.5) ? { region } : {};
  switch (kind) {
    case 'region lost':
      return { region };
    case 'zone lost':
      return zoneOf(dice, regions);
    case 'revocation storm':
      return { ...anywhere, share: `${dice.whole(0, 100)} %` };
    case 'brown-out':
      return { ...anywhere, factor: dice.one([0.5, 1.5, 4]) };
    case 'telemetry poisoned':
      return { ...anywhere, factor: dice.one([0, 0.3, 10]) };
    case 'partition':
      return drawCut(dice, names, groups);
    case 'mass disconnect':
      return {
        share: `${dice.whole(0, 100)} %`,
        ...(dice.isLucky(0.5) ? { group: groups[0] } : {}),
      };
    case 'feed outage':
      return { feed: dice.one(['prices', 'carbon']) };
    case 'clock skew':
      return { skew: dice.one(['-2 min', '-5 s', '30 s', '2 min']) };
    default:
      return anywhere;
  }
}

/** A zone of a region that has any; else the whole region is short of capacity. */
function zoneOf(dice: Dice, regions: Raw): Raw {
  const withZones = Object.keys(regions).filter((name) => Number(partOf(regions, name).zones) > 0);
  if (withZones.length === 0) return { fault: 'capacity short' };
  const region = dice.one(withZones);
  return { region, zone: dice.whole(0, Number(partOf(regions, region).zones) - 1) };
}

function drawCut(dice: Dice, names: readonly string[], groups: readonly string[]): Raw {
  const [region, far] = dice.some(names, 2);
  if (far !== undefined && dice.isLucky(0.4)) return { region, 'far region': far };
  return { region, ...(dice.isLucky(0.5) ? { group: dice.one(groups) } : {}) };
}
