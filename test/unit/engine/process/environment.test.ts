import { describe, expect, it } from 'vitest';
import { Environment } from '../../../../engine/process/environment.ts';
import type { Process, Running } from '../../../../engine/process/running.ts';
import { caught, openStage } from './stage.ts';

describe('a process', () => {
  it('holds for as long as it yields, in whole microseconds', () => {
    const { env, log, say } = openStage();
    function* walk(): Process {
      say('starts');
      yield 10;
      say('after 10');
      yield 0.6;
      say('after 0.6, rounded');
    }
    env.start(walk());
    env.run();
    expect(log).toEqual(['0 starts', '10 after 10', '11 after 0.6, rounded']);
  });

  it('starts at the instant it was started, after the step that starts it', () => {
    const { env, log, say } = openStage();
    function* child(name: string): Process {
      say(name);
      yield 0;
      say(`${name} again`);
    }
    function* parent(): Process {
      yield 5;
      env.start(child('first'));
      env.start(child('second'));
      say('parent goes on');
      yield 0;
      say('parent again');
    }
    env.start(parent());
    env.run();
    // The parent's hold of 0 was scheduled before those of its children.
    expect(log).toEqual([
      '5 parent goes on',
      '5 first',
      '5 second',
      '5 parent again',
      '5 first again',
      '5 second again',
    ]);
  });

  it('is known by its name, or by its number of order', () => {
    const { env } = openStage();
    function* nothing(): Process {}
    expect(env.start(nothing(), 'guard').name).toBe('guard');
    expect(env.start(nothing()).name).toBe('process 2');
  });

  it('hands its result to whoever joins it, before or after its end', () => {
    const { env, log, say } = openStage();
    function* cook(): Process<string> {
      yield 7;
      return 'soup';
    }
    const cooking = env.start(cook(), 'cook');
    function* guest(delay: number): Process {
      yield delay;
      yield cooking.join();
      say(cooking.result);
    }
    for (const delay of [9, 1, 0]) env.start(guest(delay));
    expect(caught(() => cooking.result)).toMatchObject({
      code: 'bad-argument',
      message: 'result of cook is not there yet; wanted a process that has ended',
    });
    env.run();
    expect(log).toEqual(['7 soup', '7 soup', '9 soup']);
    expect(cooking.isAlive).toBe(false);
  });
});

describe('the order of one instant', () => {
  it('is that of scheduling', () => {
    const { env, log, say } = openStage();
    function* sleep(name: string, first: number, second: number): Process {
      yield first;
      yield second;
      say(name);
    }
    env.start(sleep('a', 4, 6));
    env.start(sleep('b', 6, 4));
    env.start(sleep('c', 10, 0));
    env.start(sleep('d', 1, 9));
    env.run();
    // d scheduled its second hold at 1, a at 4, b at 6, c at 10.
    expect(log).toEqual(['10 d', '10 a', '10 b', '10 c']);
  });

  it('lets what follows from an event happen before the next event', () => {
    const { env, log, say } = openStage();
    const joined: Running<void>[] = [];
    function* sleep(name: string): Process {
      yield 10;
      say(name);
    }
    function* join(): Process {
      yield joined[0].join();
      say('joiner of a');
    }
    joined.push(env.start(sleep('a')), env.start(sleep('b')));
    env.start(join());
    env.run();
    expect(log).toEqual(['10 a', '10 joiner of a', '10 b']);
  });

  it('is the same whether run, stepped or cut in two', () => {
    const play = (drive: (env: Environment) => void) => {
      const { env, log, say } = openStage();
      function* roam(name: string): Process {
        const stream = env.stream(name);
        for (let i = 0; i < 20; i++) {
          yield stream.below(3);
          say(name);
        }
      }
      for (const name of ['a', 'b', 'c']) env.start(roam(name));
      drive(env);
      return [log, env.events, env.digest()];
    };
    const whole = play((env) => env.run());
    expect(play((env) => stepThrough(env))).toEqual(whole);
    expect(
      play((env) => {
        env.run(5);
        env.run();
      }),
    ).toEqual(whole);
  });
});

function stepThrough(env: Environment): void {
  while (env.step());
}

describe('an environment', () => {
  it('runs up to and including an instant, and then stands there', () => {
    const { env, log, say } = openStage();
    function* tick(): Process {
      for (;;) {
        say('tick');
        yield 5;
      }
    }
    env.start(tick());
    env.run(10);
    expect(log).toEqual(['0 tick', '5 tick', '10 tick']);
    expect([env.now, env.peekTime()]).toEqual([10, 15]);
    env.run(12);
    expect(env.now).toBe(12);
  });

  it('takes no stack for a million steps at one instant', () => {
    const { env } = openStage(5_000_000);
    let steps = 0;
    function* spin(): Process {
      while (steps < 1_000_000) {
        steps++;
        yield 0;
      }
    }
    function* chain(depth: number): Process {
      steps++;
      if (depth > 1) yield env.start(chain(depth - 1)).join();
    }
    env.start(spin());
    env.run();
    env.start(chain(100_000));
    env.run();
    expect([steps, env.now]).toEqual([1_100_000, 0]);
  });

  it('can scramble ties, to show whether an outcome hangs on them', () => {
    const play = (shuffleTies: number) => {
      const env = new Environment({ seed: 1, shuffleTies });
      const order: string[] = [];
      function* wait(name: string): Process {
        yield 5;
        order.push(name);
      }
      for (const name of 'abcdef') env.start(wait(name));
      env.run();
      return order.join('');
    };
    expect(play(0)).toBe('abcdef');
    expect(play(3)).not.toBe('abcdef');
    expect([...play(3)].sort().join('')).toBe('abcdef');
  });

  it('draws from streams that depend on seed and name only', () => {
    const draws = (seed: number, names: string[]) => {
      const env = new Environment({ seed });
      return names.map((name) => env.stream(name).uniform());
    };
    const [a, b] = draws(3, ['a', 'b']);
    expect(draws(3, ['b', 'a'])).toEqual([b, a]);
    expect(draws(4, ['a'])).not.toEqual([a]);
    const env = new Environment({ seed: 3 });
    expect(env.stream('a')).toBe(env.stream('a'));
  });

  it('draws any law, and refuses a mean or a bound that is none', () => {
    const stream = new Environment({ seed: 3 }).stream('s');
    expect(stream.draw({ kind: 'deterministic', value: 4 })).toBe(4);
    expect(stream.below(1)).toBe(0);
    for (const bad of [NaN, 0, -1, Infinity]) {
      expect(caught(() => stream.exponential(bad))).toMatchObject({ code: 'bad-argument' });
    }
    expect(caught(() => stream.below(1.5))).toMatchObject({ code: 'bad-argument' });
  });
});
