import { Environment, type Process, Resource, SECOND } from 'playtwin/engine';

const env = new Environment({ seed: 3 });
const gpus = new Resource(env, { name: 'gpus', capacity: 2 });

function* request(npc: string, work: number): Process {
  const slot = gpus.request();
  yield slot;
  console.log(`${env.now / SECOND} s  ${npc} starts`);
  yield work * SECOND;
  console.log(`${env.now / SECOND} s  ${npc} is done`);
  gpus.release(slot);
}

function* arrivals(): Process {
  for (const [npc, work] of [
    ['guard', 5],
    ['smith', 3],
    ['bard', 4],
    ['thief', 1],
  ] as const) {
    env.start(request(npc, work), npc);
    yield SECOND;
  }
}

env.start(arrivals());
env.run();
