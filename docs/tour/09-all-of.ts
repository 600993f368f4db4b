import { Environment, MILLISECOND, type Process } from 'playtwin/engine';

const env = new Environment({ seed: 9 });

function* load(part: string, ms: number): Process<string> {
  yield ms * MILLISECOND;
  console.log(`${env.now / MILLISECOND} ms  loaded: ${part}`);
  return part;
}

function* match(): Process {
  const parts = [
    env.start(load('map', 800)),
    env.start(load('players', 350)),
    env.start(load('dialogue model', 1200)),
  ];
  const last = yield env.allOf(...parts.map((part) => part.join()));
  console.log(`${env.now / MILLISECOND} ms  the match starts, last came the ${parts[last].result}`);
}

env.start(match());
env.run();
