import { Agenda, type EventHandle, LAST_RANK, type SavedAgenda } from './agenda.ts';
import { createDigest, digestHex, mixInto, mixNumber } from './digest.ts';
import { copyPlain } from './save.ts';
import type { SimTime } from './units.ts';

/** A kind of event, named `noun.verb` in the present tense. */
export interface EventKind {
  readonly name: string;
  /** Order among the events of one instant: 0, first, to 255, last. */
  readonly rank: number;
}

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

/** A simulation at an instant as plain data: world, agenda, clock, fingerprint. */
export interface Saved<World> {
  readonly kinds: readonly string[];
  readonly now: SimTime;
  readonly events: number;
  readonly digest: Int32Array;
  readonly agenda: SavedAgenda;
  readonly world: World;
}

const TWO_32 = 4_294_967_296;

/**
 * The clock, the future and the one loop that turns the future into the past: take the earliest
 * event, set the clock, call its handler. The world is plain data, so that a simulation can be
 * saved, compared and forked between any two events.
 */
export class Simulation<World> {
  readonly world: World;
  readonly #rules: Rules<World>;
  readonly #ranks: Int32Array;
  #agenda = new Agenda();
  #digest = createDigest();
  #now: SimTime = 0;
  #events = 0;

  constructor(options: Rules<World> & { readonly world: World }) {
    checkRules(options);
    this.#rules = { kinds: options.kinds, handlers: options.handlers };
    this.#ranks = Int32Array.from(options.kinds, (kind) => kind.rank);
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

  /** Schedules an event of this kind (a place in `kinds`); never before now. */
  schedule(at: SimTime, kind: number, a = 0, b = 0): EventHandle {
    const rank = this.#ranks[kind];
    if (rank === undefined) throw new Error(unknownKind(kind, this.#rules.kinds));
    if (!(at >= this.#now && Number.isSafeInteger(at))) {
      throw new Error(refusal(this.#rules.kinds[kind].name, at, this.#now));
    }
    return this.#agenda.schedule(at, rank, kind, a, b);
  }

  /** Takes an event back; false when it already happened or was cancelled. */
  cancel(handle: EventHandle): boolean {
    return this.#agenda.cancel(handle);
  }

  /** Instant of the next event; Infinity when nothing is to come. */
  peekTime(): SimTime {
    return this.#agenda.peekTime();
  }

  /** Lets every event up to and including this instant happen; then it is that instant. */
  run(until: SimTime): void {
    if (!(until >= this.#now && Number.isSafeInteger(until))) {
      throw new Error(refusal('the end of the run', until, this.#now));
    }
    while (this.#agenda.peekTime() <= until) this.step();
    this.#now = until;
  }

  /** Lets one event happen; false when nothing is to come. */
  step(): boolean {
    const agenda = this.#agenda;
    if (!agenda.next()) return false;
    const { time, kind, a, b } = agenda;
    this.#now = time;
    this.#events++;
    const digest = this.#digest;
    mixInto(digest, time | 0);
    mixInto(digest, (time / TWO_32) | 0);
    mixInto(digest, kind);
    mixOperand(digest, a);
    mixOperand(digest, b);
    this.#rules.handlers[kind](this.world, this, a, b);
    return true;
  }

  /** Fingerprint of every event so far, in order: 16 hexadecimal digits. */
  digest(): string {
    return digestHex(this.#digest);
  }

  /** A copy of everything, as plain data. */
  save(): Saved<World> {
    return {
      kinds: this.#rules.kinds.map((kind) => kind.name),
      now: this.#now,
      events: this.#events,
      digest: this.#digest.slice(),
      agenda: this.#agenda.save(),
      world: copyPlain(this.world),
    };
  }

  /** A simulation that goes on exactly where the saved one stood; the saved data stay untouched. */
  static restore<World>(rules: Rules<World>, saved: Saved<World>): Simulation<World> {
    const names = rules.kinds.map((kind) => kind.name).join(', ');
    if (names !== saved.kinds.join(', ')) {
      throw new Error(`saved with event kinds ${saved.kinds.join(', ')}; these are ${names}`);
    }
    const { kinds, handlers } = rules;
    const simulation = new Simulation({ kinds, handlers, world: copyPlain(saved.world) });
    simulation.#agenda = Agenda.restore(saved.agenda);
    simulation.#digest = saved.digest.slice();
    simulation.#now = saved.now;
    simulation.#events = saved.events;
    return simulation;
  }

  /** A second simulation with the same past and a future of its own. */
  fork(): Simulation<World> {
    return Simulation.restore(this.#rules, this.save());
  }
}

/** Operands are nearly always small whole numbers, which need one word instead of two. */
function mixOperand(digest: Int32Array, x: number): void {
  if (x === (x | 0)) mixInto(digest, x);
  else mixNumber(digest, x);
}

function refusal(what: string, at: number, now: SimTime): string {
  if (at < now) return `${what} was scheduled for ${at}, in the past: it is ${now} now`;
  return `${what} was scheduled for ${at}; wanted a whole number of microseconds`;
}

function unknownKind(kind: number, kinds: readonly EventKind[]): string {
  const names = kinds.map((known, place) => `${place} ${known.name}`).join(', ');
  return `there is no event kind ${kind}; there are ${names}`;
}

function checkRules<World>(rules: Rules<World>): void {
  const { kinds, handlers } = rules;
  if (kinds.length !== handlers.length) {
    throw new Error(`${kinds.length} event kinds but ${handlers.length} handlers`);
  }
  for (const { name, rank } of kinds) {
    if (!Number.isInteger(rank) || rank < 0 || rank > LAST_RANK) {
      throw new Error(`event kind ${name} has rank ${rank}; wanted 0 to ${LAST_RANK}`);
    }
  }
}
