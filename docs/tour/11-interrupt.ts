import { Environment, HOUR, interruptOf, MINUTE, type Process } from 'playtwin/engine';

const env = new Environment({ seed: 11 });

/** Trains for six hours on spot capacity, and saves its work every hour. */
function* training(): Process<number> {
  let interruptions = 0;
  for (let saved = 0; saved < 6; ) {
    try {
      yield HOUR;
      saved++;
    } catch (reason) {
      const { cause } = interruptOf(reason);
      interruptions++;
      console.log(`${(env.now / HOUR).toFixed(2)} h  ${cause}, back to hour ${saved}`);
      yield 10 * MINUTE;
    }
  }
  return interruptions;
}

const job = env.start(training(), 'training');
const storms = env.stream('revocations');

function* market(): Process {
  for (;;) {
    yield env.anyOf(job.join(), storms.exponential(3 * HOUR));
    if (!job.isAlive) return;
    job.interrupt('zone b runs out');
  }
}

env.start(market());
env.run();
console.log(`${(env.now / HOUR).toFixed(2)} h  trained, ${job.result} interruptions`);
