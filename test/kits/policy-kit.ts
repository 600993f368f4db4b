import type { Receipt, Turn } from '../../policies/contract.ts';
import type { Brief, Observation } from '../../policies/observation.ts';
import { briefOf, groupSeen, regionSeen, seen } from '../policies/world.ts';

/** What a policy is told beforehand here: two regions, two groups and one class of jobs. */
export function kitBrief(): Brief {
  const jobClass = {
    name: 'training',
    regions: [0, 1],
    changeover: 300_000_000,
    checkpointEvery: 600_000_000,
    checkpointTakes: 10_000_000,
  };
  const rates = Array.from({ length: 9 }, (_, bucket) => 0.3 / (bucket + 1));
  const spotHazards = { tick: 600_000_000, up: rates, down: rates };
  return briefOf({ jobClasses: [jobClass], spotHazards });
}

/** A busy, healthy observation, every kind of number in it above 0. */
export function healthy(): Observation {
  const service = { upper: [400_000, 600_000], count: Float64Array.of(30, 60) };
  const region = regionSeen({ arrivals: 90, answered: 90, busySlotSeconds: 600, service });
  const job = {
    ...{ job: 0, jobClass: 0, arrivedAt: 0, deadlineAt: 86_400_000_000, width: 2, region: 0 },
    ...({ state: 'waiting', market: 'spot' } as const),
    ...{ length: 3_600_000_000, done: 0, saved: 0 },
  };
  const groups = seen().groups.map((one) => ({ ...one, requests: 90, playing: 40 }));
  return seen({ regions: [region, region], groups, jobs: [job] });
}

/** One way in which what a policy is told can be out of order: told at the kit's second turn. */
export interface Degenerate {
  readonly name: string;
  readonly turn: (turn: Turn<Observation, unknown>) => Turn<Observation, unknown>;
  /** Whether a shield must step in. */
  readonly isBad: boolean;
}

/** A mended copy of an observation in which every number is another. */
export function withNumbers(observation: Observation, x: number): Observation {
  const copy: Observation = JSON.parse(JSON.stringify(observation), (_, value) => {
    return typeof value === 'number' ? x : value;
  });
  return copy;
}

function told(name: string, isBad: boolean, change: (healthy: Observation) => unknown): Degenerate {
  const turn: Degenerate['turn'] = (one) => {
    return { ...one, observation: change(one.observation) as Observation };
  };
  return { name, isBad, turn };
}

const RECEIPT: Receipt = {
  order: 'capacity/999/7',
  at: 1,
  outcome: 'refused',
  granted: 0,
  reason: 'nobody knows',
};

/** Every degenerate turn of the kit. */
export const DEGENERATE: readonly Degenerate[] = [
  told('nothing', true, () => undefined),
  told('empty lists', true, (one) => ({ ...one, regions: [], groups: [] })),
  told('no regions key', true, () => ({ window: 30_000_000 })),
  told('NaN everywhere', true, (one) => withNumbers(one, Number.NaN)),
  told('negative everywhere', true, (one) => withNumbers(one, -1)),
  told('1e30 everywhere', true, (one) => withNumbers(one, 1e30)),
  told('one NaN price', true, (one) => ({
    ...one,
    regions: [{ ...one.regions[0], spotPricePerHour: Number.NaN }, one.regions[1]],
  })),
  told('a negative window', true, (one) => ({ ...one, window: -5 })),
  told('a region vanished', true, (one) => ({ ...one, regions: one.regions.slice(0, 1) })),
  told('a group vanished', true, (one) => ({ ...one, groups: one.groups.slice(1) })),
  told('a vanished queue', true, (one) => ({
    ...one,
    regions: one.regions.map(({ queueLength: _, ...rest }) => ({ ...rest, queueLength: null })),
  })),
  told('all zero', false, () => seen({ groups: [groupSeen(), groupSeen()], jobs: [] })),
  { name: 'an hour old', isBad: false, turn: (one) => ({ ...one, observedAt: 0 }) },
  { name: 'the clock backwards', isBad: true, turn: (one) => ({ ...one, at: 5, observedAt: 2 }) },
  {
    name: 'observed in the future',
    isBad: true,
    turn: (one) => ({ ...one, observedAt: one.at + 1e9 }),
  },
  { name: 'no time', isBad: true, turn: (one) => ({ ...one, at: Number.NaN }) },
  { name: 'a stray receipt', isBad: true, turn: (one) => ({ ...one, receipts: [RECEIPT] }) },
];
