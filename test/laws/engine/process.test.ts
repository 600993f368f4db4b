import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../../engine/estimate.ts';
import { areaOf } from '../../../engine/meter.ts';
import { Container } from '../../../engine/process/container.ts';
import { Environment } from '../../../engine/process/environment.ts';
import { Interrupt } from '../../../engine/process/interrupt.ts';
import { Resource } from '../../../engine/process/resource.ts';
import type { Process, Running } from '../../../engine/process/running.ts';
import { Store } from '../../../engine/process/store.ts';
import type { Stream } from '../../../engine/process/stream.ts';
import { createTally, record, sumOf, type Tally } from '../../../engine/tally.ts';

const PROGRAMS = 300;
const ACTORS = 8;
const ACTIONS = 25;

/** What the actors of one random program did, by their own books. */
interface Books {
  readonly log: string[];
  /** Sum of puts less gets. */
  moved: number;
  readonly stored: Set<number>;
  nextItem: number;
  /** Of each priority: when its requests joined the line, and when they were served. */
  readonly served: Map<number, { readonly joined: number; readonly at: number }[]>;
  joins: number;
  holding: number;
}

interface Stage {
  readonly env: Environment;
  readonly gpu: Resource;
  readonly memory: Container;
  readonly inbox: Store<number>;
  readonly actors: Running<void>[];
  readonly books: Books;
}

/** Random programs whose actors hold, request, put, get, give up, preempt and interrupt. */
function openProgram(seed: number): Stage {
  const env = new Environment({ seed, mostAtOnce: 100_000 });
  const chance = env.stream('sizes');
  const gpu = new Resource(env, { name: 'gpu', capacity: 1 + chance.below(3) });
  const memory = new Container(env, { name: 'memory', capacity: 20, level: chance.below(21) });
  const inbox = new Store<number>(env, { name: 'inbox', capacity: 1 + chance.below(5) });
  const books: Books = {
    log: [],
    moved: memory.level,
    stored: new Set(),
    nextItem: 0,
    served: new Map(),
    joins: 0,
    holding: 0,
  };
  const stage: Stage = { env, gpu, memory, inbox, actors: [], books };
  for (let i = 0; i < ACTORS; i++) stage.actors.push(env.start(act(stage, i), `actor ${i}`));
  return stage;
}

function* act(stage: Stage, self: number): Process {
  const { env, actors, books } = stage;
  const chance = env.stream(`actor ${self}`);
  for (let i = 0; i < ACTIONS; i++) {
    try {
      yield* [hold, use, move, post, fetch][chance.below(5)](stage, chance);
      books.log.push(`${env.now} ${self} done`);
    } catch (reason) {
      if (!(reason instanceof Interrupt)) throw reason;
      books.log.push(`${env.now} ${self} interrupted`);
    }
    const other = actors[chance.below(2 * ACTORS)];
    if (other?.isAlive && other !== actors[self]) other.interrupt('chance');
  }
}

function* hold(_stage: Stage, chance: Stream): Process {
  yield chance.below(6);
}

function* use({ env, gpu, books }: Stage, chance: Stream): Process {
  const priority = chance.below(3);
  const slot = gpu.request(priority, chance.below(4) === 0);
  const joined = books.joins++;
  try {
    if ((yield env.anyOf(slot, chance.below(8))) === 1) return;
    const served = books.served.get(priority) ?? [];
    books.served.set(priority, [...served, { joined, at: env.now }]);
    yield chance.below(5);
  } finally {
    gpu.release(slot);
  }
}

function* move({ env, memory, books }: Stage, chance: Stream): Process {
  const amount = 1 + chance.below(20);
  const isPut = chance.below(2) === 0;
  const handle = isPut ? memory.put(amount) : memory.get(amount);
  if ((yield env.anyOf(handle, 1 + chance.below(9))) === 0) books.moved += isPut ? amount : -amount;
}

function* post({ env, inbox, books }: Stage, chance: Stream): Process {
  const item = books.nextItem++;
  if ((yield env.anyOf(inbox.put(item), 1 + chance.below(9))) === 0) books.stored.add(item);
}

function* fetch({ env, inbox, books }: Stage, chance: Stream): Process {
  const wantsOdd = chance.below(3) === 0;
  const got = inbox.get(wantsOdd ? (item) => item % 2 === 1 : undefined);
  if ((yield env.anyOf(got, 1 + chance.below(9))) === 1) return;
  // A put and the get that takes its item are over in one event, in either order of their steps.
  const item = inbox.taken(got);
  expect(item < books.nextItem && (!wantsOdd || item % 2 === 1)).toBe(true);
  if (!books.stored.delete(item)) books.stored.add(~item);
}

/** A put whose step came after its item's get: both cancel out. */
function settle({ stored }: Books): void {
  for (const item of stored) {
    if (item < 0 && stored.has(~item)) {
      stored.delete(item);
      stored.delete(~item);
    }
  }
}

/** Names of the laws that do not hold now. */
function brokenBooks({ gpu, memory, inbox, books }: Stage): readonly string[] {
  const laws = {
    'servers in use are at most the capacity': gpu.users <= gpu.capacity,
    'nobody waits before a free server': gpu.users === gpu.capacity || gpu.waiting === 0,
    'meters follow': gpu.inUse.level === gpu.users && gpu.inLine.level === gpu.waiting,
    'the level is what was put less what was got': memory.level === books.moved,
    'the level is within the container': memory.level >= 0 && memory.level <= memory.capacity,
    'items are at most the capacity': inbox.size <= inbox.capacity,
    'items are what was put and not taken': inbox.size === books.stored.size,
    'the meter of items follows': inbox.meter.level === inbox.size,
  };
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));
}

describe('every random program', () => {
  const seeds = Array.from({ length: PROGRAMS }, (_, seed) => seed);

  it('keeps its books at every event: servers, amounts, items', () => {
    for (const seed of seeds) {
      const stage = openProgram(seed);
      while (stage.env.step()) {
        settle(stage.books);
        const broken = brokenBooks(stage);
        if (broken.length > 0) throw new Error(`seed ${seed} at ${stage.env.now}: ${broken}`);
      }
    }
  });

  it('ends with nobody in a line and nothing held: all patience ends', () => {
    for (const seed of seeds) {
      const { env, gpu, memory, inbox, actors } = openProgram(seed);
      env.run();
      expect(actors.filter((actor) => actor.isAlive)).toEqual([]);
      const lines = [memory.getting, memory.putting, inbox.getting, inbox.putting];
      expect([gpu.users, gpu.waiting, ...lines]).toEqual(Array(6).fill(0));
    }
  });

  it('serves each priority in the order in which its requests joined', () => {
    let compared = 0;
    for (const seed of seeds) {
      const { env, books } = openProgram(seed);
      env.run();
      for (const served of books.served.values()) {
        const byJoining = served.toSorted((a, b) => a.joined - b.joined);
        const instants = byJoining.map(({ at }) => at);
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
        compared += instants.length;
      }
    }
    expect(compared).toBeGreaterThan(PROGRAMS);
  });

  it('is the same run again, stepped or at once; another seed is another run', () => {
    const digests = new Set<string>();
    for (const seed of seeds) {
      const [once, again] = [openProgram(seed), openProgram(seed)];
      once.env.run();
      while (again.env.step());
      expect(again.books.log).toEqual(once.books.log);
      expect(again.env.digest()).toBe(once.env.digest());
      digests.add(once.env.digest());
    }
    expect(digests.size).toBe(PROGRAMS);
  });
});

/** Waiting times behind c servers, Poisson arrivals, exponential service of mean 1 s. */
interface Desk {
  readonly env: Environment;
  readonly desk: Resource;
  readonly waits: Tally;
}

const SECOND = 1_000_000;
const WARM_UP = 2_000;

function playDesk(seed: number, servers: number, load: number, customers: number): Desk {
  const env = new Environment({ seed });
  const desk = new Resource(env, { name: 'desk', capacity: servers });
  const waits = createTally();
  const services = env.stream('services');
  function* customer(serial: number): Process {
    const arrived = env.now;
    const place = desk.request();
    yield place;
    if (serial >= WARM_UP) record(waits, env.now - arrived);
    yield services.exponential(SECOND);
    desk.release(place);
  }
  function* arrive(): Process {
    const gaps = env.stream('arrivals');
    for (let serial = 0; serial < customers; serial++) {
      yield gaps.exponential(SECOND / (load * servers));
      env.start(customer(serial));
    }
  }
  env.start(arrive());
  env.run();
  return { env, desk, waits };
}

/** Mean waiting time in seconds of M/M/c with service rate 1 (Erlang 1917: chance of waiting). */
function meanWait(servers: number, load: number): number {
  const offered = servers * load;
  let blocked = 1;
  for (let c = 1; c <= servers; c++) blocked = (offered * blocked) / (c + offered * blocked);
  const delayed = blocked / (1 - load * (1 - blocked));
  return delayed / (servers * (1 - load));
}

describe('a queue of processes', () => {
  // A 99.9 % interval over independent replications: it misses by chance once in 1000 seeds.
  it.each([
    [1, 0.7],
    [3, 0.8],
  ])('M/M/%d of load %d waits as long as theory says', (servers, load) => {
    const means = Array.from({ length: 20 }, (_, seed) => {
      return playDesk(seed, servers, load, 12_000).waits.mean / SECOND;
    });
    const { mean, halfWidth } = estimateMean(means, 0.999);
    expect(halfWidth / mean).toBeLessThan(0.15);
    expect(Math.abs(mean - meanWait(servers, load))).toBeLessThan(halfWidth);
  });

  it.each([1, 2, 5])("obeys Little's law to the last microsecond: %d servers", (servers) => {
    const { env, desk } = playDesk(9, servers, 0.9, 3_000);
    // Everybody has left: the area below the line is the sum of all waiting times.
    const area = areaOf(desk.inLine, env.now);
    expect(area).toBeGreaterThan(0);
    expect(sumOf(desk.waitingTimes) / area).toBeCloseTo(1, 9);
  });
});
