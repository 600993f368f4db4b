import { parseEdit } from '../cli/edit-yaml.ts';
import { loadScenario } from '../cli/load-scenario.ts';
import { openTraces } from '../cli/open-traces.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { ScenarioResult } from '../reports/result.ts';
import { runScenario } from '../runner/run-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { TraceBundle } from '../traces/series.ts';

/** A scenario with its recorded world, as `playtwin run` would open them. */
export interface Opened {
  readonly scenario: Scenario;
  readonly bundle: TraceBundle;
}

/** The same after its run. */
export interface Played extends Opened {
  readonly result: ScenarioResult;
}

const terminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  onInterrupt: () => () => undefined,
};

/** Opens a library scenario with edits in the words of `--set`; what is wrong goes to stderr. */
export function openLibrary(name: string, edits: readonly string[] = [], traces?: string): Opened {
  const parsed = edits.map(parseEdit).flatMap((edit) => ('wanted' in edit ? [] : [edit]));
  if (parsed.length < edits.length) throw new Error(`not all of ${edits.join(', ')} are edits`);
  const loaded = loadScenario(name, parsed, terminal);
  if ('code' in loaded) throw new Error(`${name} cannot be read`);
  const opened = openTraces(loaded.scenario, traces, terminal);
  if ('code' in opened) throw new Error(`the recorded data of ${name} cannot be read`);
  return { scenario: loaded.scenario, bundle: opened.bundle };
}

/** Runs it on every core, saying so on stderr. */
export async function play(opened: Opened, label: string): Promise<Played> {
  const begin = performance.now();
  process.stderr.write(`${label} ...\n`);
  const outcome = await runScenario(opened);
  if ('broken' in outcome) throw new Error(outcome.broken.stack);
  if ('interrupted' in outcome) throw new Error(`${label} was interrupted`);
  const seconds = (performance.now() - begin) / 1000;
  process.stderr.write(`${label}: ${seconds.toFixed(0)} s\n`);
  return { ...opened, result: outcome.result };
}
