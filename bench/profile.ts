import { readFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { DAY } from '../engine/units.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { runReplication } from '../scenarios/run.ts';
import { openBundle } from '../traces/open-bundle.ts';

/**
 * Where the time of launch-week goes: one run of each contender under V8's sampling profiler, self
 * time by source file and function. `node bench/run.mjs profile [days] [contender,...]`; three days
 * (the launch is on the second) of peak and ecim-g by default.
 */
const days = Number(process.argv[2] ?? 3);
const names = (process.argv[3] ?? 'peak,ecim-g').split(',');
const SAMPLE_MICROSECONDS = 250;
const LEAST_SHARE = 0.01;

const LINE = /^\/\/ ([\w/.-]+[.]ts)$/;

interface Sampled {
  readonly file: string;
  readonly name: string;
  readonly hits: number;
}

/** Source file of each line of this bundle: esbuild heads every module with a line that names it. */
const sources: string[] = [];
for (const line of readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n')) {
  sources.push(LINE.exec(line)?.[1] ?? sources[sources.length - 1] ?? '');
}

const file = 'scenarios/library/launch-week.yaml';
const parsed = parseScenario(readFileSync(file, 'utf8'), file);
if (!('scenario' in parsed)) throw new Error(JSON.stringify(parsed.problems));
const scenario = { ...parsed.scenario, horizon: days * DAY };
const { traces, epoch, horizon: span, regions } = scenario;
const opened = openBundle(traces, { epoch, span, regions });
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
const bundle = opened.value;

for (const name of names) {
  const contender = scenario.contenders.findIndex((one) => one.name === name);
  if (contender < 0) throw new Error(`found ${name}, wanted a contender of ${file}`);
  const play = () => runReplication({ scenario, bundle, contender, replication: 0 });
  const { events } = play();
  const begin = performance.now();
  const samples = await sample(play);
  const seconds = (performance.now() - begin) / 1000;
  console.log(
    `\n${name}: ${days} days, ${(events / seconds / 1e6).toFixed(2)} M events/s profiled`,
  );
  print(
    'file',
    shares(samples, (one) => one.file),
  );
  print(
    'function',
    shares(samples, (one) => `${one.name} (${one.file})`),
  );
}

async function sample(play: () => unknown): Promise<readonly Sampled[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
  await session.post('Profiler.start');
  play();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile.nodes.map(read);
}

function read(node: Profiler.ProfileNode): Sampled {
  const { functionName, url, lineNumber } = node.callFrame;
  const isOurs = url === import.meta.url;
  const source = isOurs ? sources[lineNumber] : '(node)';
  return { file: source, name: functionName, hits: node.hitCount ?? 0 };
}

/** Hits by key, the most first, as shares of all. */
function shares(samples: readonly Sampled[], keyOf: (one: Sampled) => string): [string, number][] {
  const sum = samples.reduce((all, one) => all + one.hits, 0);
  const hits = new Map<string, number>();
  for (const one of samples) hits.set(keyOf(one), (hits.get(keyOf(one)) ?? 0) + one.hits);
  const all = [...hits].map(([key, count]): [string, number] => [key, count / sum]);
  return all.filter(([, share]) => share >= LEAST_SHARE).sort((a, b) => b[1] - a[1]);
}

function print(title: string, rows: readonly [string, number][]): void {
  console.log(`| ${title} | self time |\n|---|---|`);
  for (const [key, share] of rows) console.log(`| ${key} | ${(100 * share).toFixed(1)} % |`);
}
