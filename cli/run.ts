import { formatJson } from '../reports/json.ts';
import { kpis as allKpis, headlineKpis } from '../reports/kpis.ts';
import type { ScenarioResult } from '../reports/result.ts';
import { formatTable } from '../reports/table.ts';
import { checkFolder, explainFault, writeFiles } from '../reports/write-files.ts';
import type { RunOutcome } from '../runner/run-scenario.ts';
import { runScenario } from '../runner/run-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { TraceBundle } from '../traces/series.ts';
import type { Edit } from './edit-yaml.ts';
import { loadScenario } from './load-scenario.ts';
import { openTraces } from './open-traces.ts';
import { formatRate, showProgress } from './progress.ts';
import { sayBroken } from './say-broken.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** What `playtwin run` was asked for. */
export interface RunOptions {
  readonly seed?: number;
  readonly replications?: number;
  readonly set: readonly Edit[];
  readonly out?: string;
  readonly traces?: string;
  readonly format: string;
  readonly kpis: string;
  readonly workers?: number;
  readonly quiet?: boolean;
}

const OUT_FILES = { result: 'result.json', table: 'table.txt' } as const;

/** Runs one scenario: every contender in every replication; gives the exit code. */
export async function run(given: string, options: RunOptions, terminal: Terminal): Promise<number> {
  const loaded = loadScenario(given, editsOf(options), terminal);
  if ('code' in loaded) return loaded.code;
  const unwritable =
    options.out === undefined ? undefined : checkFolder(options.out, Object.values(OUT_FILES));
  if (unwritable !== undefined) return refuse(terminal, `--out ${unwritable}`);
  const { scenario, locate } = loaded;
  const opened = openTraces(scenario, options.traces, terminal, locate);
  if ('code' in opened) return opened.code;
  const begin = performance.now();
  const outcome = await execute(scenario, opened.bundle, options, terminal);
  if ('interrupted' in outcome) return sayInterrupted(terminal);
  if ('broken' in outcome) {
    const command = { file: given, set: options.set, traces: options.traces };
    return sayBroken(outcome.broken, command, terminal);
  }
  terminal.stdout.write(formatResult(outcome.result, options));
  if (options.quiet !== true) sayElapsed(outcome.result, performance.now() - begin, terminal);
  return writeResult(outcome.result, options.out, terminal);
}

function editsOf({ seed, replications, set }: RunOptions): readonly Edit[] {
  const edit = (key: string, value: number | undefined): Edit[] => {
    return value === undefined ? [] : [{ label: `--${key} ${value}`, path: [key], value }];
  };
  return [...set, ...edit('seed', seed), ...edit('replications', replications)];
}

async function execute(
  scenario: Scenario,
  bundle: TraceBundle,
  { workers, quiet }: RunOptions,
  terminal: Terminal,
): Promise<RunOutcome> {
  const tasks = scenario.contenders.length * scenario.replications;
  const stream = quiet === true ? undefined : terminal.stderr;
  const progress = showProgress(stream, tasks, scenario.horizon);
  const abort = new AbortController();
  // With no threads a run never lets a signal handler in: the default one ends it at once.
  const forget = workers === 0 ? () => undefined : terminal.onInterrupt(() => abort.abort());
  try {
    const chosen = workers === undefined ? {} : { workers };
    const { onStep } = progress;
    return await runScenario({ scenario, bundle, onStep, signal: abort.signal, ...chosen });
  } finally {
    forget();
    progress.end();
  }
}

function formatResult(result: ScenarioResult, { format, kpis }: RunOptions): string {
  if (format === 'json') return formatJson(result);
  return formatTable(result, kpis === 'all' ? allKpis : headlineKpis);
}

function writeResult(result: ScenarioResult, out: string | undefined, terminal: Terminal): number {
  if (out === undefined) return exitCodes.fine;
  const files = [
    { name: OUT_FILES.result, text: formatJson(result) },
    { name: OUT_FILES.table, text: formatTable(result, allKpis) },
  ];
  try {
    terminal.stderr.write(`wrote ${writeFiles(out, files).join(' and ')}\n`);
    return exitCodes.fine;
  } catch (problem) {
    return refuse(terminal, `--out ${explainFault(out, problem)}`);
  }
}

function sayElapsed(result: ScenarioResult, milliseconds: number, terminal: Terminal): void {
  const replications = result.contenders.flatMap((contender) => contender.replications);
  const events = replications.reduce((sum, one) => sum + one.events, 0);
  const seconds = milliseconds / 1000;
  const rate = formatRate(events / seconds);
  const runs = replications.length === 1 ? '1 run' : `${replications.length} runs`;
  terminal.stderr.write(
    `${runs}, ${events} events in ${seconds.toFixed(1)} s (${rate} events/s)\n`,
  );
}

function sayInterrupted(terminal: Terminal): number {
  terminal.stderr.write('interrupted; nothing was written\n');
  return exitCodes.interrupted;
}
