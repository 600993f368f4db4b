import { describe, expect, it } from 'vitest';
import { averageOf } from '../../../../engine/meter.ts';
import { Resource } from '../../../../engine/process/resource.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { caught, openStage } from './stage.ts';

function openGpu(capacity = 1) {
  const stage = openStage();
  const gpu = new Resource(stage.env, { name: 'gpu', capacity });
  function* use(name: string, work: number, priority = 0): Process {
    const slot = gpu.request(priority);
    yield slot;
    stage.say(`${name} gets the gpu`);
    yield work;
    stage.say(`${name} is done`);
    gpu.release(slot);
  }
  return { ...stage, gpu, use };
}

describe('a resource', () => {
  it('serves as many at once as it has servers, first come, first served', () => {
    const { env, log, use } = openGpu(2);
    for (const name of ['a', 'b', 'c', 'd']) env.start(use(name, 10));
    env.run();
    expect(log).toEqual([
      '0 a gets the gpu',
      '0 b gets the gpu',
      '10 a is done',
      '10 c gets the gpu',
      '10 b is done',
      '10 d gets the gpu',
      '20 c is done',
      '20 d is done',
    ]);
  });

  it('serves the smallest priority first, and the same priority in the order of arrival', () => {
    const { env, log, use } = openGpu();
    env.start(use('holder', 10));
    for (const [name, priority] of [
      ['idle', 5],
      ['urgent', -1],
      ['plain', 0],
      ['urgent too', -1],
    ] as const) {
      env.start(use(name, 1, priority));
    }
    env.run();
    expect(log.filter((line) => line.includes('gets'))).toEqual([
      '0 holder gets the gpu',
      '10 urgent gets the gpu',
      '11 urgent too gets the gpu',
      '12 plain gets the gpu',
      '13 idle gets the gpu',
    ]);
  });

  it('keeps the order with more priorities than it keeps lines for', () => {
    const { env, log, use } = openGpu();
    env.start(use('holder', 10));
    for (let i = 0; i < 40; i++) env.start(use(`n${i}`, 1, (i * 7) % 40));
    env.run();
    const order = log.filter((line) => line.includes('gets')).map((line) => line.split(' ')[1]);
    const wanted = Array.from({ length: 40 }, (_, rank) => `n${(rank * 23) % 40}`);
    expect(order).toEqual(['holder', ...wanted]);
  });

  it('lets nobody overtake between a release and the next grant', () => {
    const { env, gpu, log, say } = openGpu();
    function* greedy(): Process {
      for (let i = 0; i < 2; i++) {
        const slot = gpu.request();
        yield slot;
        say(`greedy ${i}`);
        yield 5;
        gpu.release(slot);
      }
    }
    function* patient(): Process {
      const slot = gpu.request();
      yield slot;
      say('patient');
      yield 5;
      gpu.release(slot);
    }
    env.start(greedy());
    env.start(patient());
    env.run();
    expect(log).toEqual(['0 greedy 0', '5 patient', '10 greedy 1']);
  });

  it('can be looked at before joining its line (balking)', () => {
    const { env, gpu, log, say, use } = openGpu();
    function* choosy(): Process {
      yield 1;
      say(`${gpu.users} in use, ${gpu.waiting} in line${gpu.waiting > 1 ? ': no thanks' : ''}`);
    }
    for (const name of ['a', 'b', 'c']) env.start(use(name, 10));
    env.start(choosy());
    env.run(1);
    expect(log.at(-1)).toBe('1 1 in use, 2 in line: no thanks');
  });

  it('keeps a server for a process that has ended, until another releases it', () => {
    const { env, gpu, log, use } = openGpu();
    const given: number[] = [];
    function* seize(): Process {
      const slot = gpu.request();
      yield slot;
      given.push(slot);
    }
    function* end(): Process {
      yield 9;
      expect(gpu.holds(given[0])).toBe(true);
      gpu.release(given[0]);
      expect(gpu.holds(given[0])).toBe(false);
    }
    env.start(seize());
    env.start(use('next', 1));
    env.start(end());
    env.run();
    expect(log).toEqual(['9 next gets the gpu', '10 next is done']);
  });

  it('meters its line and its use, and tallies waiting times', () => {
    const { env, gpu, use } = openGpu();
    for (const name of ['a', 'b', 'c']) env.start(use(name, 10));
    env.run(40);
    expect(averageOf(gpu.inUse, 40)).toBe(30 / 40);
    expect(averageOf(gpu.inLine, 40)).toBe((2 * 10 + 10) / 40);
    expect(gpu.inLine.peak).toBe(2);
    expect(gpu.waitingTimes).toMatchObject({ count: 3, mean: 10, min: 0, max: 20 });
  });

  it.each([0, 1.5, NaN, -1])('refuses a capacity of %d', (capacity) => {
    expect(caught(() => openGpu(capacity))).toMatchObject({
      code: 'bad-argument',
      message: `capacity of gpu is ${capacity}; wanted a whole number from 1`,
    });
  });
});
