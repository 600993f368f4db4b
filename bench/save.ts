import { readFileSync } from 'node:fs';
import { decodePlain, encodePlain } from '../engine/save.ts';
import { Simulation } from '../engine/simulation.ts';
import { HOUR } from '../engine/units.ts';
import { createRules } from '../models/open.ts';
import { compileRun } from '../scenarios/compile.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { openReplication } from '../scenarios/run.ts';
import { openBundle } from '../traces/open-bundle.ts';

/**
 * How long a launch-week world takes to save, write as text, read, restore and fork: the first
 * contender, at instants up to the busiest (after the launch on day 2). Medians of `[rounds]`.
 */
const rounds = Number(process.argv[2] ?? 9);
const file = 'scenarios/library/launch-week.yaml';
const parsed = parseScenario(readFileSync(file, 'utf8'), file);
if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
const { scenario } = parsed;
const { traces, epoch, horizon: span, regions } = scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const input = { scenario, bundle: opened.value, contender: 0, replication: 0 };
const contender = scenario.contenders[input.contender];
const { policies } = compileRun(scenario, input.bundle, contender, input.replication);
const rules = createRules(policies);

const names = ['save', 'encode', 'decode', 'restore', 'fork'];
console.log(`launch-week, ${contender.name}, medians of ${rounds}, ms`);
console.log(['hours', 'players', 'pending', ...names, 'text KiB'].map(pad).join(''));
const simulation = openReplication(input);
for (const hours of [1, 24, 43, 45, 48, 54]) {
  simulation.run(hours * HOUR);
  const players = simulation.world.playing.reduce((sum, some) => sum + some, 0);
  const saved = simulation.save();
  const text = encodePlain(saved);
  const acts = [
    () => simulation.save(),
    () => encodePlain(saved),
    () => decodePlain(text),
    () => Simulation.restore(rules, saved),
    () => simulation.fork(),
  ];
  const times = acts.map((act) => medianOf(act).toFixed(1));
  const kibibytes = (text.length / 1024).toFixed(0);
  console.log([hours, players, simulation.pending, ...times, kibibytes].map(pad).join(''));
}

function medianOf(act: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor((rounds - 1) / 2)];
}

function pad(cell: unknown): string {
  return String(cell).padStart(9);
}
