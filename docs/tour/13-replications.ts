import {
  Environment,
  estimateMean,
  HOUR,
  type Process,
  pairedDifference,
  Resource,
  SECOND,
} from 'playtwin/engine';

function meanWait(seed: number, capacity: number): number {
  const env = new Environment({ seed });
  const gpus = new Resource(env, { name: 'gpus', capacity });
  const [gaps, works] = [env.stream('arrivals'), env.stream('services')];
  function* request(work: number): Process {
    const slot = gpus.request();
    yield slot;
    yield work;
    gpus.release(slot);
  }
  function* players(): Process {
    for (;;) {
      yield gaps.exponential(SECOND);
      env.start(request(works.exponential(3.2 * SECOND)));
    }
  }
  env.start(players());
  env.run(HOUR);
  return gpus.waitingTimes.mean / SECOND;
}

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const four = seeds.map((seed) => meanWait(seed, 4));
const five = seeds.map((seed) => meanWait(seed, 5));
const saved = pairedDifference(four, five);
for (const { mean, halfWidth } of [estimateMean(four), estimateMean(five), saved]) {
  console.log(`${mean.toFixed(2)} ± ${halfWidth.toFixed(2)} s`);
}
