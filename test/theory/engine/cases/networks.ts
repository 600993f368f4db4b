import { meanOf } from '../../../../engine/distributions.ts';
import { type Case, type Check, caseOf, is } from '../case.ts';
import { expectation, machinesDown } from '../formulas/birth-death.ts';
import * as theory from '../formulas/networks.ts';
import { deterministic, exponential, lognormal } from '../laws.ts';
import { type Network, type Node, runNetwork, type Walk } from '../models/network.ts';

type Named = Pick<Case, 'model' | 'parameters' | 'source'>;
type Level = (numbers: Int32Array) => number;

/** A level to be averaged over time, and what theory says of it. */
interface Averaged {
  readonly quantity: string;
  readonly truth: number;
  readonly level: Level;
}

interface Spec {
  readonly nodes: readonly Node[];
  readonly population: number;
  readonly from: number;
  readonly until: number;
  readonly averaged: readonly Averaged[];
  readonly others: readonly Check<Walk>[];
}

function networkCase(named: Named, { averaged, others, ...spec }: Spec): Case {
  const network: Network = { ...spec, levels: averaged.map(({ level }) => level) };
  const averages = averaged.map(({ quantity, truth }, i) => {
    return is(quantity, truth, (walk: Walk) => walk.means[i]);
  });
  return caseOf({
    ...named,
    simulate: (chance) => runNetwork(network, chance),
    accounts: ({ accounts }) => accounts,
    checks: [...averages, ...others],
  });
}

const meansOf = (nodes: readonly Node[]) => {
  return nodes.map(({ service, ...rest }) => ({ ...rest, mean: meanOf(service) }));
};

/** Web, database with a second server, disk, and a pause nobody waits for; with ways back. */
const open: readonly Node[] = [
  { servers: 1, service: exponential(0.3), rate: 0.7, routes: [0, 0.5, 0.2, 0.1] },
  { servers: 2, service: exponential(0.8), rate: 0.3, routes: [0.3, 0, 0.3, 0] },
  { servers: 1, service: exponential(0.5), rate: 0.1, routes: [0.25, 0.25, 0.1, 0] },
  { servers: Infinity, service: lognormal(2, 2), rate: 0, routes: [1, 0, 0, 0] },
];

/** Chance that so many or more are at each of the nodes at once: a product. */
function together(shares: readonly (readonly number[])[], least: readonly number[]): Averaged {
  const truth = least.reduce((product, from, at) => {
    return product * shares[at].slice(from).reduce((sum, share) => sum + share, 0);
  }, 1);
  const level: Level = (numbers) => (least.every((from, at) => numbers[at] >= from) ? 1 : 0);
  return { quantity: `P(N ≥ (${least.join(', ')}))`, truth, level };
}

function jackson(): Case {
  const means = meansOf(open);
  const shares = theory.jacksonShares(means);
  const rates = theory.trafficRates(means);
  const numbers = shares.map((some) => expectation(some, (n) => n));
  const averaged: Averaged[] = [
    ...numbers.map((truth, at) => {
      return { quantity: `L of node ${at}`, truth, level: (present: Int32Array) => present[at] };
    }),
    { quantity: 'E[N0 · N1]', truth: numbers[0] * numbers[1], level: (n) => n[0] * n[1] },
    { quantity: 'E[N1 · N2]', truth: numbers[1] * numbers[2], level: (n) => n[1] * n[2] },
    together(shares, [1, 1, 1, 0]),
    together(shares, [1, 1, 1, 1]),
    {
      quantity: 'P(all empty)',
      truth: shares.reduce((product, some) => product * some[0], 1),
      level: (n) => (n.every((one) => one === 0) ? 1 : 0),
    },
  ];
  const others = numbers.map((number, at) => {
    return is(`E[T] at node ${at}`, number / rates[at], (walk: Walk) => walk.sojourns[at]);
  });
  const named = {
    model: 'Jackson network',
    parameters: '4 nodes with feedback',
    source: 'Jackson 1957; Baskett et al. 1975',
  };
  const spec = { nodes: open, population: 0, from: 2_000, until: 32_000, averaged, others };
  return networkCase(named, spec);
}

/** A terminal where people think, a processor, and a disk visited by half of the cycles. */
function closed(population: number, thinking = exponential(6)): Case {
  const nodes: readonly Node[] = [
    { servers: Infinity, service: thinking, rate: 0, routes: [0, 1, 0] },
    { servers: 1, service: exponential(0.5), rate: 0, routes: [0.5, 0, 0.5] },
    { servers: 1, service: exponential(0.8), rate: 0, routes: [1, 0, 0] },
  ];
  const demands = [
    { demand: meanOf(thinking), isDelay: true },
    { demand: 0.5, isDelay: false },
    { demand: 0.4, isDelay: false },
  ];
  const { throughput, numbers } = theory.meanValues(demands, population);
  const named = {
    model: 'closed network',
    parameters: `N = ${population}, ${thinking.kind} thinking`,
    source: 'Reiser, Lavenberg 1980; Baskett et al. 1975',
  };
  const averaged = numbers.map((truth, at) => {
    return { quantity: `L of node ${at}`, truth, level: (present: Int32Array) => present[at] };
  });
  const others = [
    is('cycles per second', throughput, (walk: Walk) => walk.throughputs[0]),
    is('E[T] of the processor', numbers[1] / throughput, (walk: Walk) => walk.sojourns[1]),
  ];
  const until = population === 1 ? 62_000 : 17_000;
  return networkCase(named, { nodes, population, from: 2_000, until, averaged, others });
}

/** Machines run until they break, 10 s on average, and wait for a repairman, who takes 1 s. */
function repair(machines: number, repairmen: number, running = exponential(10)): Case {
  const nodes: readonly Node[] = [
    { servers: Infinity, service: running, rate: 0, routes: [0, 1] },
    { servers: repairmen, service: exponential(1), rate: 0, routes: [1, 0] },
  ];
  const shares = machinesDown(machines, repairmen, 0.1);
  const busy = expectation(shares, (n) => Math.min(n, repairmen));
  const down = expectation(shares, (n) => n);
  const averaged: readonly Averaged[] = [
    { quantity: 'machines down', truth: down, level: (n) => n[1] },
    { quantity: 'repairmen busy', truth: busy, level: (n) => Math.min(n[1], repairmen) },
    { quantity: 'P(none down)', truth: shares[0], level: (n) => (n[1] === 0 ? 1 : 0) },
  ];
  const others = [is('E[T] of a repair', down / busy, (walk: Walk) => walk.sojourns[1])];
  const named = {
    model: 'machine repair',
    parameters: `N = ${machines}, c = ${repairmen}, ${running.kind} lives`,
    source: 'Palm 1947; Kleinrock 1975, §3.8 and 3.10',
  };
  const until = machines === 20 ? 10_000 : 22_000;
  const spec = { nodes, population: machines, from: 2_000, until, averaged, others };
  return networkCase(named, spec);
}

/** Open and closed networks. */
export const networks: readonly Case[] = [
  jackson(),
  closed(1),
  closed(5),
  closed(20),
  closed(5, deterministic(6)),
  repair(6, 1),
  repair(20, 3),
  repair(6, 1, lognormal(10, 2)),
];
