import { describe, expect, it } from 'vitest';
import { averageOf } from '../../../../engine/meter.ts';
import { Container } from '../../../../engine/process/container.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { caught, openStage } from './stage.ts';

function openTank(capacity: number, level: number) {
  const stage = openStage();
  const tank = new Container(stage.env, { name: 'tank', capacity, level });
  function* get(amount: number, at = 0): Process {
    yield at;
    stage.say(`gets ${yield tank.get(amount)}, leaves ${tank.level}`);
  }
  function* put(amount: number, at = 0): Process {
    yield at;
    stage.say(`puts ${yield tank.put(amount)}, makes ${tank.level}`);
  }
  return { ...stage, tank, get, put };
}

describe('a container', () => {
  it('gives what it has and lets the others wait for a put', () => {
    const { env, log, tank, get, put } = openTank(100, 30);
    env.start(get(20));
    env.start(get(40, 1));
    env.start(put(50, 2));
    env.run(1);
    expect([tank.level, tank.getting, tank.putting]).toEqual([10, 1, 0]);
    env.run();
    // The get that the put allows has gone ahead of the putter's next step.
    expect(log).toEqual(['0 gets 20, leaves 10', '2 puts 50, makes 20', '2 gets 40, leaves 20']);
  });

  it('never lets a small get overtake a large one at the head of the line', () => {
    const { env, log, get, put } = openTank(100, 10);
    env.start(get(50, 1));
    env.start(get(5, 2));
    env.start(put(20, 3));
    env.start(put(30, 4));
    env.run();
    expect(log).toEqual([
      '3 puts 20, makes 30',
      '4 puts 30, makes 5',
      '4 gets 50, leaves 5',
      '4 gets 5, leaves 5',
    ]);
  });

  it('lets the small one go on as soon as the large one gives up', () => {
    const { env, log, say, tank, get } = openTank(100, 10);
    function* impatient(): Process {
      say(`gives up: ${yield env.anyOf(tank.get(50), 7)}`);
    }
    env.start(impatient());
    env.start(get(5, 2));
    env.run();
    expect(log).toEqual(['7 gives up: 1', '7 gets 5, leaves 5']);
  });

  it('lets puts wait for room, in their order', () => {
    const { env, log, get, put } = openTank(10, 8);
    env.start(put(5, 1));
    env.start(put(1, 2));
    env.start(get(4, 3));
    env.run();
    expect(log).toEqual(['3 gets 4, leaves 10', '3 puts 5, makes 10', '3 puts 1, makes 10']);
  });

  it('serves puts and gets in turn until neither can go on', () => {
    const { env, log, say, tank, put } = openTank(10, 10);
    function* two(): Process {
      yield 2;
      yield env.allOf(tank.get(10), tank.get(7));
      say(`both, leaves ${tank.level}`);
    }
    env.start(put(5, 1));
    env.start(put(5, 1));
    env.start(two());
    env.run();
    // 10 - 10, + 5, + 5, - 7, all in one step, at whose end both gets are over.
    expect(log).toEqual(['2 both, leaves 3', '2 puts 5, makes 3', '2 puts 5, makes 3']);
  });

  it('meters its level', () => {
    const { env, tank, get } = openTank(10, 8);
    env.start(get(4, 5));
    env.run(10);
    expect(averageOf(tank.meter, 10)).toBe(6);
  });

  it.each([0, -1, NaN, 11, Infinity])('refuses an amount of %d in a tank of 10', (amount) => {
    const { env, tank } = openTank(10, 0);
    const thrown: unknown[] = [];
    function* ask(): Process {
      thrown.push(caught(() => tank.get(amount)));
    }
    env.start(ask());
    env.run();
    const message = `amount at tank is ${amount}; wanted a number above 0, up to 10`;
    expect(thrown).toMatchObject([{ code: 'bad-argument', message }]);
  });

  it('refuses a level above its capacity', () => {
    expect(caught(() => openTank(10, 11))).toMatchObject({
      message: 'level of tank is 11; wanted a number from 0 to 10',
    });
    expect(caught(() => openTank(0, 0))).toMatchObject({ code: 'bad-argument' });
  });
});
