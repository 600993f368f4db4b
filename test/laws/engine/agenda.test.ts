import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../engine/agenda.ts';

interface Known {
  readonly time: number;
  readonly rank: number;
  readonly serial: number;
  readonly handle: number;
}

type Step =
  | { readonly does: 'schedule'; readonly time: number; readonly rank: number }
  | { readonly does: 'cancel'; readonly which: number }
  | { readonly does: 'next' | 'save' | 'peek' };

/** An agenda and the obvious one, a sorted array, side by side. */
class Pair {
  agenda = new Agenda();
  known: Known[] = [];
  gone: number[] = [];
  serial = 0;

  take(step: Step): void {
    if (step.does === 'schedule') this.schedule(step.time, step.rank);
    else if (step.does === 'cancel') this.cancel(step.which);
    else if (step.does === 'save') this.agenda = Agenda.restore(this.agenda.save());
    else if (step.does === 'peek') {
      expect(this.agenda.peekTime()).toBe(this.known.length > 0 ? this.known[0].time : Infinity);
    } else this.next();
    expect(this.agenda.size).toBe(this.known.length);
  }

  schedule(time: number, rank: number): void {
    const serial = this.serial++;
    const handle = this.agenda.schedule(time, rank, serial % 7, serial, -serial);
    this.known.push({ time, rank, serial, handle });
    this.known.sort((a, b) => a.time - b.time || a.rank - b.rank || a.serial - b.serial);
  }

  cancel(which: number): void {
    if (this.known.length > 0 && which % 4 !== 0) {
      const [event] = this.known.splice(which % this.known.length, 1);
      expect(this.agenda.cancel(event.handle)).toBe(true);
      this.gone.push(event.handle);
    } else if (this.gone.length > 0) {
      expect(this.agenda.cancel(this.gone[which % this.gone.length])).toBe(false);
    }
  }

  next(): void {
    const event = this.known.shift();
    expect(this.agenda.next()).toBe(event !== undefined);
    if (event === undefined) return;
    const { time, kind, a, b } = this.agenda;
    const { serial } = event;
    expect({ time, kind, a, b }).toEqual({
      time: event.time,
      kind: serial % 7,
      a: serial,
      b: -serial,
    });
    this.gone.push(event.handle);
  }
}

const schedule = fc.record({
  does: fc.constant('schedule' as const),
  time: fc.nat(30),
  rank: fc.nat(3),
});
const cancel = fc.record({ does: fc.constant('cancel' as const), which: fc.nat(1000) });
const plain = fc.constantFrom<Step>({ does: 'next' }, { does: 'save' }, { does: 'peek' });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: schedule },
  { weight: 2, arbitrary: cancel },
  { weight: 3, arbitrary: plain },
);

describe('agenda', () => {
  it('does what a sorted array does, whatever the order of calls', () => {
    const law = fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
      const pair = new Pair();
      for (const one of steps) pair.take(one);
      while (pair.known.length > 0) pair.next();
      expect(pair.agenda.next()).toBe(false);
    });
    fc.assert(law, { seed: 20261101, numRuns: 200 });
  });

  it('sorts many events of one instant by rank, then by serial', () => {
    const agenda = new Agenda();
    for (let i = 0; i < 5000; i++) agenda.schedule(9, (i * 7919) % 256, 0, (i * 7919) % 256, i);
    let last = -1;
    while (agenda.next()) {
      const place = agenda.a * 5000 + agenda.b;
      expect(place).toBeGreaterThan(last);
      last = place;
    }
    expect(last).toBeGreaterThan(255 * 5000);
  });
});
