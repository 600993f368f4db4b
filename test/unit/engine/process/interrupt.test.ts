import { describe, expect, it } from 'vitest';
import { interruptOf } from '../../../../engine/process/interrupt.ts';
import { Resource } from '../../../../engine/process/resource.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { Store } from '../../../../engine/process/store.ts';
import { caught, openStage } from './stage.ts';

describe('an interrupt', () => {
  it('is thrown with its cause where the process waits, which may go on waiting', () => {
    const { env, log, say } = openStage();
    function* sleeper(): Process {
      const until = 10;
      while (env.now < until) {
        try {
          yield until - env.now;
        } catch (reason) {
          say(`woken by ${interruptOf(reason).cause}`);
        }
      }
      say('awake');
    }
    const sleeping = env.start(sleeper());
    function* noise(): Process {
      yield 4;
      sleeping.interrupt('a dog');
    }
    env.start(noise());
    env.run();
    expect(log).toEqual(['4 woken by a dog', '10 awake']);
  });

  it('goes before everybody who is ready at that instant', () => {
    const { env, log, say } = openStage();
    function* sleeper(): Process {
      try {
        yield 100;
      } catch {
        say('interrupted');
      }
    }
    const sleeping = env.start(sleeper());
    function* newcomer(): Process {
      say('newcomer');
      yield 0;
    }
    function* noise(): Process {
      yield 4;
      env.start(newcomer());
      sleeping.interrupt('now');
      say('noise ends its step');
    }
    env.start(noise());
    env.run();
    expect(log).toEqual(['4 noise ends its step', '4 interrupted', '4 newcomer']);
    expect(env.now).toBe(4);
  });

  it('is delivered after another of the same instant, at the next wait', () => {
    const { env, log, say } = openStage();
    function* sleeper(): Process {
      for (let i = 0; i < 3; i++) {
        try {
          yield 10;
          say('slept');
        } catch (reason) {
          say(String(interruptOf(reason).cause));
        }
      }
    }
    const sleeping = env.start(sleeper());
    function* noise(): Process {
      yield 4;
      sleeping.interrupt('one');
      sleeping.interrupt('two');
    }
    env.start(noise());
    env.run();
    expect(log).toEqual(['4 one', '4 two', '14 slept']);
  });

  it('takes a process out of the line it waits in', () => {
    const { env, log, say } = openStage();
    const gpu = new Resource(env, { name: 'gpu' });
    function* use(name: string): Process {
      const slot = gpu.request();
      try {
        yield slot;
        say(`${name} gets it`);
        yield 10;
      } catch (reason) {
        say(`${name} leaves the line: ${interruptOf(reason).cause}`);
      } finally {
        gpu.release(slot);
      }
    }
    env.start(use('a'));
    const second = env.start(use('b'));
    env.start(use('c'));
    function* caller(): Process {
      yield 4;
      second.interrupt('phone');
      expect(gpu.waiting).toBe(1);
    }
    env.start(caller());
    env.run();
    expect(log).toEqual(['0 a gets it', '4 b leaves the line: phone', '10 c gets it']);
  });

  it('loses nothing that was granted: a wait that is over is over', () => {
    const { env, log, say } = openStage();
    const inbox = new Store<string>(env, { name: 'inbox' });
    function* reader(): Process {
      const got = inbox.get();
      yield got;
      say(`reads ${inbox.taken(got)}`);
      try {
        yield 100;
      } catch (reason) {
        say(`then hears ${interruptOf(reason).cause}`);
      }
    }
    const reading = env.start(reader());
    function* writer(): Process {
      yield 4;
      inbox.offer('a letter');
      reading.interrupt('the bell');
    }
    env.start(writer());
    env.run();
    expect(log).toEqual(['4 reads a letter', '4 then hears the bell']);
  });

  it('that reaches a process before its first step waits for its first wait', () => {
    const { env, log, say } = openStage();
    function* late(): Process {
      say('starts');
      try {
        yield 10;
      } catch {
        say('interrupted');
      }
    }
    env.start(late()).interrupt('early');
    env.run();
    expect(log).toEqual(['0 starts', '0 interrupted']);
  });

  it('is refused for a process that has ended, and for the one that runs', () => {
    const { env } = openStage();
    function* brief(): Process {}
    const ended = env.start(brief(), 'brief');
    env.run();
    expect(caught(() => ended.interrupt('hello'))).toMatchObject({
      code: 'bad-argument',
      message: 'brief is ended; wanted a process that is alive',
    });
    const own: unknown[] = [];
    const selves = [ended];
    function* self(): Process {
      own.push(caught(() => selves[0].interrupt('me')));
      yield 0;
    }
    selves[0] = env.start(self(), 'self');
    env.run();
    expect(own).toMatchObject([{ code: 'bad-argument' }]);
  });
});
