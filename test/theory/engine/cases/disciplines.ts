import type { Law } from '../../../../engine/distributions.ts';
import { type Case, type Check, caseOf, is } from '../case.ts';
import * as theory from '../formulas/priorities.ts';
import { deterministic, erlang, exponential, hyperexponential, lognormal } from '../laws.ts';
import { accountsOf } from '../models/accounts.ts';
import type { CustomerClass, Floor, Traffic } from '../models/floor.ts';
import { meanNumber, meanSojourn, meanWait, shareFinding, slowdown } from '../models/measures.ts';
import { runPreemptive } from '../models/preemptive.ts';
import { runSharing } from '../models/sharing.ts';
import { floorCase, momentsOf, type Named, poisson, stationCase } from './floor-case.ts';

// One arrival per second over all classes.

const ofClass = (k: number) => (floor: Floor, customer: number) => floor.classes[customer] === k;

/** Two classes of one law, and three of different laws. */
const mixes: readonly { readonly name: string; readonly classes: readonly CustomerClass[] }[] = [
  {
    name: '2 exponential classes',
    classes: [
      { share: 0.4, service: exponential(0.75) },
      { share: 0.6, service: exponential(0.75) },
    ],
  },
  {
    name: '3 classes: fixed, lognormal, Erlang',
    classes: [
      { share: 0.3, service: deterministic(0.5) },
      { share: 0.3, service: lognormal(0.7, 2) },
      { share: 0.4, service: erlang(2, 0.9) },
    ],
  },
];

function trafficOf(classes: readonly CustomerClass[]): Traffic {
  return { interarrival: exponential(1), classes, customers: 75_000 };
}

function classMoments(classes: readonly CustomerClass[]): readonly theory.ClassMoments[] {
  return classes.map(({ share, service }) => ({ share, ...momentsOf(service) }));
}

function perClass(
  classes: readonly CustomerClass[],
  check: (k: number) => Check<Floor>,
): readonly Check<Floor>[] {
  return classes.map((_, k) => check(k));
}

const polite = mixes.map(({ name, classes }) => {
  const moments = classMoments(classes);
  const named: Named = {
    model: 'M/G/1, priorities',
    parameters: name,
    source: 'Cobham 1954',
    checks: perClass(classes, (k) => {
      const measure = (floor: Floor) => meanWait(floor, ofClass(k));
      return is(`E[W] of class ${k}`, theory.cobhamWait(moments, k), measure);
    }),
  };
  return stationCase(named, { ...trafficOf(classes), servers: 1 });
});

/** Three servers and a common service of mean 2.25 s. */
function politeOnServers(): Case {
  const classes = [0.2, 0.3, 0.5].map((share) => ({ share, service: exponential(2.25) }));
  const moments = classMoments(classes);
  const named: Named = {
    model: 'M/M/c, priorities',
    parameters: '3 classes, c = 3, 2.25 erlangs',
    source: 'Cobham 1954',
    checks: perClass(classes, (k) => {
      const measure = (floor: Floor) => meanWait(floor, ofClass(k));
      return is(`E[W] of class ${k}`, theory.cobhamWaitOnServers(moments, 3, k), measure);
    }),
  };
  return stationCase(named, { ...trafficOf(classes), servers: 3 });
}

const resuming = mixes.map(({ name, classes }) => {
  const moments = classMoments(classes);
  const named: Named = {
    model: 'M/G/1, preemptive-resume',
    parameters: name,
    source: 'Miller 1960; Conway, Maxwell, Miller 1967, ch. 8',
    checks: perClass(classes, (k) => {
      const measure = (floor: Floor) => meanSojourn(floor, ofClass(k));
      return is(`E[T] of class ${k}`, theory.resumeSojourn(moments, k), measure);
    }),
  };
  return floorCase(named, (chance) => runPreemptive(trafficOf(classes), chance));
});

/** The slowdown of short, middling and long jobs is one and the same. */
function bySize(load: number): readonly Check<Floor>[] {
  const edges = [0, load / 2, 1.5 * load, Infinity];
  const names = ['short', 'middling', 'long'];
  return names.map((name, i) => {
    const isOfSize = ({ services }: Floor, customer: number) => {
      const seconds = services[customer] / 1e6;
      return seconds > edges[i] && seconds <= edges[i + 1];
    };
    const factor = theory.sharedSojourn(load, 1);
    return is(`E[T] ÷ E[S], ${name} jobs`, factor, (floor) => slowdown(floor, isOfSize));
  });
}

function sharing(name: string, service: Law): Case {
  const { mean: load, scv } = momentsOf(service);
  const named: Named = {
    model: 'M/G/1, processor sharing',
    parameters: `${name}, ρ = ${Number(load.toFixed(4))}`,
    source: 'Kleinrock 1967; Sakata, Noguchi, Oizumi 1971',
    checks: [
      is('L', load / (1 - load), (floor) => meanNumber(floor, 'present')),
      is('P(N ≥ 2)', theory.sharedTail(load, 2), (floor) => shareFinding(floor, 2)),
      is('E[T]', theory.sharedSojourn(load, load), meanSojourn),
      ...(scv === 0 ? [] : bySize(load)),
    ],
  };
  // Nobody waits where all are served at once: there is no queue to keep an account of.
  const accounts = (floor: Floor) => accountsOf(floor).filter(({ name }) => name === 'system');
  const traffic = poisson(service, 60_000);
  return caseOf({ ...named, simulate: (chance) => runSharing(traffic, chance), accounts });
}

/** Who goes first: priorities with and without preemption, and everybody at once. */
export const disciplines: readonly Case[] = [
  ...polite,
  politeOnServers(),
  ...resuming,
  sharing('exponential', exponential(0.7)),
  sharing('deterministic', deterministic(0.7)),
  sharing('hyperexponential, scv 3', hyperexponential(0.7, 3)),
  sharing('lognormal, scv 2', lognormal(0.7, 2)),
];
