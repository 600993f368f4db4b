import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../engine/agenda.ts';
import { type FutureEvents, scheduleOn } from '../../../engine/future-events.ts';
import { HeapAgenda } from '../../../engine/heap-agenda.ts';
import { below, openStream, uniform } from '../../../engine/random.ts';
import { runsOf } from '../runs.ts';

interface Known {
  readonly time: number;
  readonly rank: number;
  readonly serial: number;
  readonly handles: readonly number[];
}

type Step =
  | { readonly does: 'schedule'; readonly delay: number; readonly rank: number }
  | { readonly does: 'cancel'; readonly which: number }
  | { readonly does: 'next' | 'save' | 'peek' | 'wait' | 'drop first' };

/** The agenda, the heap agenda and the obvious one, a sorted array, side by side. */
class Trio {
  agendas: readonly FutureEvents[] = [new Agenda(), new HeapAgenda()];
  readonly known: Known[] = [];
  readonly gone: (readonly number[])[] = [];
  now = 0;
  serial = 0;

  take(step: Step): void {
    if (step.does === 'schedule') this.schedule(step.delay, step.rank);
    else if (step.does === 'cancel') this.cancel(step.which);
    else if (step.does === 'save') this.saveAndRestore();
    else if (step.does === 'peek') this.peek();
    else if (step.does === 'wait') this.wait();
    else if (step.does === 'drop first') this.dropFirst();
    else this.next();
    this.expectAll((agenda) => agenda.size, this.known.length);
  }

  schedule(delay: number, rank: number): void {
    const serial = this.serial++;
    const time = this.now + delay;
    const handles = this.agendas.map((one) =>
      scheduleOn(one, time, { rank, kind: serial % 7, a: serial, b: -serial }),
    );
    this.known.push({ time, rank, serial, handles });
    this.known.sort((a, b) => a.time - b.time || a.rank - b.rank || a.serial - b.serial);
  }

  cancel(which: number): void {
    if (this.known.length > 0 && which % 4 !== 0) {
      const [event] = this.known.splice(which % this.known.length, 1);
      this.expectAll((agenda, i) => agenda.cancel(event.handles[i]), true);
      this.gone.push(event.handles);
    } else if (this.gone.length > 0) {
      const handles = this.gone[which % this.gone.length];
      this.expectAll((agenda, i) => agenda.cancel(handles[i]), false);
    }
  }

  saveAndRestore(): void {
    this.agendas = this.agendas.map((one) => {
      return one instanceof Agenda ? Agenda.restore(one.save()) : one;
    });
  }

  peek(): void {
    this.expectAll((agenda) => agenda.peekTime(), this.known[0]?.time ?? Infinity);
  }

  /** Lets time pass up to just before the next event. */
  wait(): void {
    const [first] = this.known;
    if (first === undefined || first.time <= this.now) return;
    this.expectAll((agenda) => agenda.next(first.time - 1), false);
  }

  /** Looks at the next event, or runs up to it, and takes it back. */
  dropFirst(): void {
    const first = this.known.shift();
    if (first === undefined) return;
    if (first.serial % 2 === 0) this.expectAll((agenda) => agenda.peekTime(), first.time);
    else if (first.time > 0) this.expectAll((agenda) => agenda.next(first.time - 1), false);
    this.expectAll((agenda, i) => agenda.cancel(first.handles[i]), true);
    this.gone.push(first.handles);
  }

  next(): void {
    const event = this.known.shift();
    this.expectAll((agenda) => agenda.next(Infinity), event !== undefined);
    if (event === undefined) return;
    const { serial, time } = event;
    this.expectAll(
      (one) => [one.time, one.kind, one.a, one.b],
      [time, serial % 7, serial, -serial],
    );
    this.now = time;
    this.gone.push(event.handles);
  }

  expectAll(ask: (agenda: FutureEvents, i: number) => unknown, answer: unknown): void {
    expect(this.agendas.map(ask)).toEqual(this.agendas.map(() => answer));
  }
}

// Near, soon, far and tied delays in one script, so that every part of the agenda is in use.
const delay = fc.oneof(fc.nat(30), fc.nat(10_000), fc.nat(2 ** 40), fc.constantFrom(0, 1000, 2000));
const schedule = fc.record({ does: fc.constant('schedule' as const), delay, rank: fc.nat(3) });
const cancel = fc.record({ does: fc.constant('cancel' as const), which: fc.nat(1000) });
const plain = fc.constantFrom<Step>(
  { does: 'next' },
  { does: 'save' },
  { does: 'peek' },
  { does: 'wait' },
  { does: 'drop first' },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 7, arbitrary: schedule },
  { weight: 1, arbitrary: cancel },
  { weight: 3, arbitrary: plain },
);

describe('the future', () => {
  it('does what a sorted array does, whatever the order of calls', () => {
    const law = fc.property(
      fc.nat(200),
      fc.array(step, { maxLength: 400, size: 'max' }),
      (filled, steps) => {
        const trio = new Trio();
        for (let i = 0; i < filled; i++) trio.schedule((i * 7919) % 65_537, i % 4);
        for (const one of steps) trio.take(one);
        while (trio.known.length > 0) trio.next();
        trio.next();
      },
    );
    fc.assert(law, { seed: 20261101, numRuns: runsOf(100) });
  });

  it('sorts many events of one instant by rank, then by serial', () => {
    const agenda = new Agenda();
    for (let i = 0; i < 5000; i++)
      scheduleOn(agenda, 9, { rank: (i * 7919) % 256, kind: 0, a: (i * 7919) % 256, b: i });
    let last = -1;
    while (agenda.next(Infinity)) {
      const place = agenda.a * 5000 + agenda.b;
      expect(place).toBeGreaterThan(last);
      last = place;
    }
    expect(last).toBeGreaterThan(255 * 5000);
  });
});

/** Delays that ask for different rings; u and v are uniform. */
const PATTERNS: Readonly<Record<string, (u: number, v: number) => number>> = {
  uniform: (u) => u * 1e6,
  bimodal: (u, v) => (u < 0.9 ? v * 100 : v * 1e8),
  constant: () => 1e6,
  tied: (u) => Math.floor(u * 4) * 1e6,
  'far-future': (u, v) => (u < 0.99 ? v * 1000 : v * 1e13),
  'a sawtooth of': (u, v) => 2 ** Math.floor(40 * u) * v,
  'ever shorter': (u, v) => 1e9 / (1 + u * 1e6 * v),
};

describe('a run in slices whose next event is taken back', () => {
  it.each([1, 2, 3, 4, 5, 6])('loses no event, repeats none and ends: program %i', (seed) => {
    const chance = openStream(seed, 'slices');
    const agendas = [new Agenda(), new HeapAgenda()] as const;
    const handles: number[][] = agendas.map(() => []);
    const add = (i: number, delay: number) => {
      agendas.forEach((one, k) => {
        handles[k][i] = scheduleOn(one, one.time + delay, { rank: 0, kind: 0, a: i, b: 0 });
      });
    };
    for (let i = 0; i < 60; i++) add(i, below(chance, 0, 2 ** below(chance, 0, 17)));
    const wrong: string[] = [];
    for (let i = 60; i < 4_000; i++) {
      const until = agendas[1].peekTime() - below(chance, 0, 2);
      const [a, b] = agendas.map((one) => `${one.next(until)} ${one.time} ${one.size}`);
      if (a !== b) wrong.push(`${a} for ${b}`);
      const victim = below(chance, 0, i);
      const [c, d] = agendas.map((one, k) => one.peekTime() && one.cancel(handles[k][victim]));
      if (c !== d) wrong.push(`cancelling ${victim}: ${c} for ${d}`);
      add(i, below(chance, 0, 2 ** below(chance, 0, 17)));
    }
    expect(wrong).toEqual([]);
  });
});

describe.each(Object.entries(PATTERNS))('with %s delays', (name, delayOf) => {
  it.each([20, 300, 20_000])('agenda and heap give one run of events with %i to come', (count) => {
    const chance = openStream(1, name);
    const agendas = [new Agenda(), new HeapAgenda()] as const;
    const handles: number[][] = agendas.map(() => []);
    const add = (i: number) => {
      const wait = Math.floor(delayOf(uniform(chance, 0), uniform(chance, 0)));
      const rank = below(chance, 0, 3);
      agendas.forEach((one, k) => {
        handles[k][i] = scheduleOn(one, one.time + wait, { rank, kind: 0, a: i, b: 0 });
      });
    };
    for (let i = 0; i < count; i++) add(i);
    const wrong: string[] = [];
    for (let i = count; i < 5 * count + 1000; i++) {
      const [a, b] = agendas.map((one) => `${one.next(Infinity)} ${one.time} ${one.a}`);
      if (a !== b) wrong.push(`${a} for ${b}`);
      add(i);
      if (i % 3 > 0) continue;
      const victim = below(chance, 0, i);
      const [c, d] = agendas.map((one, k) => one.cancel(handles[k][victim]));
      if (c !== d) wrong.push(`cancelling ${victim}: ${c} for ${d}`);
      if (c) add(i);
    }
    expect(wrong).toEqual([]);
    expect(agendas[0].size).toBe(agendas[1].size);
  });
});
