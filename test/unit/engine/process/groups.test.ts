import { describe, expect, it } from 'vitest';
import { interruptOf } from '../../../../engine/process/interrupt.ts';
import { Resource } from '../../../../engine/process/resource.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { Signal } from '../../../../engine/process/signal.ts';
import { Store } from '../../../../engine/process/store.ts';
import { caught, openStage } from './stage.ts';

describe('any-of', () => {
  it('answers the place of the first, and the others are forgotten', () => {
    const { env, log, say } = openStage();
    const bell = new Signal(env, { name: 'bell' });
    function* listen(): Process {
      say(`${yield env.anyOf(30, bell.wait(), 20)}`);
      say(`${yield env.anyOf(30, bell.wait(), 20)}`);
    }
    function* ring(): Process {
      yield 5;
      bell.fire();
    }
    env.start(listen());
    env.start(ring());
    env.run();
    expect(log).toEqual(['5 1', '25 2']);
    expect([env.now, bell.waiting]).toEqual([25, 0]);
  });

  it('lets a customer renege: the request leaves the line when patience ends', () => {
    const { env, log, say } = openStage();
    const gpu = new Resource(env, { name: 'gpu' });
    function* player(name: string, patience: number): Process {
      const slot = gpu.request();
      if ((yield env.anyOf(slot, patience)) === 1) {
        say(`${name} leaves`);
        return;
      }
      say(`${name} is served`);
      yield 10;
      gpu.release(slot);
    }
    env.start(player('a', 5));
    env.start(player('b', 5));
    env.start(player('c', 15));
    env.run();
    expect(log).toEqual(['0 a is served', '5 b leaves', '10 c is served']);
    expect([gpu.users, gpu.waiting]).toEqual([0, 0]);
  });

  it('never begins what stands behind a part that is over at once', () => {
    const { env, log, say } = openStage();
    const left = new Resource(env, { name: 'left' });
    const right = new Resource(env, { name: 'right' });
    function* either(): Process {
      const [a, b] = [left.request(), right.request()];
      say(`${yield env.anyOf(a, b)}: ${left.users} and ${right.users}`);
      expect([left.holds(a), right.holds(b)]).toEqual([true, false]);
      left.release(a);
      right.release(b);
    }
    env.start(either());
    env.run();
    expect(log).toEqual(['0 0: 1 and 0']);
  });

  it('is over once when two parts come at the same instant: the first scheduled wins', () => {
    const { env, log, say } = openStage();
    function* wait(): Process {
      say(`${yield env.anyOf(7, 7)}`);
    }
    env.start(wait());
    env.run();
    expect(log).toEqual(['7 0']);
  });

  it('may be tried again with the same request', () => {
    const { env, log, say } = openStage();
    const only = new Resource(env, { name: 'only' });
    function* hold(): Process {
      const slot = only.request();
      yield slot;
      yield 25;
      only.release(slot);
    }
    function* insist(): Process {
      const slot = only.request();
      while ((yield env.anyOf(slot, 10)) === 1) say('still nothing');
      say('got it');
      only.release(slot);
    }
    env.start(hold());
    env.start(insist());
    env.run();
    expect(log).toEqual(['10 still nothing', '20 still nothing', '25 got it']);
  });

  it('gives up all of its parts when its process is interrupted', () => {
    const { env, log, say } = openStage();
    const inbox = new Store<number>(env, { name: 'inbox' });
    function* wait(): Process {
      try {
        yield env.anyOf(inbox.get(), env.allOf(50, inbox.get()));
      } catch (reason) {
        say(`${interruptOf(reason).cause}, ${inbox.getting} waits left`);
      }
    }
    const waiting = env.start(wait());
    function* stop(): Process {
      yield 5;
      expect(inbox.getting).toBe(2);
      waiting.interrupt('stop');
    }
    env.start(stop());
    env.run();
    expect(log).toEqual(['5 stop, 0 waits left']);
  });

  it('refuses to be empty, and to hold one handle twice', () => {
    const { env } = openStage();
    const bell = new Signal(env, { name: 'bell' });
    const thrown: unknown[] = [];
    function* empty(): Process {
      thrown.push(caught(() => env.anyOf()));
    }
    function* twice(): Process {
      const ring = bell.wait();
      yield env.anyOf(ring, ring);
    }
    env.start(empty());
    env.run();
    expect(thrown).toMatchObject([{ code: 'bad-argument' }]);
    env.start(twice(), 'twice');
    expect(caught(() => env.run())).toMatchObject({
      code: 'bad-argument',
      message: expect.stringMatching(/^what twice at 0 yielded is -\d+; wanted/),
    });
  });
});

describe('all-of', () => {
  it('is over when its last part is, and answers the place of that', () => {
    const { env, log, say } = openStage();
    function* child(work: number): Process<number> {
      yield work;
      return work * work;
    }
    function* parent(): Process {
      const children = [3, 9, 6].map((work) => env.start(child(work)));
      const last = yield env.allOf(...children.map((one) => one.join()));
      say(`${children.map((one) => one.result)}, last ${last}`);
    }
    env.start(parent());
    env.run();
    expect(log).toEqual(['9 9,81,36, last 1']);
  });

  it('of nothing is over at once', () => {
    const { env, log, say } = openStage();
    function* parent(): Process {
      yield env.allOf();
      say('at once');
    }
    env.start(parent());
    env.run();
    expect(log).toEqual(['0 at once']);
  });

  it('hands over every item that its parts brought', () => {
    const { env, log, say } = openStage();
    const inbox = new Store<string>(env, { name: 'inbox' });
    function* pair(): Process {
      const [a, b] = [inbox.get(), inbox.get()];
      yield env.allOf(a, b);
      say(`${inbox.taken(a)} and ${inbox.taken(b)}`);
    }
    function* write(): Process {
      yield inbox.put('one');
      yield 5;
      yield inbox.put('two');
    }
    env.start(pair());
    env.start(write());
    env.run();
    expect(log).toEqual(['5 one and two']);
  });

  it('keeps what it had got when it is interrupted, and can be resumed', () => {
    const { env, log, say } = openStage();
    const left = new Resource(env, { name: 'left' });
    const right = new Resource(env, { name: 'right' });
    function* hold(): Process {
      const slot = right.request();
      yield slot;
      yield 20;
      right.release(slot);
    }
    function* both(): Process {
      const [a, b] = [left.request(), right.request()];
      const pair = env.allOf(a, b);
      try {
        yield pair;
      } catch {
        say(`left ${left.holds(a)}, right ${right.holds(b)}`);
        yield pair;
      }
      say(`left ${left.holds(a)}, right ${right.holds(b)}`);
    }
    env.start(hold());
    const pairing = env.start(both());
    function* stop(): Process {
      yield 5;
      pairing.interrupt('stop');
    }
    env.start(stop());
    env.run();
    expect(log).toEqual(['5 left true, right false', '20 left true, right true']);
  });
});
