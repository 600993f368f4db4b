import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../engine/agenda.ts';
import { type FutureEvents, scheduleOn } from '../../../engine/future-events.ts';
import { HeapAgenda } from '../../../engine/heap-agenda.ts';

function add(agenda: FutureEvents, ...[time, rank, kind, a, b]: number[]): number {
  return scheduleOn(agenda, time, { rank, kind, a, b });
}

function drain(agenda: FutureEvents): string[] {
  const log: string[] = [];
  while (agenda.next(Infinity)) log.push(`${agenda.time} ${agenda.kind} ${agenda.a} ${agenda.b}`);
  return log;
}

describe.each([
  { name: 'the agenda', create: () => new Agenda() },
  { name: 'the heap agenda', create: () => new HeapAgenda() },
])('$name', ({ create }) => {
  it('gives events in order of time, then rank, then scheduling', () => {
    const agenda = create();
    add(agenda, 20, 0, 1, 0, 0);
    add(agenda, 10, 5, 2, 0, 0);
    add(agenda, 10, 3, 3, 1.5, -2);
    add(agenda, 10, 5, 4, 0, 0);
    add(agenda, 0, 255, 5, 0, 0);
    expect(drain(agenda)).toEqual(['0 5 0 0', '10 3 1.5 -2', '10 2 0 0', '10 4 0 0', '20 1 0 0']);
  });

  it('is empty at first and after its last event', () => {
    const agenda = create();
    expect([agenda.size, agenda.peekTime(), agenda.next(Infinity)]).toEqual([0, Infinity, false]);
    add(agenda, 3, 0, 0, 0, 0);
    expect([agenda.size, agenda.peekTime(), agenda.next(Infinity), agenda.next(Infinity)]).toEqual([
      1,
      3,
      true,
      false,
    ]);
  });

  it('takes an event back once', () => {
    const agenda = create();
    const first = add(agenda, 1, 0, 1, 0, 0);
    add(agenda, 2, 0, 2, 0, 0);
    expect([agenda.cancel(first), agenda.cancel(first), agenda.size]).toEqual([true, false, 1]);
    expect(drain(agenda)).toEqual(['2 2 0 0']);
  });

  it('does not take back an event that has happened, even when its place is used again', () => {
    const agenda = create();
    const first = add(agenda, 1, 0, 1, 0, 0);
    agenda.next(Infinity);
    add(agenda, 2, 0, 2, 0, 0);
    expect(agenda.cancel(first)).toBe(false);
    expect(drain(agenda)).toEqual(['2 2 0 0']);
  });

  it('knows no handle 0, -1 or NaN', () => {
    const agenda = create();
    add(agenda, 1, 0, 1, 0, 0);
    expect([0, -1, NaN, 0.5].map((handle) => agenda.cancel(handle))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('keeps times beyond 32 bits exact', () => {
    const agenda = create();
    const far = Number.MAX_SAFE_INTEGER;
    add(agenda, far, 0, 0, 0, 0);
    add(agenda, far - 1, 0, 1, 0, 0);
    expect(drain(agenda)).toEqual([`${far - 1} 1 0 0`, `${far} 0 0 0`]);
  });

  it('takes nothing that comes later than asked for, and keeps it', () => {
    const agenda = create();
    add(agenda, 7, 0, 1, 0, 0);
    expect([agenda.next(6), agenda.size, agenda.next(7)]).toEqual([false, 1, true]);
  });

  it('keeps its order when most of the future is cancelled right after an event', () => {
    const agenda = create();
    const handles = Array.from({ length: 300 }, (_, i) => add(agenda, 300 - i, 0, i, 0, 0));
    agenda.next(Infinity);
    for (const handle of handles) if (handle % 5 !== 0) agenda.cancel(handle);
    add(agenda, 150, 1, 1000, 0, 0);
    const kept = handles.map((_, i) => i).filter((i) => i < 299 && handles[i] % 5 === 0);
    const wanted = [...kept.map((i) => [300 - i, i]), [150.5, 1000]];
    wanted.sort((a, b) => a[0] - b[0]);
    expect(drain(agenda)).toEqual(wanted.map(([at, kind]) => `${Math.floor(at)} ${kind} 0 0`));
  });
});

describe('the agenda', () => {
  it('forgets cancelled events before they fill the memory', () => {
    const agenda = new Agenda();
    add(agenda, 1_000_000, 0, 0, 0, 0);
    for (let i = 0; i < 100_000; i++) agenda.cancel(add(agenda, 500_000 + i, 0, 1, 0, 0));
    expect(agenda.save().slots.kinds.length).toBeLessThan(200);
  });

  it('has the same save whatever shape its ring has taken', () => {
    const [plain, peeked] = [new Agenda(), new Agenda()];
    for (const agenda of [plain, peeked]) {
      for (let i = 0; i < 5_000; i++) add(agenda, (i * 7919) % 100_003, 0, 0, i, 0);
    }
    for (let i = 0; i < 4_000; i++) {
      plain.next(Infinity);
      peeked.peekTime();
      peeked.next(Infinity);
    }
    expect(peeked.save()).toEqual(plain.save());
    expect(Agenda.restore(plain.save()).save()).toEqual(plain.save());
  });

  it('scrambles ties of one rank by a shuffle, and nothing else', () => {
    const orderOf = (shuffle: number) => {
      const agenda = new Agenda(shuffle);
      for (let i = 0; i < 50; i++) add(agenda, i % 5, i % 2, 0, i, 0);
      const log: number[][] = [];
      while (agenda.next(Infinity)) log.push([agenda.time, agenda.a % 2, agenda.a]);
      return log;
    };
    const [documented, once, twice] = [orderOf(0), orderOf(1), orderOf(2)];
    expect(once).not.toEqual(documented);
    expect(once).not.toEqual(twice);
    expect(once).toEqual(orderOf(1));
    const byTimeAndRank = (log: number[][]) => log.map(([time, rank]) => [time, rank]);
    expect(byTimeAndRank(once)).toEqual(byTimeAndRank(documented));
    expect([...once].sort()).toEqual([...documented].sort());
  });
});
