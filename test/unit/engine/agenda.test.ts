import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../engine/agenda.ts';

function drain(agenda: Agenda): string[] {
  const log: string[] = [];
  while (agenda.next()) log.push(`${agenda.time} ${agenda.kind} ${agenda.a} ${agenda.b}`);
  return log;
}

describe('agenda', () => {
  it('gives events in order of time, then rank, then scheduling', () => {
    const agenda = new Agenda();
    agenda.schedule(20, 0, 1, 0, 0);
    agenda.schedule(10, 5, 2, 0, 0);
    agenda.schedule(10, 3, 3, 1.5, -2);
    agenda.schedule(10, 5, 4, 0, 0);
    agenda.schedule(0, 255, 5, 0, 0);
    expect(drain(agenda)).toEqual(['0 5 0 0', '10 3 1.5 -2', '10 2 0 0', '10 4 0 0', '20 1 0 0']);
  });

  it('is empty at first and after its last event', () => {
    const agenda = new Agenda();
    expect([agenda.size, agenda.peekTime(), agenda.next()]).toEqual([0, Infinity, false]);
    agenda.schedule(3, 0, 0, 0, 0);
    expect([agenda.size, agenda.peekTime(), agenda.next(), agenda.next()]).toEqual([
      1,
      3,
      true,
      false,
    ]);
  });

  it('takes an event back once', () => {
    const agenda = new Agenda();
    const first = agenda.schedule(1, 0, 1, 0, 0);
    agenda.schedule(2, 0, 2, 0, 0);
    expect([agenda.cancel(first), agenda.cancel(first), agenda.size]).toEqual([true, false, 1]);
    expect(drain(agenda)).toEqual(['2 2 0 0']);
  });

  it('does not take back an event that has happened, even when its place is used again', () => {
    const agenda = new Agenda();
    const first = agenda.schedule(1, 0, 1, 0, 0);
    agenda.next();
    agenda.schedule(2, 0, 2, 0, 0);
    expect(agenda.cancel(first)).toBe(false);
    expect(drain(agenda)).toEqual(['2 2 0 0']);
  });

  it('knows no handle 0, -1 or NaN', () => {
    const agenda = new Agenda();
    agenda.schedule(1, 0, 1, 0, 0);
    expect([0, -1, NaN, 0.5].map((handle) => agenda.cancel(handle))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('keeps times beyond 32 bits exact', () => {
    const agenda = new Agenda();
    const far = Number.MAX_SAFE_INTEGER;
    agenda.schedule(far, 0, 0, 0, 0);
    agenda.schedule(far - 1, 0, 1, 0, 0);
    expect(drain(agenda)).toEqual([`${far - 1} 1 0 0`, `${far} 0 0 0`]);
  });

  it('refuses times that are not whole and ranks out of range', () => {
    const agenda = new Agenda();
    for (const time of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => agenda.schedule(time, 0, 0, 0, 0)).toThrow(`event time ${time} is not a whole`);
    }
    for (const rank of [-1, 256, NaN]) {
      expect(() => agenda.schedule(0, rank, 0, 0, 0)).toThrow(`rank ${rank} is not between`);
    }
    expect(agenda.size).toBe(0);
  });

  it('keeps its order when most of the future is cancelled right after an event', () => {
    const agenda = new Agenda();
    const handles = Array.from({ length: 300 }, (_, i) => agenda.schedule(300 - i, 0, i, 0, 0));
    agenda.next();
    for (const handle of handles) if (handle % 5 !== 0) agenda.cancel(handle);
    agenda.schedule(150, 1, 1000, 0, 0);
    const kept = handles.map((_, i) => i).filter((i) => i < 299 && handles[i] % 5 === 0);
    const wanted = [...kept.map((i) => [300 - i, i]), [150.5, 1000]];
    wanted.sort((a, b) => a[0] - b[0]);
    expect(drain(agenda)).toEqual(wanted.map(([at, kind]) => `${Math.floor(at)} ${kind} 0 0`));
  });

  it('forgets cancelled events before they fill the memory', () => {
    const agenda = new Agenda();
    agenda.schedule(1_000_000, 0, 0, 0, 0);
    for (let i = 0; i < 100_000; i++) agenda.cancel(agenda.schedule(500_000 + i, 0, 1, 0, 0));
    expect(agenda.save().slots.length).toBeLessThan(200);
  });
});
