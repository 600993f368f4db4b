import { Environment, type Process, SECOND } from 'playtwin/engine';

const env = new Environment({ seed: 2 });
const thinking = env.stream('think times');

function* player(name: string): Process {
  for (let message = 1; message <= 3; message++) {
    yield thinking.exponential(20 * SECOND);
    console.log(`${(env.now / SECOND).toFixed(1)} s  ${name} says line ${message}`);
  }
}

for (const name of ['Ada', 'Ben']) env.start(player(name), name);
env.run();
console.log(`${env.events} events, digest ${env.digest()}`);
