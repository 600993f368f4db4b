import { Environment, type Process, Resource, SECOND } from 'playtwin/engine';

const env = new Environment({ seed: 8 });
const lobby = new Resource(env, { name: 'match server', capacity: 1 });
const LONGEST_LINE = 2;

function* player(name: string, patience: number): Process {
  if (lobby.waiting >= LONGEST_LINE) {
    console.log(`${env.now / SECOND} s  ${name} sees the line and walks on`);
    return;
  }
  const seat = lobby.request();
  const first = yield env.anyOf(seat, patience * SECOND);
  if (first === 1) {
    console.log(`${env.now / SECOND} s  ${name} has waited enough`);
    return;
  }
  console.log(`${env.now / SECOND} s  ${name} plays`);
  yield 30 * SECOND;
  lobby.release(seat);
}

function* evening(): Process {
  for (const [name, patience] of [
    ['Ada', 60],
    ['Ben', 10],
    ['Cem', 60],
    ['Dia', 60],
  ] as const) {
    env.start(player(name, patience), name);
    yield SECOND;
  }
}

env.start(evening());
env.run();
