// The models of `npm run bench` as one writes them with the npm package simjs: entities and
// callbacks. Started by bench/kernel.ts; by hand:
//
//   node bench/simjs/kernel.mjs MODEL PENDING WARM_UP MEASURED SEED CLOCK
//
// Both spans are in mean increments of the model; CLOCK is wall or cpu. Prints one line of JSON:
// {"perSecond", "peakRssMiB", "check"}.
import { readFileSync } from 'node:fs';

// The package exports nothing in Node: it hangs its names on `window`, if there is one.
globalThis.window = globalThis;
await import('simjs');
const { Entity, Facility, Random, Sim } = globalThis.window.Sim;

/** Waits and waits again; the check is holds per unit time. */
class Holder extends Entity {
  start(model) {
    this.model = model;
    this.wait();
  }

  wait() {
    this.setTimer(this.model.random.exponential(1)).done(this.hold);
  }

  hold() {
    this.model.holds++;
    this.wait();
  }
}

function createHold(sim, random, pending) {
  const model = {
    random,
    holds: 0,
    reset: () => {
      model.holds = 0;
    },
    outcome: (span) => ({ done: model.holds, check: model.holds / span }),
  };
  for (let i = 0; i < pending; i++) sim.addEntity(Holder, undefined, model);
  return model;
}

/** Lets customers in and sees them through one server. */
class SingleServer extends Entity {
  start(model) {
    this.model = model;
    this.awaitNext();
  }

  awaitNext() {
    const { random, arrivalRate } = this.model;
    this.setTimer(random.exponential(arrivalRate)).done(this.arrive);
  }

  arrive() {
    const service = this.model.drawService();
    const customer = { arrivedAt: this.time(), service };
    this.useFacility(this.model.server, service).done(this.depart, this, customer);
    this.awaitNext();
  }

  depart({ arrivedAt, service }) {
    this.model.done++;
    this.model.waited += this.time() - arrivedAt - service;
  }
}

function createSingleServer(sim, random, { arrivalRate, drawService }) {
  const model = {
    random,
    arrivalRate,
    drawService,
    server: new Facility('server'),
    done: 0,
    waited: 0,
    reset: () => {
      model.done = 0;
      model.waited = 0;
    },
    outcome: () => ({ done: model.done, check: model.waited / model.done }),
  };
  sim.addEntity(SingleServer, undefined, model);
  return model;
}

/** Lets customers in and sees each through three servers in a row. */
class Tandem extends Entity {
  start(model) {
    this.model = model;
    this.awaitNext();
  }

  awaitNext() {
    this.setTimer(this.model.random.exponential(0.8)).done(this.arrive);
  }

  arrive() {
    this.visit({ arrivedAt: this.time(), station: 0 });
    this.awaitNext();
  }

  visit(customer) {
    const { random, servers } = this.model;
    const request = this.useFacility(servers[customer.station], random.exponential(1));
    request.done(this.leave, this, customer);
  }

  leave(customer) {
    customer.station++;
    if (customer.station < 3) return this.visit(customer);
    this.model.done++;
    this.model.sojourn += this.time() - customer.arrivedAt;
  }
}

function createTandem(sim, random) {
  const model = {
    random,
    servers: [0, 1, 2].map((place) => new Facility(`server ${place}`)),
    done: 0,
    sojourn: 0,
    reset: () => {
      model.done = 0;
      model.sojourn = 0;
    },
    outcome: () => ({ done: model.done, check: model.sojourn / model.done }),
  };
  sim.addEntity(Tandem, undefined, model);
  return model;
}

/** One job of the central server: think, CPU, perhaps a disk and the CPU again. */
class Job extends Entity {
  start(model) {
    this.model = model;
    this.think();
  }

  think() {
    this.setTimer(this.model.random.exponential(1 / 10)).done(this.useCpu);
  }

  useCpu() {
    const { random, cpu } = this.model;
    this.useFacility(cpu, random.exponential(1 / 0.2)).done(this.leaveCpu);
  }

  leaveCpu() {
    const { random, firstDisk, secondDisk } = this.model;
    const u = random.random();
    if (u < 0.5) {
      this.model.done++;
      return this.think();
    }
    const [disk, mean] = u < 0.75 ? [firstDisk, 0.6] : [secondDisk, 0.4];
    this.useFacility(disk, random.exponential(1 / mean)).done(this.useCpu);
  }
}

function createClosed(sim, random, jobs) {
  const model = {
    random,
    cpu: new Facility('cpu'),
    firstDisk: new Facility('first disk'),
    secondDisk: new Facility('second disk'),
    done: 0,
    reset: () => {
      model.done = 0;
    },
    outcome: (span) => ({ done: model.done, check: model.done / span }),
  };
  for (let i = 0; i < jobs; i++) sim.addEntity(Job, undefined, model);
  return model;
}

function createModel(name, sim, random, pending) {
  const exponential = () => random.exponential(1);
  const hyperexponential = () => random.exponential(1 / (random.random() < 0.9 ? 0.5 : 5.5));
  switch (name) {
    case 'hold':
      return createHold(sim, random, pending);
    case 'mm1':
      return createSingleServer(sim, random, { arrivalRate: 0.9, drawService: exponential });
    case 'mg1':
      return createSingleServer(sim, random, { arrivalRate: 0.8, drawService: hyperexponential });
    case 'tandem':
      return createTandem(sim, random);
    case 'closed':
      return createClosed(sim, random, pending);
    default:
      throw new Error(`no model ${name}`);
  }
}

/** Its simulate(endTime) throws the first event beyond the end away, so a run is made of steps. */
function run(sim, until) {
  while (sim.time() < until) sim.step();
}

/** Processor time is that of all threads of this process. */
function readSeconds() {
  const { user, system } = process.cpuUsage();
  return clock === 'cpu' ? (user + system) / 1e6 : performance.now() / 1e3;
}

const [name, pending, warmUp, measured, seed, clock] = process.argv.slice(2);
const sim = new Sim();
const model = createModel(name, sim, new Random(Number(seed)), Number(pending));
run(sim, Number(warmUp));
model.reset();
const start = readSeconds();
run(sim, Number(warmUp) + Number(measured));
const seconds = readSeconds() - start;
const { done, check } = model.outcome(Number(measured));
const status = readFileSync('/proc/self/status', 'utf8');
const peakRssMiB = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
console.log(JSON.stringify({ perSecond: done / seconds, peakRssMiB, check }));
