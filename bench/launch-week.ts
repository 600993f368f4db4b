import { readFileSync } from 'node:fs';
import { DAY } from '../engine/units.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { runReplication } from '../scenarios/run.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { openBundle } from '../traces/open-bundle.ts';

/**
 * Events per second on launch-week, one thread: every contender once a round, rounds interleaved,
 * medians printed with the spread. Words: `[days] [rounds]`; three days and three rounds by default
 * (the launch is on the second day).
 */
const [days, rounds] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 3)];
const file = 'scenarios/library/launch-week.yaml';
const parsed = parseScenario(readFileSync(file, 'utf8'), file);
if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
const scenario: Scenario = { ...parsed.scenario, horizon: days * DAY };
const { traces, epoch, horizon: span, regions } = scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const bundle = opened.value;

const rates = scenario.contenders.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  scenario.contenders.forEach((_, contender) => {
    rates[contender].push(measure(contender, round));
  });
}
console.log(`launch-week, ${days} days, one thread, ${rounds} interleaved rounds, events/s`);
const reference = medianOf(rates[scenario.contenders.findIndex((one) => one.name === 'peak')]);
scenario.contenders.forEach(({ name }, contender) => {
  const sorted = [...rates[contender]].sort((a, b) => a - b);
  const median = medianOf(sorted);
  const millions = (rate: number) => `${(rate / 1e6).toFixed(2)} M`;
  const range = `${millions(sorted[0])} to ${millions(sorted[sorted.length - 1])}`;
  const ratio = (median / reference).toFixed(2);
  console.log(`${name.padEnd(10)} ${millions(median)}  (${range})  ${ratio} of peak's rate`);
});

function measure(contender: number, replication: number): number {
  const start = process.hrtime.bigint();
  const { events } = runReplication({ scenario, bundle, contender, replication });
  return events / (Number(process.hrtime.bigint() - start) / 1e9);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
