import { DAY, Environment, interruptOf, Preemption, type Process, Resource } from 'playtwin/engine';

const env = new Environment({ seed: 5 });
const technician = new Resource(env, { name: 'technician' });
const [REPAIR, ROUNDS] = [0, 1];

function* rounds(left: number): Process {
  const turn = technician.request(ROUNDS);
  while (left > 0) {
    yield turn;
    console.log(`${env.now / DAY} d  rounds, ${left / DAY} to go`);
    try {
      yield left;
      left = 0;
    } catch (reason) {
      const { cause } = interruptOf(reason);
      if (!(cause instanceof Preemption)) throw reason;
      console.log(`${env.now / DAY} d  called away by ${cause.by.name}`);
      left -= env.now - cause.since;
    }
  }
  technician.release(turn);
  console.log(`${env.now / DAY} d  rounds are done`);
}

function* rack(life: number): Process {
  yield life;
  const turn = technician.request(REPAIR, true);
  yield turn;
  yield 1.5 * DAY;
  technician.release(turn);
}

env.start(rounds(8 * DAY));
for (const life of [3, 7]) env.start(rack(life * DAY), `rack ${life}`);
env.run();
