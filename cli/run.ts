import { formatBills } from '../reports/bill-table.ts';
import { formatJson } from '../reports/json.ts';
import { kpis as allKpis, headlineKpis } from '../reports/kpis.ts';
import type { ScenarioResult } from '../reports/result.ts';
import { formatTable } from '../reports/table.ts';
import { checkFolder, explainFault, writeFiles } from '../reports/write-files.ts';
import type { Finished, RunOutcome, RunRequest } from '../runner/run-scenario.ts';
import { runScenario } from '../runner/run-scenario.ts';
import type { Edit } from './edit-yaml.ts';
import { type OpenedRun, openRun } from './open-run.ts';
import { formatRate, showProgress } from './progress.ts';
import { sayBroken } from './say-broken.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';
import { checkJournals, readJournalRequest, writeJournals } from './write-journals.ts';
import { checkSaves, readInstants, writeSaves } from './write-saves.ts';

/** What `playtwin run` was asked for. */
export interface RunOptions {
  readonly seed?: number;
  readonly replications?: number;
  readonly set: readonly Edit[];
  /** Save to go on from, in place of a scenario. */
  readonly from?: string;
  readonly saveAt: readonly string[];
  /** Runs of each replication with ties in scrambled orders; true: as many as usual. */
  readonly shuffleTies?: number | true;
  /** Contenders that keep a journal, and of which replication; true: all, of the first. */
  readonly journal?: string | true;
  readonly out?: string;
  readonly traces?: string;
  readonly format: string;
  readonly kpis: string;
  /** Also print what was paid and emitted, line by line. */
  readonly bill?: boolean;
  readonly workers?: number;
  readonly quiet?: boolean;
}

const TIE_SHUFFLES = 3;
const OUT_FILES = { result: 'result.json', table: 'table.txt' } as const;

/** Runs every contender of a scenario, or of a save, in every replication; gives the exit code. */
export async function run(
  given: string | undefined,
  options: RunOptions,
  terminal: Terminal,
): Promise<number> {
  const { from, traces, out } = options;
  if (from !== undefined && options.shuffleTies !== undefined) {
    return refuse(terminal, '--shuffle-ties cannot go on from a save: its past has one order');
  }
  const opened = openRun({ given, from, traces, edits: editsOf(options) }, terminal);
  if ('code' in opened) return opened.code;
  const wanted = readInstants(options.saveAt, opened);
  if ('refusal' in wanted) return refuse(terminal, wanted.refusal);
  const { saveAt } = wanted;
  const folder = out ?? '.';
  const unwritable = out === undefined ? undefined : checkFolder(out, Object.values(OUT_FILES));
  if (unwritable !== undefined) return refuse(terminal, `--out ${unwritable}`);
  const unsavable = checkSaves(opened, folder, saveAt);
  if (unsavable !== undefined) return refuse(terminal, `--save-at ${unsavable}`);
  const kept = readJournalRequest(options.journal, opened.scenario);
  if ('refusal' in kept) return refuse(terminal, kept.refusal);
  const unjournalled = checkJournals(opened, folder, kept.journals);
  if (unjournalled !== undefined) return refuse(terminal, `--journal ${unjournalled}`);
  const begin = performance.now();
  const { shuffleTies = 0 } = options;
  const tieShuffles = shuffleTies === true ? TIE_SHUFFLES : shuffleTies;
  const outcome = await execute({ ...opened, ...kept, saveAt, tieShuffles }, options, terminal);
  if ('interrupted' in outcome) return sayInterrupted(terminal);
  if ('broken' in outcome) {
    const command = { file: given, from, set: options.set, traces, tieShuffles };
    return sayBroken(outcome.broken, command, terminal);
  }
  const { result } = outcome;
  terminal.stdout.write(formatResult(result, options));
  if (options.quiet !== true) sayElapsed(outcome, performance.now() - begin, terminal);
  const code = writeResult(result, out, terminal);
  return code === exitCodes.fine ? writeKept(opened, folder, outcome, terminal) : code;
}

function writeKept(
  opened: OpenedRun,
  folder: string,
  { saves, journals }: Finished,
  terminal: Terminal,
): number {
  const code = writeJournals(opened, folder, journals, terminal);
  return code === exitCodes.fine ? writeSaves(opened, folder, saves, terminal) : code;
}

function editsOf({ seed, replications, set }: RunOptions): readonly Edit[] {
  const edit = (key: string, value: number | undefined): Edit[] => {
    return value === undefined ? [] : [{ label: `--${key} ${value}`, path: [key], value }];
  };
  return [...set, ...edit('seed', seed), ...edit('replications', replications)];
}

async function execute(
  request: RunRequest,
  { workers, quiet }: RunOptions,
  terminal: Terminal,
): Promise<RunOutcome> {
  const { scenario } = request;
  const { tieShuffles = 0 } = request;
  const tasks = scenario.contenders.length * scenario.replications * (1 + tieShuffles);
  const stream = quiet === true ? undefined : terminal.stderr;
  const progress = showProgress(stream, tasks, scenario.horizon);
  const abort = new AbortController();
  // With no threads a run never lets a signal handler in: the default one ends it at once.
  const forget = workers === 0 ? () => undefined : terminal.onInterrupt(() => abort.abort());
  try {
    const chosen = workers === undefined ? {} : { workers };
    const { onStep } = progress;
    return await runScenario({ ...request, onStep, signal: abort.signal, ...chosen });
  } finally {
    forget();
    progress.end();
  }
}

function formatResult(result: ScenarioResult, { format, kpis, bill }: RunOptions): string {
  if (format === 'json') return formatJson(result);
  const table = formatTable(result, kpis === 'all' ? allKpis : headlineKpis);
  return bill === true ? `${table}\n${formatBills(result)}\n` : table;
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

function sayElapsed(
  { runs: count, events }: Finished,
  milliseconds: number,
  terminal: Terminal,
): void {
  const seconds = milliseconds / 1000;
  const rate = formatRate(events / seconds);
  const runs = count === 1 ? '1 run' : `${count} runs`;
  terminal.stderr.write(
    `${runs}, ${events} events in ${seconds.toFixed(1)} s (${rate} events/s)\n`,
  );
}

function sayInterrupted(terminal: Terminal): number {
  terminal.stderr.write('interrupted; nothing was written\n');
  return exitCodes.interrupted;
}
