import { badArgument, EngineError } from '../errors.ts';
import type { SimTime } from '../units.ts';
import { Dispatcher } from './dispatcher.ts';
import type { Handle, Process, Running, Wait } from './running.ts';
import { Stream } from './stream.ts';

const MOST_AT_ONCE = 5_000_000;

/** How to open an environment. */
export interface EnvironmentOptions {
  /** A whole number: all chance of a run follows from it. */
  readonly seed: number;
  /** More steps at one instant count as a loop without end; five million unless told. */
  readonly mostAtOnce?: number;
  /** A whole number but 0 scrambles the order of holds that end at one instant. */
  readonly shuffleTies?: number;
}

/**
 * A world of processes: generator functions that hold, wait and go on. Same seed, same run: the
 * agenda holds plain numbers, and chance comes from named streams only.
 */
export class Environment {
  /** Whose turn it is; for what one can wait for, not for models. */
  readonly dispatcher: Dispatcher;
  readonly #seed: number;
  readonly #streams = new Map<string, Stream>();

  constructor(options: EnvironmentOptions) {
    const { seed, mostAtOnce = MOST_AT_ONCE, shuffleTies = 0 } = options;
    if (!Number.isSafeInteger(seed)) throw badArgument('seed', seed, 'a whole number below 2^53');
    if (!(mostAtOnce >= 1)) throw badArgument('mostAtOnce', mostAtOnce, 'a number from 1');
    this.#seed = seed;
    this.dispatcher = new Dispatcher(mostAtOnce, shuffleTies);
  }

  /** The present instant. */
  get now(): SimTime {
    return this.dispatcher.now;
  }

  /** Number of events that have happened: ends of holds and of patiences. */
  get events(): number {
    return this.dispatcher.simulation.events;
  }

  /** Starts a process; its first step runs at this instant, after those that are ready already. */
  start<R>(running: Process<R>, name?: string): Running<R> {
    return this.dispatcher.start(running, name);
  }

  /**
   * A handle to wait for the first of several handles or delays; the yield answers its place, from
   * 0. The others are given up: requests leave their lines. Refuses an empty list.
   */
  anyOf(...parts: readonly number[]): Handle {
    if (parts.length === 0) throw badArgument('parts of any-of', 'empty', 'at least one');
    return this.#group(this.dispatcher.open(this.dispatcher.anyOf), parts);
  }

  /** A handle to wait for all of several handles or delays; the yield answers the last's place. */
  allOf(...parts: readonly number[]): Handle {
    return this.#group(this.dispatcher.open(this.dispatcher.allOf), parts);
  }

  /** The stream of chance of this name; the same one however often it is asked for. */
  stream(name: string): Stream {
    const known = this.#streams.get(name) ?? new Stream(this.#seed, name);
    this.#streams.set(name, known);
    return known;
  }

  /** Runs up to and including this instant; without one, until nothing is to come. */
  run(until?: SimTime): void {
    const { simulation } = this.dispatcher;
    if (until !== undefined) simulation.run(until);
    else while (simulation.step());
  }

  /** Lets events happen until so many have; false when nothing is to come before that. */
  runToEvent(number: number): boolean {
    return this.dispatcher.simulation.runToEvent(number);
  }

  /** Lets one event happen and all that follows from it at once; false when none is to come. */
  step(): boolean {
    return this.dispatcher.simulation.step();
  }

  /** Instant of the next event; Infinity when nothing is to come. */
  peekTime(): SimTime {
    return this.dispatcher.simulation.peekTime();
  }

  /** Fingerprint of every event so far, in order: 16 hexadecimal digits. */
  digest(): string {
    return this.dispatcher.simulation.digest();
  }

  /** Refused: where a generator stands cannot be written down. */
  save(): never {
    throw notPlain('saved');
  }

  /** Refused: where a generator stands cannot be copied. */
  fork(): never {
    throw notPlain('forked');
  }

  #group(group: Wait, parts: readonly number[]): Handle {
    for (const part of parts) group.members.push(this.dispatcher.part(part));
    return group.handle;
  }
}

function notPlain(verb: string): EngineError {
  const why = 'the frame of a generator is not plain data';
  const instead = 'run again with the same seed, or write the model with events of a Simulation';
  return new EngineError('not-plain', `an Environment cannot be ${verb}: ${why}; ${instead}`);
}
