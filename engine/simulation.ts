import { Agenda, type SavedAgenda } from './agenda.ts';
import { createDigest, digestHex, mixEvent } from './digest.ts';
import { badArgument, EngineError } from './errors.ts';
import {
  checkKinds,
  checkSameKinds,
  type EventKind,
  unknownKind,
  wrongInstant,
} from './event-kind.ts';
import { REALS } from './event-slots.ts';
import type { EventHandle, FutureEvents } from './future-events.ts';
import { copyPlain } from './save.ts';
import type { SimTime } from './units.ts';

export type { EventKind } from './event-kind.ts';

/** What happens at an event of one kind; a and b are the two numbers it was scheduled with. */
export type Handler<World> = (
  world: World,
  simulation: Simulation<World>,
  a: number,
  b: number,
) => void;

/** What can happen: the kinds and, at the same places, their handlers. */
export interface Rules<World> {
  readonly kinds: readonly EventKind[];
  readonly handlers: readonly Handler<World>[];
}

/** What a watcher is told of each event before it happens: instant, kind and its two numbers. */
export type Watcher = (now: SimTime, kind: number, a: number, b: number) => void;

/** How to open a simulation; everything but rules and world is seldom needed. */
export interface SimulationOptions<World> extends Rules<World> {
  readonly world: World;
  /**
   * A whole number but 0: events of one instant and rank happen in an order scrambled by it instead
   * of the order they were scheduled in. A model whose outcome moves depends on its ties.
   */
  readonly shuffleTies?: number;
  /** Most events of one instant before the run counts as endless; ten million unless told. */
  readonly mostAtOnce?: number;
  /** Another agenda, empty, for comparison; such a simulation cannot be saved. */
  readonly agenda?: FutureEvents;
}

/** A simulation at an instant as plain data: world, agenda, clock, fingerprint. */
export interface Saved<World> {
  readonly kinds: readonly EventKind[];
  readonly now: SimTime;
  readonly events: number;
  /** Of them, those of the present instant. */
  readonly atOnce: number;
  readonly digest: Int32Array;
  readonly agenda: SavedAgenda;
  readonly shuffleTies: number;
  readonly mostAtOnce: number;
  readonly world: World;
}

const MOST_AT_ONCE = 10_000_000;

/**
 * The clock, the future and the one loop that turns the future into the past: take the earliest
 * event, set the clock, call its handler. The world is plain data, so that a simulation can be
 * saved, compared and forked between any two events.
 */
export class Simulation<World> {
  readonly world: World;
  readonly #rules: Rules<World>;
  readonly #handlers: readonly Handler<World>[];
  readonly #ranks: Int32Array;
  readonly #shuffleTies: number;
  readonly #mostAtOnce: number;
  #agenda: FutureEvents;
  #digest = createDigest();
  #now: SimTime = 0;
  #events = 0;
  /** Events of the present instant so far. */
  #atOnce = 0;
  #isHappening = false;
  #watchers: readonly Watcher[] = [];

  /** @throws EngineError `bad-argument` for rules or options that are out of their bounds. */
  constructor(options: SimulationOptions<World>) {
    const { shuffleTies = 0, mostAtOnce = MOST_AT_ONCE } = options;
    checkKinds(options.kinds, options.handlers.length);
    if (shuffleTies !== (shuffleTies | 0))
      throw badArgument('shuffleTies', shuffleTies, 'an int32');
    if (!(mostAtOnce >= 1)) throw badArgument('mostAtOnce', mostAtOnce, 'at least 1');
    this.#rules = { kinds: options.kinds, handlers: options.handlers };
    this.#handlers = options.handlers;
    this.#ranks = Int32Array.from(options.kinds, (kind) => kind.rank);
    this.#shuffleTies = shuffleTies;
    this.#mostAtOnce = mostAtOnce;
    this.#agenda = options.agenda ?? new Agenda(shuffleTies);
    this.world = options.world;
  }

  /** The present instant. */
  get now(): SimTime {
    return this.#now;
  }

  /** Number of events that have happened. */
  get events(): number {
    return this.#events;
  }

  /** Number of events to come. */
  get pending(): number {
    return this.#agenda.size;
  }

  /**
   * Schedules an event of this kind (a place in `kinds`); never before now.
   * @throws EngineError `in-the-past` for an instant before now, `bad-argument` for one that is no
   * whole number, `unknown-kind` for a kind that the rules lack, `no-room` when the agenda is full.
   */
  schedule(at: SimTime, kind: number, a = 0, b = 0): EventHandle {
    const rank = this.#ranks[kind];
    if (rank === undefined || !(at >= this.#now && Number.isSafeInteger(at))) {
      throw this.#refusal(at, kind);
    }
    const agenda = this.#agenda;
    const { reals, free } = agenda.slots;
    reals[REALS * free] = at;
    reals[REALS * free + 2] = a;
    reals[REALS * free + 3] = b;
    agenda.add(rank, kind);
    return agenda.handle;
  }

  /** Takes an event back; false when it already happened or was cancelled. */
  cancel(handle: EventHandle): boolean {
    return this.#agenda.cancel(handle);
  }

  /** Instant of the next event; Infinity when nothing is to come. */
  peekTime(): SimTime {
    return this.#agenda.peekTime();
  }

  /**
   * Calls the watcher before every event from now on; answers a function that ends this. A watcher
   * is told numbers and gets no hold of the simulation, so that watching cannot change a run.
   */
  watch(watcher: Watcher): () => void {
    this.#watchers = [...this.#watchers, watcher];
    return () => {
      this.#watchers = this.#watchers.filter((one) => one !== watcher);
    };
  }

  /**
   * Lets every event up to and including this instant happen; then it is that instant.
   * @throws EngineError `in-the-past` or `bad-argument` for the instant; `broken-handler` for what
   * a handler threw, `endless-instant` when time stands still; these two name the event.
   */
  run(until: SimTime): void {
    if (!(until >= this.#now && Number.isSafeInteger(until))) {
      throw wrongInstant('the end of the run', until, this.#now);
    }
    this.#checkBetween('run');
    this.#isHappening = true;
    try {
      while (this.#agenda.next(until)) this.#happen();
    } finally {
      this.#isHappening = false;
    }
    if (until > this.#now) this.#atOnce = 0;
    this.#now = until;
  }

  /**
   * Lets events happen until so many have; the clock stays at the last. False when nothing is to
   * come before that. Throws as `run` does for a handler.
   * @throws EngineError `bad-argument` for a number that is not whole, or that has gone by.
   */
  runToEvent(number: number): boolean {
    if (!(number >= this.#events && Number.isSafeInteger(number))) {
      throw badArgument('number', number, `a whole number from ${this.#events}`);
    }
    while (this.#events < number) if (!this.step()) return false;
    return true;
  }

  /** Lets one event happen; false when nothing is to come. Throws as `run` does for a handler. */
  step(): boolean {
    this.#checkBetween('step');
    if (!this.#agenda.next(Infinity)) return false;
    this.#isHappening = true;
    try {
      this.#happen();
    } finally {
      this.#isHappening = false;
    }
    return true;
  }

  /** The event that the agenda just gave: sets the clock, leaves its fingerprint, happens. */
  #happen(): void {
    const { time, kind, a, b } = this.#agenda;
    this.#events++;
    if (time > this.#now) this.#atOnce = 0;
    this.#now = time;
    try {
      if (++this.#atOnce > this.#mostAtOnce) throw this.#endless();
      mixEvent(this.#digest, this.#agenda);
      if (this.#watchers.length > 0) for (const tell of this.#watchers) tell(time, kind, a, b);
      this.#handlers[kind](this.world, this, a, b);
    } catch (thrown) {
      throw this.#explain(thrown, `with a = ${a} and b = ${b}`, kind);
    }
  }

  /** Fingerprint of every event so far, in order: 16 hexadecimal digits. */
  digest(): string {
    return digestHex(this.#digest);
  }

  /**
   * A copy of everything, as plain data.
   * @throws EngineError `not-plain` for a world that is not plain data, or an agenda of one's own;
   * `mid-event` from within a handler, as `run`, `step` and `fork` do.
   */
  save(): Saved<World> {
    this.#checkBetween('save');
    if (!(this.#agenda instanceof Agenda)) {
      throw new EngineError('not-plain', 'a simulation with an agenda of its own cannot be saved');
    }
    return {
      kinds: this.#rules.kinds.map(({ name, rank }) => ({ name, rank })),
      now: this.#now,
      events: this.#events,
      atOnce: this.#atOnce,
      digest: this.#digest.slice(),
      agenda: this.#agenda.save(),
      shuffleTies: this.#shuffleTies,
      mostAtOnce: this.#mostAtOnce,
      world: copyPlain(this.world),
    };
  }

  /**
   * A simulation that goes on exactly where the saved one stood; the saved data stay untouched.
   * @throws EngineError `other-rules` when the kinds of event are not those of the save.
   */
  static restore<World>(rules: Rules<World>, saved: Saved<World>): Simulation<World> {
    checkSameKinds(saved.kinds, rules.kinds);
    const { kinds, handlers } = rules;
    const { shuffleTies, mostAtOnce } = saved;
    const agenda = Agenda.restore(saved.agenda, shuffleTies);
    const world = copyPlain(saved.world);
    const simulation = new Simulation({ kinds, handlers, world, shuffleTies, mostAtOnce, agenda });
    simulation.#digest = saved.digest.slice();
    simulation.#now = saved.now;
    simulation.#events = saved.events;
    simulation.#atOnce = saved.atOnce;
    return simulation;
  }

  /**
   * A second simulation with the same past and a future of its own; watchers stay behind. Throws
   * what `save` does.
   */
  fork(): Simulation<World> {
    return Simulation.restore(this.#rules, this.save());
  }

  #refusal(at: SimTime, kind: number): EngineError {
    const { kinds } = this.#rules;
    if (kinds[kind] === undefined) return unknownKind(kind, kinds);
    return wrongInstant(kinds[kind].name, at, this.#now);
  }

  #endless(): EngineError {
    const most = `more than ${this.#mostAtOnce} events at one instant`;
    const advice = 'let time pass between them, or raise mostAtOnce';
    return new EngineError('endless-instant', `${most}: ${advice}`);
  }

  /** The error with the event it came out of and the way back to the moment before. */
  #explain(thrown: unknown, numbers: string, kind: number): EngineError {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    const event = `event ${this.#events}, ${this.#rules.kinds[kind].name} at ${this.#now} µs`;
    const way = `to reproduce, runToEvent(${this.#events - 1}) with the same seed, then step`;
    const code = thrown instanceof EngineError ? thrown.code : 'broken-handler';
    return new EngineError(code, `${said}; thrown in ${event}, ${numbers}; ${way}`, thrown);
  }

  #checkBetween(act: string): void {
    if (!this.#isHappening) return;
    const advice = 'do it between two events';
    throw new EngineError('mid-event', `${act} was called while an event happens: ${advice}`);
  }
}
