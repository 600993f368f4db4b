import { describe, expect, it } from 'vitest';
import { drawScenario } from './draw.ts';
import { play } from './play.ts';
import { partOf, type Raw } from './raw.ts';
import { shrink } from './shrink.ts';

/** A few of the seeds that `npm run swarm` plays by the thousand. */
const SEEDS = [1, 2, 3, 5, 8, 12, 24, 26, 32, 40, 44, 47];

describe('the swarm', () => {
  it.each(SEEDS)('breaks no invariant with seed %i', (seed) => {
    expect(play(drawScenario(seed)).broken).toEqual([]);
  });

  it('draws the same scenario from a seed every time, and others from other seeds', () => {
    expect(drawScenario(7)).toEqual(drawScenario(7));
    expect(drawScenario(7)).not.toEqual(drawScenario(8));
  });

  it('draws every kind of fault, and every part that a scenario may have', () => {
    const texts = Array.from({ length: 150 }, (_, seed) => JSON.stringify(drawScenario(seed)));
    const all = texts.join('\n');
    const parts = ['region lost', 'zone lost', 'capacity short', 'revocation storm', 'brown-out'];
    const more = ['partition', 'mass disconnect', 'telemetry lost', 'telemetry poisoned'];
    const rest = ['feed outage', 'clock skew', 'warm pool', 'pipeline', 'jobs', 'sampled', 'fluid'];
    for (const part of [...parts, ...more, ...rest]) expect(all).toContain(part);
  });
});

/** Breaks as long as a region is lost; what else is in the scenario does not matter. */
const playFragile = (raw: Raw) => {
  const faults = Object.values(partOf(raw, 'faults'));
  const isBroken = faults.some((fault) => JSON.stringify(fault).includes('region lost'));
  return { broken: isBroken ? ['invariant 3: it broke'] : [], events: 0 };
};

it('a failing seed shrinks to what it takes to fail', () => {
  const seed = Array.from({ length: 200 }, (_, nth) => nth).find((one) => {
    const raw = drawScenario(one);
    return playFragile(raw).broken.length > 0 && Object.keys(partOf(raw, 'faults')).length > 2;
  });
  const raw = drawScenario(seed ?? 0);
  const small = shrink(raw, playFragile(raw).broken, playFragile).raw;
  expect(Object.values(partOf(small, 'faults'))).toMatchObject([{ fault: 'region lost' }]);
  expect(Object.keys(partOf(small, 'regions'))).toHaveLength(1);
  expect(Object.keys(partOf(partOf(small, 'players'), 'groups'))).toHaveLength(1);
  expect([small.jobs, small.pipeline, small.detail]).toEqual([undefined, undefined, undefined]);
});

it('a scenario that is refused, or that throws, is broken and not passed over', () => {
  expect(play({ ...drawScenario(1), horizon: '1 parsec' }).broken[0]).toMatch(/^threw: refused/);
});
