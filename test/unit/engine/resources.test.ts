import { describe, expect, it } from 'vitest';
import {
  createStation,
  leaveLine,
  release,
  seize,
  setServers,
  startNext,
} from '../../../engine/resources.ts';

describe('station', () => {
  it('serves while servers are free, queues while there is room, then rejects', () => {
    const station = createStation({ servers: 2, queueLimit: 1 });
    const outcomes = [1, 2, 3, 4].map((customer) => seize(station, customer));
    expect(outcomes).toEqual(['served', 'served', 'queued', 'rejected']);
    expect([station.busy, station.waiting]).toEqual([2, 1]);
  });

  it('hands a released server to the first in line', () => {
    const station = createStation({ servers: 1 });
    for (const customer of [1, 2, 3]) seize(station, customer);
    expect([release(station), release(station), release(station)]).toEqual([2, 3, -1]);
    expect([station.busy, station.waiting]).toEqual([0, 0]);
  });

  it('serves priority 0 first and keeps the order of arrival within a priority', () => {
    const station = createStation({ servers: 1, priorities: 3 });
    seize(station, 9);
    seize(station, 1, 2);
    seize(station, 2, 1);
    seize(station, 3, 2);
    seize(station, 4, 0);
    seize(station, 5, 1);
    expect([1, 2, 3, 4, 5, 6].map(() => release(station))).toEqual([4, 2, 5, 1, 3, -1]);
  });

  it('interrupts nobody when servers are taken away', () => {
    const station = createStation({ servers: 3 });
    for (const customer of [1, 2, 3, 4]) seize(station, customer);
    setServers(station, 1);
    expect(station.busy).toBe(3);
    expect([release(station), release(station), release(station)]).toEqual([-1, -1, 4]);
  });

  it('lets the line move up when servers are added, and nobody overtakes', () => {
    const station = createStation({ servers: 1 });
    for (const customer of [1, 2, 3, 4]) seize(station, customer);
    setServers(station, 3);
    expect(seize(station, 5)).toBe('queued');
    expect([startNext(station), startNext(station), startNext(station)]).toEqual([2, 3, -1]);
  });

  it('forgets one who leaves the line', () => {
    const station = createStation({ servers: 1, queueLimit: 2, priorities: 2 });
    seize(station, 1);
    seize(station, 2, 1);
    seize(station, 3, 1);
    expect([leaveLine(station, 2), leaveLine(station, 2), leaveLine(station, 1)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(seize(station, 4)).toBe('queued');
    expect([release(station), release(station)]).toEqual([4, 3]);
  });

  it('may have no server at all', () => {
    const station = createStation({ servers: 0, queueLimit: 1 });
    expect([seize(station, 1), seize(station, 2)]).toEqual(['queued', 'rejected']);
  });

  it('refuses what makes no sense', () => {
    expect(() => createStation({ servers: 1.5 })).toThrow('servers is 1.5; wanted a whole number');
    expect(() => createStation({ servers: 1, queueLimit: -1 })).toThrow('queueLimit is -1');
    expect(() => createStation({ servers: 1, priorities: 0 })).toThrow('priorities is 0');
    expect(() => release(createStation({ servers: 1 }))).toThrow('release found busy 0');
    expect(() => seize(createStation({ servers: 1 }), 1, 1)).toThrow('priority is 1; wanted 0');
  });
});
