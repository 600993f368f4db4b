import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../engine/units.ts';
import { replicationSeed } from '../../../scenarios/seeds.ts';
import { shiftCycle, zoneSeries } from '../../../scenarios/zones.ts';
import { checkSeries, valueAt } from '../../../traces/series-ops.ts';
import { smallBundle } from '../../fixtures/small-world.ts';

const [recording] = smallBundle().availability;
const place = { region: 'east', zone: 0, nth: 0 };

it('a cycle begun at a later tick says at every instant what the cycle says that much later', () => {
  const tick = 10 * MINUTE;
  const property = fc.property(
    fc.integer({ min: 0, max: 29 }),
    fc.integer({ min: 0, max: 20 * HOUR }),
    (ticks, at) => {
      const shifted = shiftCycle(recording, ticks * tick);
      expect(checkSeries(shifted)).toEqual([]);
      expect(valueAt(shifted, at)).toBe(valueAt(recording, at + ticks * tick));
    },
  );
  fc.assert(property, { seed: 1, numRuns: 300 });
});

it('replications see different spot weeks, one seed always the same', () => {
  const weeks = Array.from({ length: 8 }, (_, n) => {
    return JSON.stringify(zoneSeries([recording], place, replicationSeed(7, n)));
  });
  expect(new Set(weeks).size).toBeGreaterThan(4);
  expect(JSON.stringify(zoneSeries([recording], place, 7))).toBe(weeks[0]);
});

it('no replication of one seed is a replication of the next', () => {
  const seeds = [1, 2, 3].flatMap((seed) => [0, 1, 2].map((n) => replicationSeed(seed, n)));
  expect(new Set(seeds).size).toBe(9);
});

it('recordings made side by side begin at one tick in all zones of a region', () => {
  const together = { ...recording, beside: 'east' };
  const starts = (series: typeof recording) =>
    [0, 1, 2].map((zone) => JSON.stringify(zoneSeries([series], { ...place, zone }, 7)));
  expect(new Set(starts(together)).size).toBe(1);
  expect(new Set(starts(recording)).size).toBeGreaterThan(1);
});
