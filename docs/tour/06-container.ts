import { Container, Environment, type Process, SECOND } from 'playtwin/engine';

const env = new Environment({ seed: 6 });
const memory = new Container(env, { name: 'memory, GiB', capacity: 80, level: 80 });

function* model(name: string, size: number, work: number): Process {
  yield memory.get(size);
  console.log(`${env.now / SECOND} s  ${name} loads ${size} GiB, ${memory.level} GiB free`);
  yield work * SECOND;
  yield memory.put(size);
}

env.start(model('dialogue', 40, 10));
env.start(model('quests', 30, 20));
// The third does not fit yet, and the small one behind it does not overtake.
env.start(model('director', 60, 10));
env.start(model('names', 5, 10));
env.run();
console.log(`${env.now / SECOND} s  ${memory.level} GiB free`);
