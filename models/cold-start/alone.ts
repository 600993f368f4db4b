import { openStream, seedState, uniform } from '../../engine/random.ts';
import type { Duration } from '../../engine/units.ts';
import { drawDuration } from '../players/durations.ts';
import { pickSource } from './boots.ts';
import {
  type ReadStage,
  readLimit,
  type StagedBoot,
  stagesOfBoot,
  unpackTail,
  wireBytes,
} from './setup.ts';

/** Boots a load test makes, one after the other. */
const TESTS = 400;

/** What a load test of lone boots finds: how long one takes from launch to ready. */
export interface LoadTest {
  readonly mean: Duration;
  readonly p95: Duration;
}

/**
 * Boots made one at a time, as a studio measures them before the launch: nobody shares a store and
 * no quota is in the way. What many boots at once do to each other is not in it.
 */
export function testBoots(boot: StagedBoot): LoadTest {
  const key = openStream(0, 'cold-start/load-test');
  const lengths = Array.from({ length: TESTS }, (_, test) => bootAlone(boot, key, test));
  lengths.sort((one, other) => one - other);
  const sum = lengths.reduce((total, length) => total + length, 0);
  return { mean: Math.round(sum / TESTS), p95: lengths[Math.ceil(0.95 * TESTS) - 1] };
}

/** Length of one lone boot: the longest way through its stages. */
function bootAlone(boot: StagedBoot, key: Int32Array, test: number): Duration {
  const all = stagesOfBoot(boot);
  const state = new Int32Array(4);
  const ends: number[] = [];
  const endOf = (number: number): Duration => {
    if (ends[number] !== undefined) return ends[number];
    const { after } = boot.stages[number];
    let begins = 0;
    for (let other = 0; after >> other !== 0; other++) {
      if ((after >> other) & 1) begins = Math.max(begins, endOf(other));
    }
    seedState(state, 0, key, test * 64 + number);
    ends[number] = begins + lengthAlone(boot, number, state);
    return ends[number];
  };
  let longest = 0;
  for (let number = 0; all >> number !== 0; number++) longest = Math.max(longest, endOf(number));
  return longest;
}

function lengthAlone(boot: StagedBoot, number: number, state: Int32Array): Duration {
  const stage = boot.stages[number];
  if (stage.kind === 'takes') return drawDuration(stage.law, state, 0);
  return readAlone(boot, stage, pickSource(stage.sources, uniform(state, 0)));
}

/** How long a read takes when nobody shares the store. */
export function readAlone({ stores }: StagedBoot, stage: ReadStage, source: number): Duration {
  const store = stores[source];
  const reads = Math.ceil(wireBytes(stage).hot / readLimit(stage, store) - 1e-6);
  return reads + unpackTail(stage, store);
}
