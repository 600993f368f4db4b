import { Environment, type Process, SECOND } from 'playtwin/engine';

const env = new Environment({ seed: 1 });

function* server(): Process {
  for (let tick = 1; tick <= 3; tick++) {
    yield SECOND;
    console.log(`${env.now / SECOND} s  tick ${tick}`);
  }
}

env.start(server());
env.run();
