/**
 * The models of the benchmark in playtwin's process style: generators that yield how long they hold
 * or what they wait for.
 */
import type { Law } from '../engine/law.ts';
import { Environment } from '../engine/process/environment.ts';
import { Resource } from '../engine/process/resource.ts';
import type { Process } from '../engine/process/running.ts';
import type { Stream } from '../engine/process/stream.ts';
import {
  ARRIVAL_RATES,
  CENTRAL_SERVER,
  exponential,
  HOLD_UNIT,
  hyperexponential,
  type Model,
  QUEUE_UNIT,
} from './kernel-model.ts';

/** The model of that name, or undefined. */
export function createProcessModel(name: string, pending: number, seed: number): Model | undefined {
  const env = new Environment({ seed });
  switch (name) {
    case 'hold':
      return createHold(env, pending);
    case 'mm1':
      return createSingleServer(env, ARRIVAL_RATES.mm1, exponential(1));
    case 'mg1':
      return createSingleServer(env, ARRIVAL_RATES.mg1, hyperexponential());
    case 'tandem':
      return createTandem(env);
    case 'closed':
      return createClosed(env, pending);
    default:
      return undefined;
  }
}

function createHold(env: Environment, pending: number): Model {
  const chance = env.stream('hold');
  let holds = 0;
  function* holder(): Process {
    for (;;) {
      yield chance.exponential(HOLD_UNIT);
      holds++;
    }
  }
  for (let i = 0; i < pending; i++) env.start(holder());
  return {
    run: (until) => env.run(Math.round(until * HOLD_UNIT)),
    reset: () => {
      holds = 0;
    },
    outcome: (span) => ({ done: holds, check: holds / span }),
  };
}

function createSingleServer(env: Environment, rate: number, service: Law): Model {
  const server = new Resource(env, { name: 'server' });
  const services = env.stream('services');
  let [done, starts, waited] = [0, 0, 0];
  function* customer(): Process {
    const arrivedAt = env.now;
    const turn = server.request();
    yield turn;
    starts++;
    waited += env.now - arrivedAt;
    yield services.draw(service);
    server.release(turn);
    done++;
  }
  env.start(source(env, rate, customer));
  return {
    run: (until) => env.run(Math.round(until * QUEUE_UNIT)),
    reset: () => {
      done = starts = waited = 0;
    },
    outcome: () => ({ done, check: waited / starts / QUEUE_UNIT }),
  };
}

/** Lets customers in, one after the other, for ever. */
function* source(env: Environment, rate: number, customer: () => Process): Process {
  const arrivals = env.stream('arrivals');
  for (;;) {
    yield arrivals.exponential(QUEUE_UNIT / rate);
    env.start(customer());
  }
}

function createTandem(env: Environment): Model {
  const servers = [0, 1, 2].map((place) => new Resource(env, { name: `server ${place}` }));
  const services = env.stream('services');
  let [done, sojourn] = [0, 0];
  function* customer(): Process {
    const arrivedAt = env.now;
    for (const server of servers) {
      const turn = server.request();
      yield turn;
      yield services.exponential(QUEUE_UNIT);
      server.release(turn);
    }
    done++;
    sojourn += env.now - arrivedAt;
  }
  env.start(source(env, ARRIVAL_RATES.tandem, customer));
  return {
    run: (until) => env.run(Math.round(until * QUEUE_UNIT)),
    reset: () => {
      done = sojourn = 0;
    },
    outcome: () => ({ done, check: sojourn / done / QUEUE_UNIT }),
  };
}

function createClosed(env: Environment, jobs: number): Model {
  const stations = CENTRAL_SERVER.service.map((mean, place) => ({
    server: new Resource(env, { name: `station ${place}` }),
    mean: mean * QUEUE_UNIT,
  }));
  const chance = env.stream('closed');
  let done = 0;
  function* job(): Process {
    const [cpu, first, second] = stations;
    for (;;) {
      yield chance.exponential(CENTRAL_SERVER.think * QUEUE_UNIT);
      yield* visit(cpu, chance);
      for (let u = chance.uniform(); u >= 0.5; u = chance.uniform()) {
        yield* visit(u < 0.75 ? first : second, chance);
        yield* visit(cpu, chance);
      }
      done++;
    }
  }
  for (let i = 0; i < jobs; i++) env.start(job());
  return {
    run: (until) => env.run(Math.round(until * QUEUE_UNIT)),
    reset: () => {
      done = 0;
    },
    outcome: (span) => ({ done, check: done / span }),
  };
}

interface ServedStation {
  readonly server: Resource;
  readonly mean: number;
}

/** From joining the line to the end of service. */
function* visit({ server, mean }: ServedStation, chance: Stream): Process {
  const turn = server.request();
  yield turn;
  yield chance.exponential(mean);
  server.release(turn);
}
