import { Environment, type Process, Resource, SECOND } from 'playtwin/engine';

const env = new Environment({ seed: 4 });
const gpu = new Resource(env, { name: 'gpu' });
const [DIALOGUE, AMBIENT] = [0, 1];

function* request(what: string, priority: number): Process {
  const slot = gpu.request(priority);
  yield slot;
  console.log(`${env.now / SECOND} s  ${what} starts, ${gpu.waiting} in line`);
  yield 2 * SECOND;
  gpu.release(slot);
}

env.start(request('chatter in the tavern', AMBIENT));
env.start(request('chatter at the well', AMBIENT));
env.start(request('chatter on the road', AMBIENT));
env.start(request('the answer to a player', DIALOGUE));
env.run();
