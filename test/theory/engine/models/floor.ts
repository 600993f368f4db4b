import { draw, type Law } from '../../../../engine/distributions.ts';
import { createMeter, type Meter, setLevel } from '../../../../engine/meter.ts';
import { openStream, uniform } from '../../../../engine/random.ts';
import { type Rules, Simulation } from '../../../../engine/simulation.ts';
import { SECOND } from '../../../../engine/units.ts';
import type { Chance } from '../case.ts';

/** Who comes to a single station; laws in seconds, classes from the most urgent. */
export interface Traffic {
  readonly interarrival: Law;
  readonly classes: readonly CustomerClass[];
  readonly customers: number;
}

/** Customers of one class: their share of the arrivals and how long they are served. */
export interface CustomerClass {
  readonly share: number;
  readonly service: Law;
}

/** A single station seen from the door; customers are numbered by arrival, times in microseconds. */
export interface Floor {
  readonly gaps: Float64Array;
  readonly services: Float64Array;
  readonly classes: Uint8Array;
  readonly arrivedAt: Float64Array;
  /** NaN for those who were turned away. */
  readonly leftAt: Float64Array;
  /** How many were there when a customer came. */
  readonly found: Int32Array;
  readonly present: Meter;
  readonly waiting: Meter;
  /** `present` and `waiting` when counting began and when the last customer came. */
  readonly windows: { readonly present: Meter[]; readonly waiting: Meter[] };
  arrived: number;
}

/** What every single-station model knows. */
export interface World {
  readonly floor: Floor;
}

/** Kinds of events of every single-station model: services end before anyone arrives. */
export const [ENDS, ARRIVES] = [0, 1];
/** The kinds at these places. */
export const KINDS = [
  { name: 'service.ends', rank: 0 },
  { name: 'customer.arrives', rank: 1 },
];

/** Share of the customers, counted from the first, who do not count. */
const WARM_UP = 0.1;

/** An empty floor, with everything drawn that chance decides. */
export function drawFloor({ interarrival, classes, customers }: Traffic, chance: Chance): Floor {
  const sample = (path: string, draws: (stream: Int32Array, i: number) => number) => {
    const stream = openStream(chance.seed, `${chance.path}/${path}`);
    return Float64Array.from({ length: customers }, (_, i) => draws(stream, i));
  };
  const inTicks = (law: Law, stream: Int32Array) => Math.round(draw(law, stream, 0) * SECOND);
  const gaps = sample('gap', (stream) => inTicks(interarrival, stream));
  const classOf = Uint8Array.from(
    sample('class', (stream) => {
      let left = uniform(stream, 0);
      return classes.findIndex(({ share }, i) => {
        left -= share;
        return left < 0 || i === classes.length - 1;
      });
    }),
  );
  return {
    gaps,
    services: sample('service', (stream, i) => inTicks(classes[classOf[i]].service, stream)),
    classes: classOf,
    arrivedAt: new Float64Array(customers),
    leftAt: new Float64Array(customers).fill(NaN),
    found: new Int32Array(customers),
    present: createMeter(),
    waiting: createMeter(),
    windows: { present: [], waiting: [] },
    arrived: 0,
  };
}

/** Lets everybody through, until the last has gone. */
export function letThrough<W extends World>(rules: Rules<W>, world: W): Floor {
  const simulation = new Simulation({ ...rules, world });
  simulation.schedule(world.floor.gaps[0], ARRIVES);
  while (simulation.step());
  return world.floor;
}

/** Writes the next customer down, and when the one after comes. Answers who it is. */
export function arrive<W extends World>({ floor }: W, simulation: Simulation<W>): number {
  const { now } = simulation;
  const customer = floor.arrived++;
  const last = floor.gaps.length - 1;
  if (customer === firstCounted(floor) || customer === last) {
    for (const name of ['present', 'waiting'] as const) {
      setLevel(floor[name], now, floor[name].level);
      floor.windows[name].push({ ...floor[name] });
    }
  }
  floor.arrivedAt[customer] = now;
  floor.found[customer] = floor.present.level;
  if (customer < last) simulation.schedule(now + floor.gaps[customer + 1], ARRIVES);
  return customer;
}

/** A customer stays. */
export function admit({ present }: Floor, now: number): void {
  setLevel(present, now, present.level + 1);
}

/** A customer goes, having been served. */
export function leave({ present, leftAt }: Floor, customer: number, now: number): void {
  leftAt[customer] = now;
  setLevel(present, now, present.level - 1);
}

/** Number of the first customer who counts. */
export function firstCounted({ gaps }: Floor): number {
  return Math.floor(WARM_UP * gaps.length);
}
