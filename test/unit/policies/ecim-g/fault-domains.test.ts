import { expect, test } from 'vitest';
import { openStream, uniform } from '../../../../engine/random.ts';
import {
  coverAnyLoss,
  type DomainPlace,
} from '../../../../policies/ecim-g/fault-domains/matrix.ts';

const CLOUDS = ['a', 'a', 'b', 'c', 'c'];

/** Up to five small places in two or three clouds, each a region of its own. */
function placesOf(dice: Int32Array): DomainPlace[] {
  const many = 2 + Math.floor(uniform(dice, 0) * 4);
  return Array.from({ length: many }, (_, place) => {
    const most = Math.floor(uniform(dice, 0) * 5);
    const least = Math.min(most, Math.floor(uniform(dice, 0) * 3));
    const price = 1 + Math.floor(uniform(dice, 0) * 5);
    return { domains: [CLOUDS[place], `region-${place}`], least, most, price };
  });
}

function survives(places: readonly DomainPlace[], held: readonly number[], need: number): boolean {
  const domains = new Set(places.flatMap((place) => place.domains));
  return [...domains].every((lost) => {
    const left = held.filter((_, place) => !places[place].domains.includes(lost));
    return left.reduce((sum, one) => sum + one, 0) >= need;
  });
}

/** Price of the cheapest holdings that survive, by trying all; Infinity: there are none. */
function cheapestByTrying(places: readonly DomainPlace[], need: number): number {
  const held = places.map(({ least }) => least);
  let best = Number.POSITIVE_INFINITY;
  for (;;) {
    const cost = held.reduce((sum, one, place) => sum + one * places[place].price, 0);
    if (cost < best && survives(places, held, need)) best = cost;
    let place = 0;
    while (place < places.length && held[place] === places[place].most) {
      held[place] = places[place].least;
      place++;
    }
    if (place === places.length) return best;
    held[place]++;
  }
}

test('holdings that survive any loss are the cheapest of all, on 500 small cases', () => {
  const dice = openStream(5, 'places');
  let impossible = 0;
  for (let round = 0; round < 500; round++) {
    const places = placesOf(dice);
    const need = Math.floor(uniform(dice, 0) * 7);
    const plan = coverAnyLoss(places, need);
    const best = cheapestByTrying(places, need);
    if ('missing' in plan) {
      expect(best, `round ${round}`).toBe(Number.POSITIVE_INFINITY);
      expect(plan.missing, `round ${round}`).toBeGreaterThan(0);
      impossible++;
    } else {
      expect(plan.cost, `round ${round}`).toBe(best);
      expect(survives(places, plan.held, need), `round ${round}`).toBe(true);
    }
  }
  expect(impossible).toBeGreaterThan(20);
  expect(impossible).toBeLessThan(480);
});

test('three equal regions share what any two must carry; two must each carry all', () => {
  const region = (name: string) => ({ domains: [name], least: 0, most: 100, price: 1 });
  const three = coverAnyLoss(['a', 'b', 'c'].map(region), 8);
  const two = coverAnyLoss(['a', 'b'].map(region), 8);
  expect(three).toEqual({ held: [4, 4, 4], cost: 12, lossMost: 4 });
  expect(two).toEqual({ held: [8, 8], cost: 16, lossMost: 8 });
});
