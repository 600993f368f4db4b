import {
  averageOf,
  createTally,
  Environment,
  type Process,
  Resource,
  record,
  SECOND,
} from 'playtwin/engine';

const env = new Environment({ seed: 14 });
const gpu = new Resource(env, { name: 'gpu' });
const [gaps, works] = [env.stream('arrivals'), env.stream('services')];
const sojourns = createTally();

function* request(): Process {
  const arrived = env.now;
  const slot = gpu.request();
  yield slot;
  yield works.exponential(0.8 * SECOND);
  gpu.release(slot);
  record(sojourns, env.now - arrived);
}

function* players(): Process {
  for (let i = 0; i < 100_000; i++) {
    yield gaps.exponential(SECOND);
    env.start(request());
  }
}

env.start(players());
env.run();
const L = averageOf(gpu.inLine, env.now) + averageOf(gpu.inUse, env.now);
const lambda = (sojourns.count / env.now) * SECOND;
const W = sojourns.mean / SECOND;
console.log(`L = ${L.toFixed(6)}  requests in the system`);
console.log(`λ = ${lambda.toFixed(6)}  requests per second`);
console.log(`W = ${W.toFixed(6)}  seconds in the system`);
console.log(`L / λW = ${(L / (lambda * W)).toFixed(9)}`);
