import { Environment, MINUTE, type Process, Signal } from 'playtwin/engine';

const env = new Environment({ seed: 10 });
const open = new Signal(env, { name: 'doors open', isOnce: true });
const wave = new Signal(env, { name: 'wave' });

function* fighter(name: string, comes: number): Process {
  yield comes * MINUTE;
  yield open.wait();
  console.log(`${env.now / MINUTE} min  ${name} is in`);
  for (;;) {
    const strength = yield wave.wait();
    console.log(`${env.now / MINUTE} min  ${name} fights a wave of ${strength}`);
  }
}

function* game(): Process {
  yield 5 * MINUTE;
  open.fire();
  for (const strength of [10, 25]) {
    yield 5 * MINUTE;
    wave.fire(strength);
  }
}

env.start(fighter('Ada', 0));
env.start(fighter('Ben', 12));
env.start(game());
env.run();
