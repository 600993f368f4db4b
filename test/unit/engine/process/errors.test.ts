import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { Environment } from '../../../../engine/process/environment.ts';
import { Resource } from '../../../../engine/process/resource.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { Signal } from '../../../../engine/process/signal.ts';
import { caught, openStage } from './stage.ts';

/** What comes out of a run of one process, named culprit, that starts at 3. */
function runInto(body: (stage: ReturnType<typeof openStage>) => Process): EngineError {
  const stage = openStage();
  function* culprit(): Process {
    yield 3;
    yield* body(stage);
  }
  stage.env.start(culprit(), 'culprit');
  const error = caught(() => stage.env.run());
  if (error instanceof EngineError) return error;
  throw error;
}

/** The part of a message that the simulation did not add. */
function said(error: EngineError): string {
  return error.message.split('; thrown in event ')[0];
}

describe('a process that throws', () => {
  it('is named with the instant, the event, and the way to stand right before it', () => {
    const original = new RangeError('no such map');
    const error = runInto(function* () {
      yield 2;
      throw original;
    });
    expect(error.code).toBe('broken-handler');
    expect(error.cause).toMatchObject({ code: 'broken-handler', cause: original });
    expect(error.message).toBe(
      'culprit at 5 threw: no such map; ' +
        'thrown in event 3, process.wakes at 5 µs, with a = 0 and b = 0; ' +
        'to reproduce, runToEvent(2) with the same seed, then step',
    );
  });

  it('can be stepped up to, as the message says', () => {
    const open = () => {
      const { env } = openStage();
      function* culprit(): Process {
        yield 2;
        throw new Error('again');
      }
      env.start(culprit());
      return env;
    };
    const first = open();
    caught(() => first.run());
    const second = open();
    while (second.events < first.events - 1) second.step();
    expect(second.now).toBe(0);
    expect(caught(() => second.step())).toMatchObject({ code: 'broken-handler' });
  });

  it('may throw anything, also an interrupt that it did not catch', () => {
    const thrown = runInto(function* () {
      yield 0;
      throw 'words';
    });
    expect(thrown.message).toContain('culprit at 3 threw: words;');
    const { env } = openStage();
    function* sleeper(): Process {
      yield 10;
    }
    env.start(sleeper(), 'sleeper').interrupt('why');
    expect(caught(() => env.run())).toMatchObject({
      code: 'broken-handler',
      message: expect.stringMatching(/^sleeper at 0 threw: an interrupt that it did not catch;/),
      cause: { cause: { cause: 'why' } },
    });
  });
});

describe('a bad yield', () => {
  it.each([
    ['NaN', NaN],
    ['a negative number that is no handle', -77],
    ['a fraction below 0', -0.5],
    ['Infinity', Infinity],
    ['more than time can count', 1e300],
  ])('is refused: %s', (_name, yielded) => {
    const error = runInto(function* () {
      yield yielded;
    });
    expect(error.code).toBe('bad-argument');
    expect(said(error)).toBe(
      `what culprit at 3 yielded is ${yielded}; wanted a delay in microseconds from 0, ` +
        'or a handle of its own whose wait has not begun',
    );
  });

  it('is refused when the handle is held, has ended, or is that of another process', () => {
    const held = runInto(function* ({ env }) {
      const slot = new Resource(env, {}).request();
      yield slot;
      yield slot;
    });
    const ended = runInto(function* ({ env }) {
      const gpu = new Resource(env, {});
      const slot = gpu.request();
      yield slot;
      gpu.release(slot);
      yield slot;
    });
    const others = runInto(function* ({ env }) {
      const [gpu, slots] = [new Resource(env, {}), [] as number[]];
      function* lend(): Process {
        slots.push(gpu.request());
        yield 9;
      }
      env.start(lend());
      yield 1;
      yield slots[0];
    });
    expect([held.code, ended.code, others.code]).toEqual(Array(3).fill('bad-argument'));
  });

  it('is a bad patience, too', () => {
    const error = runInto(function* ({ env }) {
      yield env.anyOf(NaN, 4);
    });
    expect(error).toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining('yielded is NaN'),
    });
  });
});

describe('a release', () => {
  const wanted = 'wanted a handle that holds a server or lost it';

  it('of what was never seized is refused', () => {
    const error = runInto(function* ({ env }) {
      const gpu = new Resource(env, { name: 'gpu' });
      const slot = gpu.request();
      yield 0;
      gpu.release(slot);
    });
    expect(error.code).toBe('not-held');
    expect(said(error)).toBe(`culprit released -1 of gpu at 3; ${wanted}`);
  });

  it('for the second time is refused, also when somebody else has the slot by then', () => {
    const error = runInto(function* ({ env }) {
      const gpu = new Resource(env, { name: 'gpu' });
      const slot = gpu.request();
      yield slot;
      gpu.release(slot);
      yield gpu.request();
      gpu.release(slot);
    });
    expect(error.code).toBe('not-held');
  });

  it('of another resource is refused', () => {
    const error = runInto(function* ({ env }) {
      const [mine, other] = [new Resource(env, {}), new Resource(env, { name: 'other' })];
      const slot = mine.request();
      yield slot;
      other.release(slot);
    });
    expect(error).toMatchObject({
      code: 'not-held',
      message: expect.stringContaining('of other at 3'),
    });
  });
});

describe('an instant that never ends', () => {
  it.each([
    ['holds of nothing', 0],
    ['waits that are over at once', -1],
  ])('is found in %s, and names who ran last', (_name, kind) => {
    const error = runInto(function* ({ env }) {
      const done = new Signal(env, { isOnce: true });
      done.fire();
      for (;;) yield kind === 0 ? 0 : done.wait();
    });
    expect(error.code).toBe('endless-instant');
    expect(said(error)).toBe(
      'more than 10000 steps of processes at one instant; the last was of culprit at 3: ' +
        'let time pass in its loop, or raise mostAtOnce',
    );
  });
});

describe('an environment', () => {
  it('cannot be saved nor forked, and says what to do instead', () => {
    const { env } = openStage();
    expect(caught(() => env.save())).toMatchObject({
      code: 'not-plain',
      message:
        'an Environment cannot be saved: the frame of a generator is not plain data; ' +
        'run again with the same seed, or write the model with events of a Simulation',
    });
    expect(caught(() => env.fork())).toMatchObject({
      code: 'not-plain',
      message: expect.stringContaining('forked'),
    });
  });

  it('refuses a seed that is not whole, and a limit that is none', () => {
    const message = 'seed is 1.5; wanted a whole number below 2^53';
    expect(caught(() => new Environment({ seed: 1.5 }))).toMatchObject({ message });
    const limit = { seed: 1, mostAtOnce: NaN };
    expect(caught(() => new Environment(limit))).toMatchObject({ code: 'bad-argument' });
  });

  it('refuses a wait that no process asks for', () => {
    const { env } = openStage();
    const gpu = new Resource(env, { name: 'gpu' });
    expect(caught(() => gpu.request())).toMatchObject({
      code: 'bad-argument',
      message: 'the caller of gpu is no process; wanted a call between two yields',
    });
    expect(caught(() => gpu.request(NaN))).toMatchObject({ code: 'bad-argument' });
  });
});
