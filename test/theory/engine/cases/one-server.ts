import type { Law } from '../../../../engine/distributions.ts';
import { type Case, is } from '../case.ts';
import * as theory from '../formulas/single-server.ts';
import { deterministic, erlang, exponential, gamma, hyperexponential, lognormal } from '../laws.ts';
import { meanNumber, meanWait, shareFinding } from '../models/measures.ts';
import { momentsOf, type Named, poisson, stationCase, tails } from './floor-case.ts';

// One arrival per second in all of these, so the mean service is the load.

const KHINCHINE = 'Pollaczek 1930, Khinchine 1932';

function markovian(load: number, customers: number): Case {
  const wait = theory.meanWait({ mean: load, scv: 1 });
  const named: Named = {
    model: 'M/M/1',
    parameters: `ρ = ${load}`,
    source: 'Kleinrock 1975, §3.2',
    checks: [
      is('E[W]', wait, meanWait),
      is('L', load / (1 - load), (floor) => meanNumber(floor, 'present')),
      is('Lq', wait, (floor) => meanNumber(floor, 'waiting')),
      is('P(N ≥ 3)', load ** 3, (floor) => shareFinding(floor, 3)),
      ...tails((t) => theory.tailExponential(load, t), [0, 1, 2]),
    ],
  };
  return stationCase(named, { ...poisson(exponential(load), customers), servers: 1 });
}

function fixed(load: number, customers: number): Case {
  const named: Named = {
    model: 'M/D/1',
    parameters: `ρ = ${load}`,
    source: 'Erlang 1909, Crommelin 1932',
    checks: [
      is('E[W]', theory.meanWait({ mean: load, scv: 0 }), meanWait),
      ...tails((t) => theory.tailDeterministic(load, t), [0, 0.4, 0.9]),
    ],
  };
  return stationCase(named, { ...poisson(deterministic(load), customers), servers: 1 });
}

interface General {
  readonly name: string;
  readonly service: Law;
  /** Tail of the wait, where it is known. */
  readonly tail?: (t: number) => number;
}

function general({ name, service, tail }: General): Case {
  const moments = momentsOf(service);
  // The more variable the service, the longer it takes to see its mean.
  const customers = moments.scv > 1.4 ? 75_000 : 45_000;
  const named: Named = {
    model: 'M/G/1',
    parameters: `${name}, ρ = ${Number(moments.mean.toFixed(4))}`,
    source: tail === undefined ? KHINCHINE : `${KHINCHINE}; Kleinrock 1975, §5.7`,
    checks: [
      is('E[W]', theory.meanWait(moments), meanWait),
      ...(tail === undefined ? [] : tails(tail, [0, 1, 2])),
    ],
  };
  return stationCase(named, { ...poisson(service, customers), servers: 1 });
}

const twoBranches = hyperexponential(0.7, 3);
const withTail: readonly General[] = [
  {
    name: 'hyperexponential, scv 3',
    service: twoBranches,
    tail: (t) => theory.tailHyperexponential(twoBranches, t),
  },
  {
    name: 'Erlang of 3 phases',
    service: erlang(3, 0.7),
    tail: (t) => theory.tailErlang(3, 0.7, t),
  },
];
const meanOnly: readonly General[] = [
  { name: 'lognormal, scv 1.5', service: lognormal(0.7, 1.5) },
  { name: 'gamma, scv 1.5', service: gamma(0.7, 1.5) },
  { name: 'Weibull of shape 1.5', service: { kind: 'weibull', shape: 1.5, scale: 0.75 } },
];

/** M/G/1 first come first served: means, and waiting-time distributions where they are known. */
export const oneServer: readonly Case[] = [
  markovian(0.5, 50_000),
  markovian(0.8, 90_000),
  fixed(0.5, 30_000),
  fixed(0.8, 50_000),
  ...[...withTail, ...meanOnly].map(general),
];
