import { averageOf, Environment, MINUTE, type Process, Resource, SECOND } from 'playtwin/engine';

const env = new Environment({ seed: 12 });
const gpus = new Resource(env, { name: 'gpus', capacity: 4 });
const [gaps, works] = [env.stream('arrivals'), env.stream('services')];

function* request(): Process {
  const slot = gpus.request();
  yield slot;
  yield works.draw({ kind: 'lognormal', mu: 14.3, sigma: 0.6 });
  gpus.release(slot);
}

function* players(): Process {
  for (;;) {
    yield gaps.exponential(0.6 * SECOND);
    env.start(request());
  }
}

env.start(players());
env.run(60 * MINUTE);

const { mean, max, count } = gpus.waitingTimes;
console.log(`${count} requests served`);
console.log(`in use   ${averageOf(gpus.inUse, env.now).toFixed(3)} of ${gpus.capacity} on average`);
console.log(`in line  ${averageOf(gpus.inLine, env.now).toFixed(3)} on average`);
console.log(`         ${gpus.inLine.peak} at most, ${gpus.waiting} at the end`);
console.log(`waiting  ${(mean / SECOND).toFixed(3)} s on average`);
console.log(`         ${(max / SECOND).toFixed(3)} s at most`);
