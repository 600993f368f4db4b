import { readFileSync, statSync } from 'node:fs';
import { encodePlain, sealOf } from '../engine/save.ts';
import type { Forked } from '../reports/result.ts';
import type { TaskRequest } from '../runner/task.ts';
import { compileRun } from '../scenarios/compile.ts';
import { checkFork } from '../scenarios/fork.ts';
import { formatProblems } from '../scenarios/problem.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { shortPath, wordFault } from '../traces/open-files.ts';
import type { TraceBundle } from '../traces/series.ts';
import type { Edit } from './edit-yaml.ts';
import { loadScenario, loadText } from './load-scenario.ts';
import { openTraces } from './open-traces.ts';
import type { Save } from './save-file.ts';
import { parseSave } from './save-file.ts';
import type { ScenarioFile } from './scenario-file.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';
import { readBuild } from './version.ts';

/** Where a run comes from. */
export interface RunSource {
  /** Scenario file, or the name of one in the library. */
  readonly given: string | undefined;
  /** Save file to go on from. */
  readonly from: string | undefined;
  readonly edits: readonly Edit[];
  readonly traces: string | undefined;
}

/** A run that can begin: all it was made from is kept, so that it can be saved in turn. */
export interface OpenedRun extends TaskRequest {
  readonly read: ScenarioFile;
  readonly edits: readonly Edit[];
  readonly forks: readonly Forked[];
}

type Opened = OpenedRun | { readonly code: number };

/** Opens a scenario, or a save to go on from; says on stderr all that is wrong with it. */
export function openRun(source: RunSource, terminal: Terminal): Opened {
  const { given, from } = source;
  if (from !== undefined && given !== undefined) {
    const found = `${shortPath(given)} and --from ${shortPath(from)}`;
    return { code: refuse(terminal, `found ${found}; wanted one: a save holds its scenario`) };
  }
  if (from !== undefined) return openSaved(from, source, terminal);
  if (given !== undefined) return openFresh(given, source, terminal);
  return { code: refuse(terminal, 'no scenario given; wanted FILE, or --from SAVE') };
}

function openFresh(given: string, { edits, traces }: RunSource, terminal: Terminal): Opened {
  const loaded = loadScenario(given, edits, terminal);
  if ('code' in loaded) return loaded;
  const { scenario, locate, read } = loaded;
  const opened = openTraces(scenario, traces, terminal, locate);
  if ('code' in opened) return opened;
  return { scenario, bundle: opened.bundle, read, edits, forks: [] };
}

function openSaved(path: string, source: RunSource, terminal: Terminal): Opened {
  const found = readSave(path);
  if ('fault' in found) return { code: refuse(terminal, `${shortPath(path)} ${found.fault}`) };
  const { save, digest } = found;
  const edits = [...save.edits, ...source.edits];
  const saved = loadText(save.scenario, save.edits, terminal);
  if ('code' in saved) return saved;
  const edited = loadText(save.scenario, edits, terminal);
  if ('code' in edited) return edited;
  const { scenario } = edited;
  const fork = { saved: saved.scenario, edited: scenario, edits: source.edits };
  const problems = checkFork(fork);
  if (problems.length > 0) {
    terminal.stderr.write(formatProblems(problems));
    return { code: exitCodes.input };
  }
  const opened = openTraces(saved.scenario, source.traces, terminal, saved.locate);
  if ('code' in opened) return opened;
  const { bundle } = opened;
  const fault = findChange(save, saved.scenario, bundle);
  if (fault !== undefined) return { code: refuse(terminal, `${shortPath(path)} ${fault}`) };
  const from = { scenario: saved.scenario, saves: save.replications };
  const forks = [...save.forks, ...forksOf(save, digest, source.edits)];
  return { scenario, bundle, from, forks, read: save.scenario, edits };
}

function readSave(path: string): ReturnType<typeof parseSave> {
  try {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts === undefined) return { fault: 'is not there; wanted a file of "run --save-at"' };
    if (!facts.isFile()) return { fault: 'is no file; wanted one that "run --save-at" wrote' };
    return parseSave(readFileSync(path), readBuild());
  } catch (problem) {
    return { fault: `cannot be read: ${wordFault(problem)}` };
  }
}

/** Fewer replications leave each of them what it was, and so does the seed that it has anyway. */
const KEEPING = ['replications', 'seed'];

/** What was changed on the way; that alone is a fork. */
function forksOf({ at }: Save, save: string, edits: readonly Edit[]): readonly Forked[] {
  const changes = edits.filter(({ path }) => !KEEPING.includes(path.join('.')));
  if (changes.length === 0) return [];
  const edited = changes.map(({ path, value }) => {
    return `${path.join('.')}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
  return [{ at, save, edits: edited }];
}

/** What is no longer as it was when the run was saved, in words. */
function findChange(save: Save, scenario: Scenario, bundle: TraceBundle): string | undefined {
  const { provenance } = bundle;
  const other = save.provenance.find((wanted, i) => provenance[i]?.digest !== wanted.digest);
  if (other !== undefined) {
    const { name, digest } = provenance[save.provenance.indexOf(other)];
    const wanted = `wanted ${other.name} with digest ${other.digest}`;
    return `was saved with other recorded data: found ${name} with ${digest}, ${wanted}`;
  }
  if (digestSetup(scenario, bundle) === save.setup) return undefined;
  return 'was written by another build of this version: its scenario compiles to something else';
}

/** Digest of what the first contender compiles to. */
export function digestSetup(scenario: Scenario, bundle: TraceBundle): string {
  const { setup } = compileRun(scenario, bundle, scenario.contenders[0], 0);
  return sealOf(encodePlain(setup)) ?? '';
}
