import type { Law } from '../../../../engine/distributions.ts';
import { type Case, type Check, is } from '../case.ts';
import * as theory from '../formulas/general-arrivals.ts';
import { deterministic, erlang, exponential, gamma, hyperexponential, lognormal } from '../laws.ts';
import type { Floor } from '../models/floor.ts';
import { meanWait, shareOver, waitAndIdle } from '../models/measures.ts';
import { momentsOf, type Named, stationCase } from './floor-case.ts';

// One arrival per second in all of these, so the mean service is the load.

/** Interarrival laws of mean 1 with the transform E[exp(-sA)]. */
interface Arrivals {
  readonly name: string;
  readonly law: Law;
  readonly transform: (s: number) => number;
}

const bursty = hyperexponential(1, 3);
const arrivals: readonly Arrivals[] = [
  { name: 'D/M/1', law: deterministic(1), transform: (s) => Math.exp(-s) },
  { name: 'E3/M/1', law: erlang(3, 1), transform: (s) => (3 / (3 + s)) ** 3 },
  {
    name: 'H2/M/1',
    law: bursty,
    transform: (s) => {
      const { weights, means } = bursty;
      return weights.reduce((sum, weight, i) => sum + weight / (1 + means[i] * s), 0);
    },
  },
];

function memorylessService({ name, law, transform }: Arrivals): Case {
  const load = 0.75;
  const waits = theory.shareWaiting(transform, load);
  const named: Named = {
    model: 'G/M/1',
    parameters: `${name}, ρ = ${load}`,
    source: 'Kendall 1953; Kleinrock 1975, ch. 6',
    checks: [
      is('P(W > 0)', waits, (floor: Floor) => shareOver(floor, 0)),
      is('E[W]', (waits * load) / (1 - waits), meanWait),
    ],
  };
  const classes = [{ share: 1, service: exponential(load) }];
  return stationCase(named, { interarrival: law, classes, customers: 70_000, servers: 1 });
}

interface Pair {
  readonly name: string;
  readonly interarrival: Law;
  readonly service: (load: number) => Law;
}

const pairs: readonly Pair[] = [
  {
    name: 'Erlang-2 arrivals, lognormal service of scv 1.2',
    interarrival: erlang(2, 1),
    service: (load) => lognormal(load, 1.2),
  },
  {
    name: 'lognormal arrivals of scv 1.5, gamma service of scv 0.8',
    interarrival: lognormal(1, 1.5),
    service: (load) => gamma(load, 0.8),
  },
  {
    name: 'fixed arrivals, hyperexponential service of scv 1.5',
    interarrival: deterministic(1),
    service: (load) => hyperexponential(load, 1.5),
  },
];

/** The busier, the nearer the wait is to the bound: a looser one is caught at high load only. */
function bounded({ name, interarrival, service }: Pair, load: number): Case {
  const law = service(load);
  const moments = [momentsOf(interarrival), momentsOf(law)] as const;
  const bound: Check<Floor> = {
    quantity: 'E[W], bounded above',
    truth: { most: theory.kingmanBound(...moments) },
    measure: (floor) => meanWait(floor),
    catches: load > 0.8 ? 0.2 : 0.8,
  };
  const named: Named = {
    model: 'G/G/1',
    parameters: `${name}, ρ = ${load}`,
    source: 'Kingman 1962, Marshall 1968',
    checks: [bound, is('E[W] + E[I²]/2E[I]', theory.waitAndIdle(...moments), waitAndIdle)],
  };
  const customers = load > 0.8 ? 180_000 : 20_000;
  const classes = [{ share: 1, service: law }];
  return stationCase(named, { interarrival, classes, customers, servers: 1 });
}

/** Arrivals that are not Poisson: G/M/1, and G/G/1 against Kingman's bound. */
export const generalArrivals: readonly Case[] = [
  ...arrivals.map(memorylessService),
  ...pairs.flatMap((pair) => [bounded(pair, 0.5), bounded(pair, 0.9)]),
];
