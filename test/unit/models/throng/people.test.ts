import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../../engine/units.ts';
import {
  createPeople,
  joinPeople,
  passPeople,
  releasePeople,
  thinkingOf,
} from '../../../../models/throng/people.ts';

const MINUTE = 60 * SECOND;

function open() {
  return createPeople({ groups: 1, regions: 2, horizon: 60 * MINUTE, cell: SECOND });
}

describe('players as counts', () => {
  it('leave when they planned to', () => {
    const people = open();
    for (let i = 0; i < 10; i++) joinPeople(people, 0, 30 * SECOND + i * SECOND);
    passPeople(people, 0, { from: 0, to: 30 * SECOND });
    expect(people.present[0]).toBe(10);
    passPeople(people, 0, { from: 30 * SECOND, to: 35 * SECOND });
    expect(people.present[0]).toBeCloseTo(5, 9);
    passPeople(people, 0, { from: 35 * SECOND, to: MINUTE });
    expect(people.present[0]).toBeCloseTo(0, 9);
  });

  it('never leave twice: of those who quit, the planned ends go with them', () => {
    const people = open();
    for (let i = 0; i < 100; i++) joinPeople(people, 0, 40 * SECOND);
    people.quitting[0] = 25;
    expect(passPeople(people, 0, { from: 0, to: SECOND })).toEqual({ completed: 0, quit: 25 });
    expect(people.present[0]).toBe(75);
    for (let i = 0; i < 10; i++) joinPeople(people, 0, 50 * SECOND);
    const ended = passPeople(people, 0, { from: SECOND, to: 45 * SECOND });
    expect(ended.completed).toBeCloseTo(75, 9);
    expect(people.present[0]).toBeCloseTo(10, 9);
    const last = passPeople(people, 0, { from: 45 * SECOND, to: MINUTE });
    expect(last.completed).toBeCloseTo(10, 9);
  });

  it('stay for the answer they wait for when their planned end comes', () => {
    const people = open();
    for (let i = 0; i < 100; i++) joinPeople(people, 0, 10 * SECOND);
    people.inRegion[1] = 40;
    expect(thinkingOf(people, 0)).toBe(60);
    passPeople(people, 0, { from: 0, to: 20 * SECOND });
    expect(people.present[0]).toBeCloseTo(40, 9);
    releasePeople(people, 1, { home: 0, here: 10, span: SECOND });
    passPeople(people, 0, { from: 20 * SECOND, to: 21 * SECOND });
    expect(people.present[0]).toBeCloseTo(30, 9);
    releasePeople(people, 1, { home: 0, here: 30, span: SECOND });
    passPeople(people, 0, { from: 21 * SECOND, to: 22 * SECOND });
    expect(people.present[0]).toBeCloseTo(0, 9);
  });

  it('are on the way home for a round trip on average', () => {
    const people = open();
    people.rtt[0] = 3 * SECOND;
    let travelling = 0;
    for (let i = 0; i < 600; i++) joinPeople(people, 0, 60 * MINUTE);
    for (let step = 0; step < 500; step++) {
      people.inRegion[0] += 2;
      releasePeople(people, 0, { home: 2, here: 0, span: SECOND });
      travelling = people.onWayHome[0];
      passPeople(people, 0, { from: step * SECOND, to: (step + 1) * SECOND });
    }
    expect(travelling).toBeCloseTo(2 * 3, 6);
  });
});
