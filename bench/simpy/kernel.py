"""The models of `npm run bench` as one writes them in SimPy (3 or 4).

    python3 bench/simpy/kernel.py MODEL PENDING WARM_UP MEASURED SEED CLOCK

Both spans are in mean increments of the model; CLOCK is wall or cpu. Prints one line of JSON:
{"perSecond", "peakRssMiB", "check"}. Started by bench/kernel.ts.
"""

import json
import random
import re
import sys
import time

import simpy


class Hold:
    """Processes that do nothing but wait; the check is holds per unit time."""

    def __init__(self, env, pending):
        self.holds = 0
        for _ in range(pending):
            env.process(self.holder(env))

    def holder(self, env):
        while True:
            yield env.timeout(random.expovariate(1))
            self.holds += 1

    def reset(self):
        self.holds = 0

    def outcome(self, span):
        return self.holds, self.holds / span


class SingleServer:
    """Poisson arrivals at one server; the check is the mean waiting time."""

    def __init__(self, env, arrival_rate, draw_service):
        self.draw_service = draw_service
        self.server = simpy.Resource(env, capacity=1)
        self.reset()
        env.process(self.source(env, arrival_rate))

    def source(self, env, arrival_rate):
        while True:
            yield env.timeout(random.expovariate(arrival_rate))
            env.process(self.customer(env))

    def customer(self, env):
        arrived_at = env.now
        with self.server.request() as request:
            yield request
            self.starts += 1
            self.waited += env.now - arrived_at
            yield env.timeout(self.draw_service())
        self.done += 1

    def reset(self):
        self.done = self.starts = self.waited = 0

    def outcome(self, _span):
        return self.done, self.waited / self.starts


class Tandem:
    """Three exponential servers in a row; the check is the mean time from door to door."""

    def __init__(self, env, arrival_rate):
        self.servers = [simpy.Resource(env, capacity=1) for _ in range(3)]
        self.reset()
        env.process(self.source(env, arrival_rate))

    def source(self, env, arrival_rate):
        while True:
            yield env.timeout(random.expovariate(arrival_rate))
            env.process(self.customer(env))

    def customer(self, env):
        arrived_at = env.now
        for server in self.servers:
            with server.request() as request:
                yield request
                yield env.timeout(random.expovariate(1))
        self.done += 1
        self.sojourn += env.now - arrived_at

    def reset(self):
        self.done = self.sojourn = 0

    def outcome(self, _span):
        return self.done, self.sojourn / self.done


class Closed:
    """Central server with think time; the check is cycles per unit time."""

    def __init__(self, env, jobs):
        self.cpu, self.first_disk, self.second_disk = (
            simpy.Resource(env, capacity=1) for _ in range(3)
        )
        self.reset()
        for _ in range(jobs):
            env.process(self.job(env))

    def job(self, env):
        while True:
            yield env.timeout(random.expovariate(1 / 10))
            while True:
                with self.cpu.request() as request:
                    yield request
                    yield env.timeout(random.expovariate(1 / 0.2))
                u = random.random()
                if u < 0.5:
                    break
                disk, mean = (self.first_disk, 0.6) if u < 0.75 else (self.second_disk, 0.4)
                with disk.request() as request:
                    yield request
                    yield env.timeout(random.expovariate(1 / mean))
            self.done += 1

    def reset(self):
        self.done = 0

    def outcome(self, span):
        return self.done, self.done / span


def draw_hyperexponential():
    return random.expovariate(1 / (0.5 if random.random() < 0.9 else 5.5))


MODELS = {
    "hold": lambda env, pending: Hold(env, pending),
    "mm1": lambda env, _: SingleServer(env, 0.9, lambda: random.expovariate(1)),
    "mg1": lambda env, _: SingleServer(env, 0.8, draw_hyperexponential),
    "tandem": lambda env, _: Tandem(env, 0.8),
    "closed": lambda env, pending: Closed(env, pending),
}


def peak_rss_mib():
    """High-water mark of this program's own memory: what getrusage tells includes its parent's."""
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024


def main():
    name, pending, warm_up, measured, seed, clock = sys.argv[1:]
    read = time.process_time if clock == "cpu" else time.perf_counter
    random.seed(int(seed))
    env = simpy.Environment()
    model = MODELS[name](env, int(pending))
    env.run(until=float(warm_up))
    model.reset()
    start = read()
    env.run(until=float(warm_up) + float(measured))
    took = read() - start
    done, check = model.outcome(float(measured))
    figures = {"perSecond": done / took, "peakRssMiB": peak_rss_mib(), "check": check}
    print(json.dumps(figures))


main()
