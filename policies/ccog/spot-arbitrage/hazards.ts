/** First ages, in ticks lived after the first, of the nine buckets of a hazard table. */
export const AGE_STARTS: readonly number[] = [0, 1, 2, 3, 6, 12, 24, 48, 96];

/** Number of age buckets. */
export const AGES = AGE_STARTS.length;

/** Bucket of an age in whole ticks: 0 for a run that has lived one tick, or less. */
export function ageBucket(ticks: number): number {
  let bucket = AGES - 1;
  while (bucket > 0 && AGE_STARTS[bucket] > ticks) bucket--;
  return bucket;
}

/**
 * Chance that a run of a bucket that lives on enters the next bucket at its next tick: the share of
 * runs of the bucket that stand at its last age, when they end at the bucket's hazard.
 */
export function ageChance(hazard: number, bucket: number): number {
  if (bucket === AGES - 1) return 0;
  const width = AGE_STARTS[bucket + 1] - AGE_STARTS[bucket];
  let alive = 1;
  let all = 1;
  for (let age = 1; age < width; age++) {
    alive *= 1 - hazard;
    all += alive;
  }
  return alive / all;
}

/** Hazards of waiting for the first of several zones to sell again, each on its own. */
export function firstOf(down: readonly number[], zones: number): readonly number[] {
  return down.map((hazard) => {
    let none = 1;
    for (let zone = 0; zone < zones; zone++) none *= 1 - hazard;
    return 1 - none;
  });
}

/** Mean length of runs with these hazards, in ticks; at most a million. */
export function meanRunTicks(hazards: readonly number[]): number {
  let alive = 1;
  let mean = 0;
  for (let bucket = 0; bucket < AGES - 1; bucket++) {
    for (let age = AGE_STARTS[bucket]; age < AGE_STARTS[bucket + 1]; age++) {
      mean += alive;
      alive *= 1 - hazards[bucket];
    }
  }
  return mean + alive / Math.max(1e-6, hazards[AGES - 1]);
}
