import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../engine/errors.ts';
import { HeapAgenda } from '../../../engine/heap-agenda.ts';
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
    expect(() => new Simulation({ ...rules, handlers: [], world })).toThrow(
      'handlers is 0 long; wanted as many as kinds, 3',
    );
    const kinds = [{ name: 'a.b', rank: 256 }];
    const handlers = rules.handlers.slice(0, 1);
    expect(() => new Simulation({ kinds, handlers, world })).toThrow(
      'rank of event kind a.b is 256; wanted a whole number to 255',
    );
  });

  it('refuses to go on from data saved under other rules', () => {
    const saved = create().save();
    const kinds = [...rules.kinds].reverse();
    expect(() => Simulation.restore({ ...rules, kinds }, saved)).toThrow('saved with event kinds');
  });

  it('refuses to go on under other ranks, or names that only read alike', () => {
    const saved = create().save();
    const ranks = rules.kinds.map((kind) => ({ ...kind, rank: kind.rank + 1 }));
    expect(() => Simulation.restore({ ...rules, kinds: ranks }, saved)).toThrow('and ranks');
    const joined = [{ name: 'bell.rings, door.opens', rank: 2 }, rules.kinds[2]];
    const handlers = rules.handlers.slice(1);
    expect(() => Simulation.restore({ kinds: joined, handlers }, saved)).toThrow('and ranks');
  });

  it('has a digest that knows which of its numbers is which', () => {
    const digestOf = (a: number, b: number) => {
      const simulation = create();
      simulation.schedule(1, 1, a, b);
      simulation.step();
      return simulation.digest();
    };
    const pairs = [1.5, 2 ** 40, NaN, 5e9, -1, 0].flatMap((x) => [digestOf(x, 1), digestOf(1, x)]);
    expect(new Set(pairs).size).toBe(12);
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

  it('tells a watcher of every event and is the same run with and without one', () => {
    const [alone, watched] = [create(), create()];
    for (const simulation of [alone, watched]) simulation.schedule(5, 0, 2);
    const log: number[][] = [];
    const stop = watched.watch((...event) => log.push(event));
    for (const simulation of [alone, watched]) simulation.run(10);
    expect(log).toEqual([
      [5, 0, 2, 0],
      [5, 2, 1, 0],
    ]);
    expect(watched.save()).toEqual(alone.save());
    stop();
    watched.schedule(11, 1);
    watched.step();
    expect(log.length).toBe(2);
  });

  it('names the event whose handler threw, and how to stand right before it', () => {
    const thrown = new Error('no such door');
    const handlers = [
      ...rules.handlers.slice(0, 1),
      () => {
        throw thrown;
      },
      rules.handlers[2],
    ];
    const simulation = new Simulation<World>({ ...rules, handlers, world: { log: [] } });
    simulation.schedule(1, 0);
    simulation.schedule(3, 1, 7);
    const caught = errorOf(() => simulation.run(10));
    expect(caught.message).toBe(
      'no such door; thrown in event 2, door.opens at 3 µs, with a = 7 and b = 0; ' +
        'to reproduce, runToEvent(1) with the same seed, then step',
    );
    expect([caught.code, caught.cause]).toEqual(['broken-handler', thrown]);
  });

  it('names the event that broke even when its handler had scheduled another before', () => {
    const handlers: Rules<World>['handlers'] = [
      (_world, simulation) => {
        simulation.schedule(simulation.now + 1, 1, 55, 66);
        throw new Error('too late');
      },
      ...rules.handlers.slice(1),
    ];
    const simulation = new Simulation<World>({ ...rules, handlers, world: { log: [] } });
    simulation.schedule(4, 0, 8, 9);
    const caught = errorOf(() => simulation.step());
    expect(caught.message).toMatch(/event 1, bell.rings at 4 µs, with a = 8 and b = 9/);
  });

  it('keeps the code of an error that a handler ran into', () => {
    const handlers: Rules<World>['handlers'] = [
      (_world, simulation) => void simulation.schedule(simulation.now - 1, 1),
      ...rules.handlers.slice(1),
    ];
    const simulation = new Simulation<World>({ ...rules, handlers, world: { log: [] } });
    simulation.schedule(4, 0);
    const caught = errorOf(() => simulation.step());
    expect(caught.code).toBe('in-the-past');
    expect(caught.message).toMatch(
      /^door.opens was scheduled for 3.*; thrown in event 1, bell.rings/,
    );
  });

  it('stops an instant that never ends, naming the event that comes again and again', () => {
    const handlers: Rules<World>['handlers'] = [
      (_world, simulation) => void simulation.schedule(simulation.now, 0),
      ...rules.handlers.slice(1),
    ];
    const options = { ...rules, handlers, world: { log: [] }, mostAtOnce: 100 };
    const simulation = new Simulation<World>(options);
    simulation.schedule(4, 0);
    const caught = errorOf(() => simulation.run(10));
    expect(caught.code).toBe('endless-instant');
    expect(caught.message).toMatch(/more than 100 events at one instant.*bell.rings at 4 µs/);
  });

  it('orders ties of one rank anew by a shuffle, and keeps it across a save', () => {
    const orderOf = (shuffleTies: number, cut: number) => {
      let simulation = new Simulation<World>({ ...rules, world: { log: [] }, shuffleTies });
      for (let i = 0; i < 9; i++) simulation.schedule(5, 0, 0, i);
      for (let i = 0; i < cut; i++) simulation.step();
      if (cut > 0) simulation = Simulation.restore(rules, simulation.save());
      simulation.run(5);
      return simulation.world.log;
    };
    expect(orderOf(3, 0)).not.toEqual(orderOf(0, 0));
    expect([...orderOf(3, 0)].sort()).toEqual(orderOf(0, 0));
    expect(orderOf(3, 4)).toEqual(orderOf(3, 0));
  });

  it('runs the same over another agenda, which it cannot save', () => {
    const [own, other] = [
      create(),
      new Simulation<World>({ ...rules, world: { log: [] }, agenda: new HeapAgenda() }),
    ];
    for (const simulation of [own, other]) {
      for (let i = 0; i < 500; i++) simulation.schedule((i * 37) % 101, i % 3, i % 2, i);
      simulation.run(200);
    }
    expect(other.world).toEqual(own.world);
    expect(other.digest()).toBe(own.digest());
    expect(errorOf(() => other.save()).code).toBe('not-plain');
  });
});

function errorOf(act: () => unknown): EngineError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof EngineError) return thrown;
  }
  throw new Error('nothing was thrown, or nothing of the engine');
}
