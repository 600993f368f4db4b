import type { Law } from '../../../../engine/distributions.ts';
import { type Case, is } from '../case.ts';
import { boundedQueue, erlangB, erlangC, expectation } from '../formulas/birth-death.ts';
import * as crommelin from '../formulas/crommelin.ts';
import { deterministic, exponential, lognormal } from '../laws.ts';
import { meanNumber, meanWait, shareLost, shareOver } from '../models/measures.ts';
import { type Named, poisson, stationCase, tails } from './floor-case.ts';

// The mean service is one second in all of these, so arrivals per second are the load in erlangs.

function markovian(servers: number, load: number, late: number): Case {
  const waits = erlangC(servers, load);
  const spare = servers - load;
  const named: Named = {
    model: 'M/M/c',
    parameters: `c = ${servers}, ${load} erlangs`,
    source: 'Erlang 1917 (C)',
    checks: [
      is('E[W]', waits / spare, meanWait),
      is('Lq', (waits * load) / spare, (floor) => meanNumber(floor, 'waiting')),
      is('L', load + (waits * load) / spare, (floor) => meanNumber(floor, 'present')),
      ...tails((t) => waits * Math.exp(-spare * t), [0, late]),
    ],
  };
  return stationCase(named, { ...poisson(exponential(1), 90_000, 1 / load), servers });
}

function fixed(servers: number, load: number): Case {
  const present = crommelin.numbersPresent(servers, load);
  const named: Named = {
    model: 'M/D/c',
    parameters: `c = ${servers}, ${load} erlangs`,
    source: 'Crommelin 1932, Tijms 2003, Franx 2001',
    checks: [
      is('P(W > 0)', crommelin.shareWaiting(present, servers), (floor) => shareOver(floor, 0)),
      is('E[W]', crommelin.meanWait(present, servers, load), meanWait),
      ...tails((t) => crommelin.waitTail(present, servers, load, t), [0.25, 0.5]),
    ],
  };
  return stationCase(named, { ...poisson(deterministic(1), 50_000, 1 / load), servers });
}

function bounded(servers: number, load: number, room: number): Case {
  const shares = boundedQueue(servers, load, room);
  const lost = shares[servers + room];
  const waiting = expectation(shares, (n) => Math.max(0, n - servers));
  const named: Named = {
    model: 'M/M/c/K',
    parameters: `c = ${servers}, K = ${servers + room}, ${load} erlangs`,
    source: 'Kleinrock 1975, §3.1 and 3.6',
    checks: [
      is('share lost', lost, shareLost),
      is('E[W] of the served', waiting / (load * (1 - lost)), meanWait),
      is(
        'L',
        expectation(shares, (n) => n),
        (floor) => meanNumber(floor, 'present'),
      ),
    ],
  };
  const queue = { ...poisson(exponential(1), 25_000, 1 / load), servers, queueLimit: room };
  return stationCase(named, queue);
}

function lossy(name: string, service: Law, load = 8): Case {
  const servers = 10;
  const lost = erlangB(servers, load);
  const named: Named = {
    model: name === 'exponential' ? 'M/M/c/c' : 'M/G/c/c',
    parameters: `${name}, c = ${servers}, ${load} erlangs`,
    source: 'Erlang 1917 (B); Sevastyanov 1957 (any law)',
    checks: [
      is('share lost', lost, shareLost),
      is('L', load * (1 - lost), (floor) => meanNumber(floor, 'present')),
    ],
  };
  return stationCase(named, { ...poisson(service, 20_000, 1 / load), servers, queueLimit: 0 });
}

/** Several servers: Erlang's B and C, Crommelin, bounded queues. */
export const manyServers: readonly Case[] = [
  markovian(2, 1.5, 2),
  markovian(5, 3.5, 0.5),
  markovian(10, 7.5, 0.2),
  fixed(2, 1.6),
  fixed(3, 2.4),
  fixed(5, 4),
  bounded(1, 0.9, 4),
  bounded(4, 3.6, 3),
  lossy('exponential', exponential(1)),
  lossy('deterministic', deterministic(1)),
  lossy('lognormal, scv 2', lognormal(1, 2)),
];
