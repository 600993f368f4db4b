import { Environment, interruptOf, type Process, Resource } from '../../../engine/process/index.ts';
import { HOUR, SECOND } from '../../../engine/units.ts';
import type { Case } from './case.ts';

/** Models in the style of processes. A new program gets one line here. */
export const PROCESS_CASES: readonly Case[] = [
  { name: 'impatient players before a match server', digest: impatientPlayers },
  { name: 'work that is preempted and resumed', digest: preemptedWork },
];

/** Poisson arrivals at three servers; who waits too long goes. */
function impatientPlayers(): string {
  const env = new Environment({ seed: 3 });
  const servers = new Resource(env, { name: 'match server', capacity: 3 });
  const chance = env.stream('players');
  const time = (mean: number) => Math.round(chance.draw({ kind: 'exponential', mean }));
  function* player(): Process {
    const seat = servers.request();
    if ((yield env.anyOf(seat, time(20 * SECOND))) === 1) return;
    yield time(30 * SECOND);
    servers.release(seat);
  }
  function* arrivals(): Process {
    for (;;) {
      yield time(9 * SECOND);
      env.start(player());
    }
  }
  env.start(arrivals());
  env.run(12 * HOUR);
  return env.digest();
}

/** Two classes at one server; the urgent one takes it away, the other goes on later. */
function preemptedWork(): string {
  const env = new Environment({ seed: 4 });
  const server = new Resource(env, { name: 'server' });
  const chance = env.stream('work');
  const time = (mean: number) => Math.round(chance.draw({ kind: 'exponential', mean }));
  function* job(priority: number): Process {
    let left = time(4 * SECOND);
    while (left > 0) {
      const turn = server.request(priority, true);
      yield turn;
      const since = env.now;
      try {
        yield left;
        left = 0;
        server.release(turn);
      } catch (reason) {
        interruptOf(reason);
        left -= env.now - since;
      }
    }
  }
  function* arrivals(priority: number): Process {
    for (;;) {
      yield time(12 * SECOND);
      env.start(job(priority));
    }
  }
  for (const priority of [0, 1]) env.start(arrivals(priority));
  env.run(12 * HOUR);
  return env.digest();
}
