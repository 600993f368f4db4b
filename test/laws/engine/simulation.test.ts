import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, type Law } from '../../../engine/distributions.ts';
import { openStream } from '../../../engine/random.ts';
import {
  createStation,
  leaveLine,
  release,
  type Station,
  seize,
} from '../../../engine/resources.ts';
import { decodePlain, encodePlain } from '../../../engine/save.ts';
import { type Rules, type Saved, Simulation } from '../../../engine/simulation.ts';
import { createTally, record, type Tally } from '../../../engine/tally.ts';

/** Two clerks, impatient customers: scheduling, cancelling, chance and a queue in one. */
interface Shop {
  readonly clerks: Station;
  readonly chance: Int32Array;
  readonly patience: Map<number, number>;
  readonly service: Tally;
  arrived: number;
  abandoned: number;
}

const GAP: Law = { kind: 'exponential', mean: 100 };
const WORK: Law = { kind: 'lognormal', mu: 5, sigma: 0.8 };
const [ARRIVES, ENDS, LEAVES] = [0, 1, 2];

function begin(shop: Shop, simulation: Simulation<Shop>, customer: number): void {
  const work = Math.round(draw(WORK, shop.chance, 0));
  record(shop.service, work);
  simulation.schedule(simulation.now + work, ENDS, customer);
}

const rules: Rules<Shop> = {
  kinds: [
    { name: 'customer.arrives', rank: 2 },
    { name: 'service.ends', rank: 0 },
    { name: 'customer.leaves', rank: 1 },
  ],
  handlers: [
    (shop, simulation) => {
      const customer = shop.arrived++;
      simulation.schedule(simulation.now + Math.round(draw(GAP, shop.chance, 0)), ARRIVES);
      if (seize(shop.clerks, customer) === 'served') begin(shop, simulation, customer);
      else shop.patience.set(customer, simulation.schedule(simulation.now + 300, LEAVES, customer));
    },
    (shop, simulation) => {
      const next = release(shop.clerks);
      if (next < 0) return;
      simulation.cancel(shop.patience.get(next) ?? 0);
      shop.patience.delete(next);
      begin(shop, simulation, next);
    },
    (shop, _simulation, customer) => {
      if (leaveLine(shop.clerks, customer)) shop.abandoned++;
      shop.patience.delete(customer);
    },
  ],
};

function open(seed: number): Simulation<Shop> {
  const world: Shop = {
    clerks: createStation({ servers: 2 }),
    chance: openStream(seed, 'shop'),
    patience: new Map(),
    service: createTally(),
    arrived: 0,
    abandoned: 0,
  };
  const simulation = new Simulation({ ...rules, world });
  simulation.schedule(0, ARRIVES);
  return simulation;
}

const END = 60_000;
const trace = (simulation: Simulation<Shop>) => encodePlain(simulation.save());

function isSaved(value: unknown): value is Saved<Shop> {
  return typeof value === 'object' && value !== null && 'agenda' in value;
}

describe('a simulation', () => {
  const straight = open(1);
  straight.run(END);
  const whole = trace(straight);

  it('has a model that queues and abandons, or these laws would show little', () => {
    expect(straight.world.abandoned).toBeGreaterThan(20);
    expect(straight.events).toBeGreaterThan(1000);
  });

  it('saved and restored at any instant ends as if it had never stopped', () => {
    const law = fc.property(fc.nat(END), (cut) => {
      const first = open(1);
      first.run(cut);
      const second = Simulation.restore(rules, first.save());
      second.run(END);
      expect(trace(second)).toBe(whole);
    });
    fc.assert(law, { seed: 20261101, numRuns: 100 });
  });

  it('saved between two events, as text, ends as if it had never stopped', () => {
    const law = fc.property(fc.nat(900), (cut) => {
      const first = open(1);
      for (let i = 0; i < cut; i++) first.step();
      const text = trace(first);
      const saved = decodePlain(text);
      if (!isSaved(saved)) throw new Error('not a saved simulation');
      const second = Simulation.restore(rules, saved);
      expect(trace(second)).toBe(text);
      second.run(END);
      expect(trace(second)).toBe(whole);
    });
    fc.assert(law, { seed: 20261102, numRuns: 30 });
  });

  it('forks into futures that do not touch each other or the trunk', () => {
    const trunk = open(1);
    trunk.run(20_000);
    const [left, right] = [trunk.fork(), trunk.fork()];
    left.world.chance[0] ^= 1;
    left.run(END);
    right.run(END);
    expect(trace(right)).toBe(whole);
    expect(left.digest()).not.toBe(right.digest());
    expect(trunk.now).toBe(20_000);
    trunk.run(END);
    expect(trace(trunk)).toBe(whole);
  });

  it('is not disturbed by being saved, forked or peeked at', () => {
    const watched = open(1);
    for (let at = 0; at <= END; at += 500) {
      watched.run(at);
      watched.fork().run(at + 400);
      watched.peekTime();
    }
    expect(trace(watched)).toBe(whole);
  });

  it('is another one with another seed', () => {
    const other = open(2);
    other.run(END);
    expect(other.digest()).not.toBe(straight.digest());
  });
});
