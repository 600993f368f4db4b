import type { Law } from '../../engine/distributions.ts';
import type { Duration } from '../../engine/units.ts';

/** Where bytes are read from; each region has its own. Rates in bytes per microsecond. */
export interface StoreSetup {
  readonly name: string;
  /** Most that one channel (a volume, a connection) carries; Infinity: no limit. */
  readonly channel: number;
  /** Most that one instance takes from it, over all its channels. */
  readonly client: number;
  /** Most that it gives to all instances of the region at once; they share it fairly. */
  readonly total: number;
  /** Account quota: in the long run one channel is opened in this time at most; 0: free. */
  readonly openEvery: Duration;
  /** Channels that may be opened at one instant after a rest. */
  readonly openBurst: number;
  /** Channels that may be open at once. */
  readonly openMost: number;
  /** USD per GB (1e9 bytes) on the wire that instances read from it. */
  readonly pricePerGb: number;
}

/** A store a stage may read from, and the chance that an instance finds its bytes there. */
export interface Source {
  readonly store: number;
  readonly chance: number;
}

interface Stage {
  readonly name: string;
  /** Stages that must be over before this one begins: bit i stands for stage i. */
  readonly after: number;
}

/** A stage that takes time whoever else boots: a launch, a warm-up, the start of the engine. */
export interface TimedStage extends Stage {
  readonly kind: 'takes';
  readonly law: Law;
}

/** A stage that brings bytes to the instance. */
export interface ReadStage extends Stage {
  readonly kind: 'reads';
  /** Bytes before packing that the instance does not have yet. */
  readonly bytes: number;
  /** Share that must be there before the stage is over; the rest follows in the background. */
  readonly hot: number;
  /** Equal shards of the whole, and the chance that a request needs one that is not hot. */
  readonly shards: number;
  readonly needed: number;
  readonly channels: number;
  /** Bytes before packing per byte on the wire. */
  readonly packed: number;
  /** Bytes per microsecond that the instance unpacks and writes; Infinity: no limit. */
  readonly unpack: number;
  /** Parts that are unpacked only when whole, one after the other. */
  readonly layers: number;
  readonly sources: readonly Source[];
}

/** One stage on the way from an order to a ready instance. */
export type StageSetup = TimedStage | ReadStage;

/** One instance family that can hold the replica; families are ordered by price. */
export interface FamilySetup {
  readonly name: string;
  /** Price relative to the region's on-demand price. */
  readonly price: number;
  /** Most instances the cloud has in one zone; Infinity: no limit. */
  readonly most: number;
  /** How long a zone has capacity and how long it then has none; absent: it always has. */
  readonly spells: { readonly has: Law; readonly lacks: Law } | undefined;
}

/** Instances that are held beside the fleet, booted as far as they can wait. */
export interface PoolSetup {
  /** Instances per region until a policy orders another number. */
  readonly instances: number;
  /** Stages an instance has behind it when it is called: bit i stands for stage i. */
  readonly keeps: number;
  /** Whether it runs while it waits: then it is billed as a running one and draws idle power. */
  readonly isRunning: boolean;
  /** USD per hour of a stopped one: its volumes. */
  readonly pricePerHour: number;
}

/** Boots made of stages, what they draw on and where instances come from. */
export interface StagedBoot {
  readonly kind: 'stages';
  /** The stages by number; with a pool, the last one wakes an instance of it. */
  readonly stages: readonly StageSetup[];
  readonly stores: readonly StoreSetup[];
  readonly families: readonly FamilySetup[];
  /** How long an offering (a family in a zone) is skipped after it had no capacity. */
  readonly backOff: Duration;
  readonly pool: PoolSetup | undefined;
}

/** From an order to a ready instance: a law for the whole of it, or its stages. */
export type BootSetup = Law | StagedBoot;

/** Stages of a boot that begins with nothing; bit i stands for stage i. */
export function stagesOfBoot({ stages, pool }: StagedBoot): number {
  return (1 << (stages.length - (pool === undefined ? 0 : 1))) - 1;
}

/** Stages an instance goes through to wait in the pool: those it keeps and what they wait for. */
export function stagesOfPool({ stages, pool }: StagedBoot): number {
  let mask = pool?.keeps ?? 0;
  for (let before = -1; before !== mask; ) {
    before = mask;
    stages.forEach(({ after }, number) => {
      if (((before >> number) & 1) === 1) mask |= after;
    });
  }
  return mask;
}

/** Most an instance takes from this store in this stage, bytes on the wire per microsecond. */
export function readLimit(stage: ReadStage, store: StoreSetup): number {
  const wire = Math.min(store.client, store.total, stage.channels * store.channel);
  return Math.min(wire, stage.unpack / stage.packed);
}

/** Bytes on the wire before the stage is over, and after. */
export function wireBytes({ bytes, hot, packed }: ReadStage): {
  readonly hot: number;
  readonly cold: number;
} {
  return { hot: (bytes * hot) / packed, cold: (bytes * (1 - hot)) / packed };
}

/**
 * What a read adds when its last byte is in: a layer is unpacked only when it is whole, so of the
 * two lines, reading and unpacking, the quicker one is idle for one layer (a flow shop).
 */
export function unpackTail(stage: ReadStage, store: StoreSetup): Duration {
  if (stage.unpack === Infinity || stage.bytes === 0) return 0;
  const wire = Math.min(store.client, store.total, stage.channels * store.channel);
  const layer = (stage.bytes * stage.hot) / stage.layers;
  return Math.ceil(Math.min(layer / stage.packed / wire, layer / stage.unpack));
}
