import { stagesUnderWay } from '../models/cold-start/boots.ts';
import { KIND } from '../models/kinds.ts';
import { openSimulation } from '../models/open.ts';
import type { Setup } from '../models/setup.ts';
import type { LoopPolicy } from '../policies/listing.ts';
import { compileRun } from '../scenarios/compile.ts';
import type { Opened } from './document-play.ts';

/** One stage of the first instance, microseconds from the order. */
export interface Span {
  readonly stage: string;
  readonly from: number;
  readonly to: number;
}

/** What became of instances that were ordered at one instant. */
export interface Gang {
  /** When each was ready, ascending. */
  readonly ready: readonly number[];
  readonly spans: readonly Span[];
}

/**
 * Orders so many instances of a scenario's boot at time 0 in one region where nobody plays; no
 * family is short and no quota of instances is in the way, only what the stages draw on.
 */
export function bootTogether({ scenario, bundle }: Opened, count: number): Gang {
  const { setup } = compileRun(scenario, bundle, scenario.contenders[0], 0);
  const simulation = openSimulation(aloneIn(setup, count), [orderOnce(count)]);
  const ready: number[] = [];
  const open = new Map<string, number>();
  const spans: Span[] = [];
  simulation.watch((now, kind) => {
    if (kind === KIND.instanceBoots) ready.push(now);
  });
  while (ready.length < count) {
    simulation.step();
    const names = stagesUnderWay(simulation.world, 0);
    for (const [stage, from] of open) {
      if (names.includes(stage)) continue;
      spans.push({ stage, from, to: simulation.now });
      open.delete(stage);
    }
    for (const name of names) if (!open.has(name)) open.set(name, simulation.now);
  }
  return { ready, spans };
}

function aloneIn(setup: Setup, count: number): Setup {
  if (setup.boot.kind !== 'stages') throw new Error('wanted a boot by stages');
  const families = [{ name: 'any', price: 1, most: Number.POSITIVE_INFINITY, spells: undefined }];
  return {
    ...setup,
    boot: { ...setup.boot, families },
    regions: setup.regions.map((region) => {
      return { ...region, quota: count, instance: { ...region.instance, atStart: 0 } };
    }),
    groups: setup.groups.map((group) => ({ ...group, rates: group.rates.map(() => 0) })),
    thinking: 0,
    actuation: 0,
    loopEvery: [setup.horizon],
    loopNames: ['order'],
  };
}

function orderOnce(instances: number): LoopPolicy {
  return {
    id: 'bench/order-once',
    wakes: { every: 1 },
    begin: () => null,
    decide: () => ({
      decisions: [{ kind: 'scale', region: 0, market: 'on-demand', instances }],
      memory: null,
      because: { rule: 'order', facts: {} },
    }),
  };
}
