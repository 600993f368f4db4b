import { draw, type Law } from '../../../engine/distributions.ts';
import { openStream } from '../../../engine/random.ts';
import { createStation, release, type Station, seize } from '../../../engine/resources.ts';
import { type Rules, Simulation } from '../../../engine/simulation.ts';
import { HOUR, SECOND } from '../../../engine/units.ts';
import type { Case } from './case.ts';

/** Small models on the bare engine. A new style of model gets one line here. */
export const PROGRAM_CASES: readonly Case[] = [
  { name: 'HOLD with 1000 pending events', digest: () => hold(1000, 50_000) },
  { name: 'HOLD with cancelled events', digest: () => hold(300, 20_000, 3) },
  { name: 'M/G/1', digest: () => tandem([LOGNORMAL]) },
  { name: 'tandem of three stations', digest: () => tandem([LOGNORMAL, GAMMA, UNIFORM_ENOUGH]) },
];

const LOGNORMAL: Law = { kind: 'lognormal', mu: -0.7, sigma: 0.8 };
const GAMMA: Law = { kind: 'gamma', shape: 2.3, scale: 0.3 };
const UNIFORM_ENOUGH: Law = { kind: 'empirical', values: [0.1, 0.4, 0.5, 0.9, 1.3] };

interface HoldWorld {
  readonly state: Int32Array;
  readonly cancelEvery: number;
}

const holdRules: Rules<HoldWorld> = {
  kinds: [
    { name: 'event.happens', rank: 1 },
    { name: 'twin.happens', rank: 0 },
  ],
  handlers: [
    ({ state, cancelEvery }, simulation, serial) => {
      const step = () => Math.round(draw({ kind: 'exponential', mean: 1000 }, state, 0));
      simulation.schedule(simulation.now + step(), 0, serial + 1, state[0]);
      const handle = simulation.schedule(simulation.now + step(), 1, serial);
      if (cancelEvery > 0 && serial % cancelEvery === 0) simulation.cancel(handle);
    },
    () => {},
  ],
};

/** The HOLD model: each event schedules the next. Answers the digest of the first `count`. */
function hold(pending: number, count: number, cancelEvery = 0): string {
  const state = openStream(1, 'hold');
  const simulation = new Simulation({ ...holdRules, world: { state, cancelEvery } });
  for (let i = 0; i < pending; i++) simulation.schedule(i % 17, 0, i);
  for (let i = 0; i < count; i++) simulation.step();
  return simulation.digest();
}

interface TandemWorld {
  readonly stations: readonly Station[];
  readonly services: readonly Law[];
  readonly state: Int32Array;
  customers: number;
}

type TandemRun = Simulation<TandemWorld>;

const tandemRules: Rules<TandemWorld> = {
  kinds: [
    { name: 'service.ends', rank: 0 },
    { name: 'customer.arrives', rank: 1 },
  ],
  handlers: [
    (world, simulation, customer, place) => {
      const next = release(world.stations[place]);
      if (next >= 0) startService(simulation, next, place);
      if (place + 1 < world.stations.length) enter(simulation, customer, place + 1);
    },
    (world, simulation) => {
      simulation.schedule(simulation.now + sample(world, { kind: 'exponential', mean: 1 }), 1);
      enter(simulation, world.customers++, 0);
    },
  ],
};

/** Poisson arrivals, one a second, through stations of one server each, for six hours. */
function tandem(services: readonly Law[]): string {
  const stations = services.map(() => createStation({ servers: 1 }));
  const world = { stations, services, state: openStream(2, 'tandem'), customers: 0 };
  const simulation = new Simulation({ ...tandemRules, world });
  simulation.schedule(0, 1);
  simulation.run(6 * HOUR);
  return simulation.digest();
}

function enter(simulation: TandemRun, customer: number, place: number): void {
  const outcome = seize(simulation.world.stations[place], customer);
  if (outcome === 'served') startService(simulation, customer, place);
}

function startService(simulation: TandemRun, customer: number, place: number): void {
  const { world, now } = simulation;
  simulation.schedule(now + sample(world, world.services[place]), 0, customer, place);
}

function sample(world: TandemWorld, law: Law): number {
  return Math.round(draw(law, world.state, 0) * SECOND);
}
