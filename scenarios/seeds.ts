const STRIDE = 4_294_967_296;

/**
 * Seed of a replication: no two scenarios whose seeds are below 2^32 share one, and a replication
 * can be run again alone as the first of a scenario with this seed.
 */
export function replicationSeed(seed: number, replication: number): number {
  return seed + replication * STRIDE;
}
