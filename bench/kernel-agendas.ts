/**
 * HOLD and its further patterns on a bare future-event list: the agenda, or the four-ary heap that
 * is its oracle.
 */
import { Agenda } from '../engine/agenda.ts';
import { draw, type Law } from '../engine/distributions.ts';
import { REALS } from '../engine/event-slots.ts';
import type { EventHandle, FutureEvents } from '../engine/future-events.ts';
import { HeapAgenda } from '../engine/heap-agenda.ts';
import { nextWord, openStream, uniform } from '../engine/random.ts';
import { roundTime, SECOND } from '../engine/units.ts';
import { HOLD_UNIT, type Model } from './kernel-model.ts';

/** The agenda, or the heap when the subject says so. */
export function createFuture(subject: string): FutureEvents {
  return subject.endsWith('heap') ? new HeapAgenda() : new Agenda();
}

/** Schedules an event as a simulation does. */
function add(future: FutureEvents, at: number, who: number): void {
  const { reals, free } = future.slots;
  reals[REALS * free] = at;
  reals[REALS * free + 2] = who;
  reals[REALS * free + 3] = 0;
  future.add(0, 0);
}

function addNamed(future: FutureEvents, at: number, who: number): EventHandle {
  add(future, at, who);
  return future.handle;
}

/** Takes the next event and schedules another, an exponential increment later. */
export function createBareHold(future: FutureEvents, pending: number, seed: number): Model {
  const law: Law = { kind: 'exponential', mean: HOLD_UNIT };
  const stream = openStream(seed, 'hold');
  let holds = 0;
  for (let who = 0; who < pending; who++) {
    add(future, roundTime(draw(law, stream, 0)), who);
  }
  return {
    run: (until) => {
      const last = until * HOLD_UNIT;
      while (future.next(last)) {
        add(future, future.time + roundTime(draw(law, stream, 0)), future.a);
        holds++;
      }
    },
    reset: () => {
      holds = 0;
    },
    outcome: (span) => ({ done: holds, check: holds / span }),
  };
}

/** How increments are drawn: from a uniform number, a stream and the increment's place. */
type Increment = (u: number, stream: Int32Array, place: number) => number;

const INCREMENTS: ReadonlyMap<string, Increment> = new Map<string, Increment>([
  ['exponential', exponentialIncrement],
  ['uniform', (u) => 2 * u],
  // Nine in ten short, one in ten a thousand times as long.
  ['bimodal', (u, stream) => (uniform(stream, 0) < 0.9 ? u : 1000 * u)],
  ['constant', () => 1],
  // Whole numbers of increments: few instants, each shared by very many events.
  ['tied', (u) => 1 + Math.floor(4 * u)],
  ['far-future', (u, stream) => (uniform(stream, 0) < 0.99 ? u : 1e6 * u)],
  // Density rising from nothing to its end.
  ['triangular', (u) => 1.5 * Math.sqrt(u)],
  // Two humps with nothing between.
  ['camel', (u, stream) => (uniform(stream, 0) < 0.5 ? 0.2 + 0.1 * u : 1.7 + 0.1 * u)],
  // Ever shorter, then all over again: no one bucket length fits for long.
  ['accelerating', (_u, _stream, place) => 1000 / (1 + (place % 5000))],
  ['halving', (_u, _stream, place) => 1000 / (1 << (place % 30))],
  ['cancel-heavy', exponentialIncrement],
  ['burst', exponentialIncrement],
]);

/** Every pattern of increments, by the name of its case. */
export const PATTERNS = [...INCREMENTS.keys()].map((name) => `hold-${name}`);

function exponentialIncrement(_: number, stream: Int32Array): number {
  return draw({ kind: 'exponential', mean: 1 }, stream, 0);
}

/** One mean increment in microseconds: a million times as far is still an exact instant. */
const PATTERN_UNIT = 100 * SECOND;

/** Its multiples, less their whole parts, fill [0, 1) evenly in any number. */
const GOLDEN = 0.6180339887498949;

/** Increments are drawn beforehand and walked in a ring: the list is timed, not the drawing. */
const RING = 16_384;

/** So many holds more, and a figure that depends on every event and on their order. */
interface Pattern {
  run(holds: number): void;
  check(): number;
}

/** A pattern on an empty list, as a model whose unit of time is a hold. */
export function createPattern(
  future: FutureEvents,
  name: string,
  pending: number,
  seed: number,
): Model {
  const draws = drawIncrements(name.replace('hold-', ''), seed);
  const pattern = openPattern(future, name, draws, pending);
  let holds = 0;
  return {
    run: (until) => {
      pattern.run(until - holds);
      holds = until;
    },
    reset: () => undefined,
    outcome: (span) => ({ done: span, check: pattern.check() }),
  };
}

function openPattern(
  future: FutureEvents,
  name: string,
  draws: Float64Array,
  pending: number,
): Pattern {
  if (name === 'hold-burst') return createBurst(future, draws, pending);
  const handles = new Float64Array(pending);
  for (let who = 0; who < pending; who++) {
    // Spread evenly over one increment; ties stay ties only if all start at one instant.
    const at = name === 'hold-tied' ? 0 : Math.floor(((who * GOLDEN) % 1) * PATTERN_UNIT);
    handles[who] = addNamed(future, at, who);
  }
  if (name === 'hold-cancel-heavy') return createCancelHeavy(future, draws, handles);
  return createPlain(future, draws);
}

function drawIncrements(name: string, seed: number): Float64Array {
  const increment = INCREMENTS.get(name);
  if (increment === undefined) throw new Error(`no pattern ${name}`);
  const stream = openStream(seed, name);
  return Float64Array.from({ length: RING }, (_, place) => {
    return Math.round(increment(uniform(stream, 0), stream, place) * PATTERN_UNIT);
  });
}

function createPlain(future: FutureEvents, draws: Float64Array): Pattern {
  let place = 0;
  let check = 0;
  return {
    run: (holds) => {
      for (let i = 0; i < holds; i++) {
        future.next(Infinity);
        check = (Math.imul(check, 31) + future.a) | 0;
        place = (place + 1) & (RING - 1);
        add(future, future.time + draws[place], future.a);
      }
    },
    check: () => check,
  };
}

/** Each hold also takes a random event back and schedules it anew: half of all never happen. */
function createCancelHeavy(
  future: FutureEvents,
  draws: Float64Array,
  handles: Float64Array,
): Pattern {
  const stream = openStream(1, 'cancelled');
  let place = 0;
  let check = 0;
  return {
    run: (holds) => {
      for (let i = 0; i < holds; i++) {
        future.next(Infinity);
        const { time, a } = future;
        check = (Math.imul(check, 31) + a) | 0;
        place = (place + 2) & (RING - 1);
        handles[a] = addNamed(future, time + draws[place], a);
        const other = nextWord(stream, 0) % handles.length;
        future.cancel(handles[other]);
        handles[other] = addNamed(future, time + draws[place + 1], other);
      }
    },
    check: () => check,
  };
}

/** Fills up from nothing and drains to nothing, again and again; a hold is one in and one out. */
function createBurst(future: FutureEvents, draws: Float64Array, pending: number): Pattern {
  let place = 0;
  let check = 0;
  return {
    run: (holds) => {
      for (let done = 0; done < holds; done += pending) {
        const { time } = future;
        for (let who = 0; who < pending; who++) {
          place = (place + 1) & (RING - 1);
          add(future, time + draws[place], who);
        }
        while (future.next(Infinity)) check = (Math.imul(check, 31) + future.a) | 0;
      }
    },
    check: () => check,
  };
}
