import { describe, expect, it } from 'vitest';
import type { Process } from '../../../../engine/process/running.ts';
import { Signal } from '../../../../engine/process/signal.ts';
import { caught, openStage } from './stage.ts';

function openSignal(isOnce: boolean) {
  const stage = openStage();
  const { env, say } = stage;
  const wave = new Signal(env, { name: 'wave', isOnce });
  function* wait(name: string, at: number): Process {
    yield at;
    say(`${name} hears ${yield wave.wait()}`);
  }
  function* fire(value: number, at: number): Process {
    yield at;
    wave.fire(value);
  }
  return { ...stage, wave, wait, fire };
}

describe('a signal', () => {
  it('fires again and again, each time for those who wait then', () => {
    const { env, log, wave, wait, fire } = openSignal(false);
    env.start(wait('a', 0));
    env.start(wait('b', 1));
    env.start(fire(7, 5));
    env.start(wait('c', 6));
    env.start(fire(8, 9));
    expect(wave.hasFired).toBe(false);
    env.run(5);
    expect([wave.hasFired, wave.waiting]).toEqual([true, 0]);
    env.run();
    expect(log).toEqual(['5 a hears 7', '5 b hears 7', '9 c hears 8']);
  });

  it('that fires once stays fired for whoever comes later', () => {
    const { env, log, wait, fire } = openSignal(true);
    env.start(wait('a', 0));
    env.start(fire(7, 5));
    env.start(wait('b', 6));
    env.run();
    expect(log).toEqual(['5 a hears 7', '6 b hears 7']);
  });

  it('that fires once refuses to fire twice', () => {
    const { wave } = openSignal(true);
    wave.fire();
    expect(caught(() => wave.fire())).toMatchObject({ code: 'bad-argument' });
  });

  it('wakes only those who waited when it fired, even if they wait again at once', () => {
    const { env, log, say, wave, fire } = openSignal(false);
    function* loop(): Process {
      for (;;) say(`round ${yield wave.wait()}`);
    }
    env.start(loop());
    env.start(fire(1, 5));
    env.run();
    expect(log).toEqual(['5 round 1']);
  });
});
