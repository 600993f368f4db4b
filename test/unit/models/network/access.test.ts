import { describe, expect, it } from 'vitest';
import { openStream } from '../../../../engine/random.ts';
import { HOUR, MILLISECOND } from '../../../../engine/units.ts';
import { accessAt, drawAccess } from '../../../../models/network/access.ts';
import { drawRtt } from '../../../../models/network.ts';
import { openNetwork } from '../../../fixtures/network.ts';

const still = { factors: [1] };
const mix = [
  { access: 'fibre', share: 0.4 },
  { access: 'wifi', share: 0.35 },
  { access: '4g', share: 0.25 },
];

describe('players of several access classes', () => {
  it('come in the shares that the scenario gives, and each keeps its own', () => {
    const { world } = openNetwork(still, mix);
    const ways = world.setup.groups[0].ways ?? expect.fail('no ways');
    expect(ways.map(({ upTo }) => upTo)).toEqual([0.4, 0.75, 1]);
    expect(
      [0, 0.39, 0.4, 0.74, 0.75, 0.999].map((point) => ways.indexOf(accessAt(ways, point))),
    ).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('have the class of their place, which says nothing of the region it sends them to', () => {
    const { world } = openNetwork(still, mix);
    const { sessions } = world;
    const shortest = (place: number) => {
      sessions.place[0] = place;
      const draws = Array.from({ length: 300 }, () => {
        return drawRtt(world, { group: 0, region: 0 }, sessions.random, 0);
      });
      return Math.min(...draws) / MILLISECOND;
    };
    sessions.random.set(openStream(1, 'session'), 0);
    // Beside the 1 ms within the region: fibre 4 ms and a bit, 4G at least 40 ms.
    const places = Array.from({ length: 400 }, (_, i) => (i * 0.618033988) % 1);
    const isMobile = places.map((place) => shortest(place) > 40);
    const share = (from: number, to: number) => {
      const inside = isMobile.filter((_, i) => places[i] >= from && places[i] < to);
      return inside.filter((is) => is).length / inside.length;
    };
    expect(share(0, 0.5)).toBeCloseTo(0.25, 1);
    expect(share(0.5, 1)).toBeCloseTo(0.25, 1);
  });

  it('wait as long as their class says, at the median and in the worst hundredth', () => {
    const { world } = openNetwork(still, [{ access: 'cable', share: 1 }]);
    const [cable] = world.setup.groups[0].ways ?? expect.fail('no ways');
    const state = openStream(2, 'cable');
    const times = Array.from({ length: 40_000 }, () => drawAccess(cable, state, 0) / MILLISECOND);
    times.sort((a, b) => a - b);
    expect(times[20_000]).toBeCloseTo(16, 0);
    expect(times[39_600] / 250).toBeCloseTo(1, 1);
    expect(times[0]).toBeGreaterThanOrEqual(14);
  });

  it('make a run of their own, and one time for all makes the old one', () => {
    const digest = (ways: typeof mix | undefined) => {
      const simulation = openNetwork(still, ways);
      simulation.run(HOUR);
      return simulation.digest();
    };
    expect(digest(mix)).not.toBe(digest(undefined));
    expect(digest(mix)).toBe(digest(mix));
  });
});
