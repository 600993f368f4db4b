import { describe, expect, it } from 'vitest';
import type { EngineError } from '../../../../engine/errors.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { caught, openStage } from './stage.ts';

const BROKEN = new Error('the map is broken');

function* breaks(after: number): Process {
  yield after;
  throw BROKEN;
}

describe('a process that waits for one that throws', () => {
  it('finds the same thrown at its yield, and may go on', () => {
    const { env, log, say } = openStage();
    function* parent(): Process {
      const child = env.start(breaks(5));
      try {
        yield child.join();
      } catch (thrown) {
        say(thrown === BROKEN ? 'caught what the child threw' : 'caught something else');
      }
      expect(child.isAlive).toBe(false);
      expect(caught(() => child.result)).toBe(BROKEN);
      yield 3;
      say('goes on');
    }
    env.start(parent());
    env.run();
    expect(log).toEqual(['5 caught what the child threw', '8 goes on']);
  });

  it('is told as one of many, in the order in which they joined', () => {
    const { env, log, say } = openStage();
    const child = env.start(breaks(5));
    function* parent(name: string): Process {
      try {
        yield child.join();
      } catch {
        say(name);
      }
    }
    env.start(parent('first'));
    env.start(parent('second'));
    env.start(parent('third'));
    env.run();
    expect(log).toEqual(['5 first', '5 second', '5 third']);
  });

  it('gives up the other parts of an any-of and an all-of', () => {
    const { env, log, say } = openStage();
    function* parent(isAll: boolean): Process {
      const child = env.start(breaks(5));
      try {
        yield isAll ? env.allOf(child.join(), 100) : env.anyOf(child.join(), 100);
      } catch {
        say(isAll ? 'all-of' : 'any-of');
      }
    }
    env.start(parent(true));
    env.start(parent(false));
    env.run();
    expect(log).toEqual(['5 all-of', '5 any-of']);
    expect(env.now).toBe(5);
  });

  it('is told at once when the child threw before it joined', () => {
    const { env, log, say } = openStage();
    const child = env.start(breaks(5));
    function* watcher(): Process {
      try {
        yield child.join();
      } catch {
        say('watcher');
      }
    }
    function* late(): Process {
      yield 20;
      try {
        yield child.join();
      } catch {
        say('late');
      }
      try {
        yield env.anyOf(child.join(), 7);
      } catch {
        say('late again');
      }
    }
    env.start(watcher());
    env.start(late());
    env.run();
    expect(log).toEqual(['5 watcher', '20 late', '20 late again']);
  });

  it('ends the run under its own name when it does not catch', () => {
    const { env } = openStage();
    function* parent(): Process {
      yield env.start(breaks(5), 'child').join();
    }
    env.start(parent(), 'parent');
    const error = caught(() => env.run()) as EngineError;
    expect(error.message).toMatch(/^parent at 5 threw: the map is broken/);
  });

  it('may be interrupted in the same instant: both reach it, one after the other', () => {
    const { env, log, say } = openStage();
    function* parent(): Process {
      const child = env.start(breaks(5));
      for (const wanted of ['first', 'second']) {
        try {
          yield wanted === 'first' ? child.join() : 50;
          say(`${wanted}: nothing`);
        } catch (thrown) {
          say(`${wanted}: ${thrown === BROKEN ? 'the failure' : 'the interrupt'}`);
        }
      }
    }
    const running = env.start(parent());
    function* other(): Process {
      yield 2;
      yield 3;
      running.interrupt('now');
    }
    env.start(other());
    env.run();
    expect(log).toEqual(['5 first: the failure', '5 second: the interrupt']);
  });
});

describe('a process that throws while nobody waits for its end', () => {
  it('ends the run', () => {
    const { env } = openStage();
    env.start(breaks(5), 'lonely');
    const error = caught(() => env.run()) as EngineError;
    expect(error.message).toMatch(/^lonely at 5 threw: the map is broken/);
  });
});

describe('a run to the number of an event', () => {
  it('stands right before the next one', () => {
    const { env, log, say } = openStage();
    function* beats(): Process {
      for (;;) {
        yield 10;
        say('beat');
      }
    }
    env.start(beats());
    expect(env.runToEvent(3)).toBe(true);
    expect([env.now, env.events, log.length]).toEqual([20, 3, 2]);
    env.step();
    expect(log.at(-1)).toBe('30 beat');
    expect(() => env.runToEvent(2)).toThrow('number is 2; wanted a whole number from 4');
  });
});
