import { describe, expect, it } from 'vitest';
import { type Rules, Simulation } from '../../../engine/simulation.ts';

interface World {
  readonly log: string[];
}

const rules: Rules<World> = {
  kinds: [
    { name: 'bell.rings', rank: 2 },
    { name: 'door.opens', rank: 1 },
    { name: 'echo.returns', rank: 0 },
  ],
  handlers: [
    (world, simulation, a, b) => {
      world.log.push(`${simulation.now} bell ${a} ${b}`);
      if (a > 0) simulation.schedule(simulation.now, 2, a - 1);
    },
    (world, simulation) => world.log.push(`${simulation.now} door`),
    (world, simulation, a) => world.log.push(`${simulation.now} echo ${a}`),
  ],
};

const create = () => new Simulation<World>({ ...rules, world: { log: [] } });

describe('simulation', () => {
  it('moves the clock before the handler runs', () => {
    const simulation = create();
    simulation.schedule(5, 0, 0, 9);
    simulation.run(10);
    expect(simulation.world.log).toEqual(['5 bell 0 9']);
  });

  it('orders one instant by rank, then by scheduling, and lets events follow at once', () => {
    const simulation = create();
    simulation.schedule(5, 0, 1);
    simulation.schedule(5, 0, 0);
    simulation.schedule(5, 1);
    simulation.run(5);
    expect(simulation.world.log).toEqual(['5 door', '5 bell 1 0', '5 echo 0', '5 bell 0 0']);
  });

  it('runs up to and including the instant asked for, and stands there', () => {
    const simulation = create();
    for (const at of [9, 10, 11]) simulation.schedule(at, 1);
    simulation.run(10);
    expect(simulation.world.log).toEqual(['9 door', '10 door']);
    expect([simulation.now, simulation.events, simulation.pending]).toEqual([10, 2, 1]);
    expect(simulation.peekTime()).toBe(11);
  });

  it('lets nothing happen that was cancelled', () => {
    const simulation = create();
    const handle = simulation.schedule(3, 1);
    expect([simulation.cancel(handle), simulation.cancel(handle)]).toEqual([true, false]);
    simulation.run(5);
    expect(simulation.world.log).toEqual([]);
    expect(simulation.step()).toBe(false);
  });

  it('refuses the past, naming the kind and both instants', () => {
    const simulation = create();
    simulation.run(7);
    expect(() => simulation.schedule(6, 1)).toThrow(
      'door.opens was scheduled for 6, in the past: it is 7 now',
    );
    expect(() => simulation.run(6)).toThrow(
      'the end of the run was scheduled for 6, in the past: it is 7 now',
    );
  });

  it('refuses instants that are not whole numbers, naming the kind', () => {
    for (const at of [0.5, NaN, Infinity]) {
      const wanted = `was scheduled for ${at}; wanted a whole number of microseconds`;
      expect(() => create().schedule(at, 1)).toThrow(`door.opens ${wanted}`);
      expect(() => create().run(at)).toThrow(`the end of the run ${wanted}`);
    }
  });

  it('refuses an unknown kind, naming those it knows', () => {
    expect(() => create().schedule(1, 3)).toThrow(
      'there is no event kind 3; there are 0 bell.rings, 1 door.opens, 2 echo.returns',
    );
  });

  it('refuses rules that do not fit together', () => {
    const world: World = { log: [] };
    expect(() => new Simulation({ ...rules, handlers: [], world })).toThrow('3 event kinds but 0');
    const kinds = [{ name: 'a.b', rank: 256 }];
    const handlers = rules.handlers.slice(0, 1);
    expect(() => new Simulation({ kinds, handlers, world })).toThrow('a.b has rank 256');
  });

  it('refuses to go on from data saved under other rules', () => {
    const saved = create().save();
    const kinds = [...rules.kinds].reverse();
    expect(() => Simulation.restore({ ...rules, kinds }, saved)).toThrow('saved with event kinds');
  });

  it('has a digest that tells apart any event from any other', () => {
    const digestOf = (at: number, kind: number, a: number, b: number) => {
      const simulation = create();
      simulation.schedule(at, kind, a, b);
      simulation.step();
      return simulation.digest();
    };
    const events = [
      [1, 1, 0, 0],
      [2, 1, 0, 0],
      [2 ** 32 + 1, 1, 0, 0],
      [1, 2, 0, 0],
      [1, 1, 1, 0],
      [1, 1, 0, 1],
      [1, 1, 0.5, 0],
      [1, 1, 2 ** 40, 0],
      [1, 1, -1, 0],
    ].map(([at, kind, a, b]) => digestOf(at, kind, a, b));
    expect(new Set(events).size).toBe(9);
    expect(events[0]).toBe(digestOf(1, 1, 0, 0));
    expect(events[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});
