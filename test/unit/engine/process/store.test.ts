import { describe, expect, it } from 'vitest';
import { averageOf } from '../../../../engine/meter.ts';
import type { Process } from '../../../../engine/process/running.ts';
import { Store } from '../../../../engine/process/store.ts';
import { caught, openStage } from './stage.ts';

interface Line {
  readonly npc: string;
  readonly tokens: number;
}

function openInbox(capacity = Infinity) {
  const stage = openStage();
  const inbox = new Store<Line>(stage.env, { name: 'inbox', capacity });
  function* write(npc: string, tokens: number, at: number): Process {
    yield at;
    yield inbox.put({ npc, tokens });
    stage.say(`${npc} is in`);
  }
  function* read(reader: string, at: number, filter?: (line: Line) => boolean): Process {
    yield at;
    const got = inbox.get(filter);
    yield got;
    stage.say(`${reader} takes ${inbox.taken(got).npc}`);
  }
  return { ...stage, inbox, write, read };
}

describe('a store', () => {
  it('hands its items out in the order they came, to gets in the order they came', () => {
    const { env, log, write, read } = openInbox();
    env.start(read('x', 0));
    env.start(write('a', 1, 5));
    env.start(write('b', 1, 6));
    env.start(write('c', 1, 7));
    env.start(read('y', 9));
    env.start(read('z', 9));
    env.run();
    expect(log).toEqual([
      '5 a is in',
      '5 x takes a',
      '6 b is in',
      '7 c is in',
      '9 y takes b',
      '9 z takes c',
    ]);
  });

  it('lets puts wait for room', () => {
    const { env, inbox, log, write, read } = openInbox(1);
    env.start(write('a', 1, 0));
    env.start(write('b', 1, 0));
    env.start(read('x', 5));
    env.run(1);
    expect([inbox.size, inbox.putting, inbox.getting]).toEqual([1, 1, 0]);
    expect(inbox.offer({ npc: 'c', tokens: 1 })).toBe(false);
    env.run();
    expect(log).toEqual(['0 a is in', '5 x takes a', '5 b is in']);
  });

  it('lets a filter take the first item it accepts, wherever that lies', () => {
    const { env, log, inbox, write, read } = openInbox();
    for (const [npc, tokens] of [
      ['a', 1],
      ['b', 9],
      ['c', 9],
    ] as const) {
      env.start(write(npc, tokens, 0));
    }
    env.start(read('large', 1, (line) => line.tokens > 5));
    env.start(read('any', 2));
    env.run();
    expect(log.slice(3)).toEqual(['1 large takes b', '2 any takes a']);
    expect(inbox.size).toBe(1);
  });

  it('lets later gets overtake a filter that accepts nothing yet, but not one that does', () => {
    const { env, log, write, read } = openInbox();
    env.start(read('large', 0, (line) => line.tokens > 5));
    env.start(read('any', 1));
    env.start(read('large too', 2, (line) => line.tokens > 5));
    env.start(write('a', 1, 3));
    env.start(write('b', 9, 4));
    env.start(write('c', 9, 5));
    env.run();
    expect(log.filter((line) => line.includes('takes'))).toEqual([
      '3 any takes a',
      '4 large takes b',
      '5 large too takes c',
    ]);
  });

  it('takes offers from outside a process, and starts who waited for them', () => {
    const { env, inbox, log, read } = openInbox();
    env.start(read('x', 0));
    env.run(3);
    expect(inbox.offer({ npc: 'a', tokens: 1 })).toBe(true);
    env.run();
    expect(log).toEqual(['3 x takes a']);
  });

  it('stays in order over many puts and gets', () => {
    const { env, inbox } = openInbox();
    const taken: number[] = [];
    for (let i = 0; i < 500; i++) inbox.offer({ npc: 'n', tokens: i });
    function* drain(): Process {
      while (inbox.size > 0) {
        const got = inbox.get(
          taken.length % 5 === 4 ? ({ tokens }) => tokens % 2 === 1 : undefined,
        );
        yield env.anyOf(got, 1);
        taken.push(inbox.taken(got).tokens);
        if (taken.length % 3 === 0) inbox.offer({ npc: 'n', tokens: 1000 + 2 * taken.length + 1 });
        if (taken.length === 600) return;
      }
    }
    env.start(drain());
    env.run();
    expect(taken).toHaveLength(600);
    expect(new Set(taken).size).toBe(600);
    const plain = taken.filter((_, i) => i % 5 !== 4);
    expect(plain).toEqual(plain.toSorted((a, b) => a - b));
  });

  it('meters how many items are in it', () => {
    const { env, inbox, write, read } = openInbox();
    env.start(write('a', 1, 2));
    env.start(read('x', 7));
    env.run(10);
    expect(averageOf(inbox.meter, 10)).toBe(0.5);
  });

  it('shows an item until its process waits again, and to no other handle', () => {
    const { env, inbox } = openInbox();
    const codes: unknown[] = [];
    inbox.offer({ npc: 'a', tokens: 1 });
    function* reader(): Process {
      const got = inbox.get();
      codes.push(caught(() => inbox.taken(got)));
      yield got;
      expect(inbox.taken(got).npc).toBe('a');
      expect(inbox.taken(got).npc).toBe('a');
      yield 1;
      codes.push(caught(() => inbox.taken(got)));
    }
    env.start(reader(), 'reader');
    env.run();
    expect(codes).toMatchObject([{ code: 'not-held' }, { code: 'not-held' }]);
    expect(codes[1]).toMatchObject({
      message: expect.stringMatching(/^reader took the item of -\d+ from inbox at 1; wanted/),
    });
  });

  it('refuses to have no room at all', () => {
    expect(caught(() => openInbox(0))).toMatchObject({ code: 'bad-argument' });
  });
});
