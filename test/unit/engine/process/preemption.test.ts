import { describe, expect, it } from 'vitest';
import { interruptOf } from '../../../../engine/process/interrupt.ts';
import { Preemption, Resource } from '../../../../engine/process/resource.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { openStage } from './stage.ts';

function openGpu(capacity = 1) {
  const stage = openStage();
  const { env, say } = stage;
  const gpu = new Resource(env, { name: 'gpu', capacity });

  function tell(name: string, reason: unknown): number {
    const { cause } = interruptOf(reason);
    if (!(cause instanceof Preemption)) throw reason;
    say(`${name} loses the ${cause.resource.name} it had since ${cause.since} to ${cause.by.name}`);
    return env.now - cause.since;
  }

  /** Comes back with what is left until all work is done. */
  function* stubborn(name: string, work: number, priority: number): Process {
    const slot = gpu.request(priority);
    for (let left = work; left > 0; ) {
      yield slot;
      say(`${name} gets it`);
      try {
        yield left;
        left = 0;
      } catch (reason) {
        left -= tell(name, reason);
      }
    }
    say(`${name} is done`);
    gpu.release(slot);
  }

  function* urgent(name: string, at: number, priority: number): Process {
    yield at;
    const slot = gpu.request(priority, true);
    yield slot;
    say(`${name} gets it`);
    yield 2;
    say(`${name} is done`);
    gpu.release(slot);
  }
  return { ...stage, gpu, tell, stubborn, urgent };
}

describe('a preempting request', () => {
  it('takes the server; the interrupt comes first and says who, and since when', () => {
    const { env, log, stubborn, urgent } = openGpu();
    env.start(stubborn('batch', 10, 5), 'batch');
    env.start(urgent('boss', 3, 0), 'boss');
    env.run();
    expect(log).toEqual([
      '0 batch gets it',
      '3 batch loses the gpu it had since 0 to boss',
      '3 boss gets it',
      '5 boss is done',
      '5 batch gets it',
      '12 batch is done',
    ]);
  });

  it('does not take from the same priority, nor from a smaller one', () => {
    const { env, log, stubborn, urgent } = openGpu();
    env.start(stubborn('batch', 10, 1));
    env.start(urgent('equal', 1, 1));
    env.start(urgent('lesser', 2, 2));
    env.run();
    expect(log).toEqual([
      '0 batch gets it',
      '10 batch is done',
      '10 equal gets it',
      '12 equal is done',
      '12 lesser gets it',
      '14 lesser is done',
    ]);
  });

  it('takes from the largest priority, and of equals from the last served', () => {
    const { env, log, stubborn, urgent } = openGpu(3);
    env.start(stubborn('a', 10, 1));
    env.start(stubborn('b', 10, 2));
    env.start(stubborn('c', 10, 2));
    env.start(urgent('x', 1, 0), 'x');
    env.start(urgent('y', 1, 0), 'y');
    env.start(urgent('z', 1, 0), 'z');
    env.run(1);
    expect(log.filter((line) => line.includes('loses'))).toEqual([
      '1 c loses the gpu it had since 0 to x',
      '1 b loses the gpu it had since 0 to y',
      '1 a loses the gpu it had since 0 to z',
    ]);
  });

  it('waits behind a request of smaller priority that does not preempt', () => {
    const { env, gpu, log, say, stubborn, urgent } = openGpu();
    function* polite(): Process {
      const slot = gpu.request(0);
      yield slot;
      say('polite gets it');
      yield 1;
      gpu.release(slot);
    }
    env.start(stubborn('batch', 10, 5));
    env.start(polite());
    env.start(urgent('boss', 3, 1));
    env.run();
    expect(log.filter((line) => line.includes('gets'))).toEqual([
      '0 batch gets it',
      '10 polite gets it',
      '11 boss gets it',
    ]);
  });

  it('preempts as soon as the polite one before it gives up', () => {
    const { env, gpu, log, stubborn, urgent } = openGpu();
    function* polite(): Process {
      yield env.anyOf(gpu.request(0), 6);
    }
    env.start(stubborn('batch', 10, 5), 'batch');
    env.start(polite());
    env.start(urgent('boss', 3, 1), 'boss');
    env.run();
    expect(log.slice(1, 3)).toEqual([
      '6 batch loses the gpu it had since 0 to boss',
      '6 boss gets it',
    ]);
  });

  it('reaches a process that waits in any-of while it holds the server', () => {
    const { env, gpu, log, say, tell, urgent } = openGpu();
    function* listener(): Process {
      const slot = gpu.request(5);
      yield slot;
      try {
        yield env.anyOf(100, 200);
      } catch (reason) {
        tell('listener', reason);
      }
      gpu.release(slot);
      yield 50;
      say('listener ends');
    }
    env.start(listener());
    env.start(urgent('boss', 3, 0), 'boss');
    env.run();
    expect(log).toEqual([
      '3 listener loses the gpu it had since 0 to boss',
      '3 boss gets it',
      '5 boss is done',
      '53 listener ends',
    ]);
    // The patience of 200 went with the any-of.
    expect(env.now).toBe(53);
  });

  it('lets a release in finally end quietly, preempted or not', () => {
    const { env, gpu, log, say, tell, urgent } = openGpu();
    function* careful(name: string): Process {
      const slot = gpu.request(5);
      yield slot;
      try {
        yield 10;
        say(`${name} is done`);
      } catch (reason) {
        tell(name, reason);
      } finally {
        gpu.release(slot);
      }
    }
    env.start(careful('first'));
    env.start(careful('second'));
    env.start(urgent('boss', 3, 0), 'boss');
    env.run();
    expect(log).toEqual([
      '3 first loses the gpu it had since 0 to boss',
      '3 boss gets it',
      '5 boss is done',
      '15 second is done',
    ]);
    expect(gpu.users).toBe(0);
  });

  it('interrupts at its next wait a process that got the server at this very instant', () => {
    const { env, log, stubborn, urgent } = openGpu();
    env.start(stubborn('old', 3, 0));
    env.start(stubborn('batch', 10, 5), 'batch');
    // Scheduled after the end of old, and so at the instant at which batch is granted.
    env.start(urgent('boss', 3, 0), 'boss');
    env.run();
    expect(log.slice(0, 5)).toEqual([
      '0 old gets it',
      '3 old is done',
      '3 batch gets it',
      '3 batch loses the gpu it had since 3 to boss',
      '3 boss gets it',
    ]);
    expect(log.at(-1)).toBe('15 batch is done');
  });

  it('takes the server of a process that has ended without interrupting anybody', () => {
    const { env, gpu, log, urgent } = openGpu();
    function* forget(): Process {
      yield gpu.request(5);
    }
    env.start(forget());
    env.start(urgent('boss', 3, 0), 'boss');
    env.run();
    expect(log).toEqual(['3 boss gets it', '5 boss is done']);
  });
});
