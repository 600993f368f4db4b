import { existsSync, readFileSync } from 'node:fs';
import type { Claim } from '../reports/claims/claim.ts';
import { hasClaimBlocks, updatePage } from '../reports/claims/claims-page.ts';
import { formatClaims } from '../reports/claims/claims-text.ts';
import type { ClaimOutcome } from '../reports/claims/judge.ts';
import { judgeClaim } from '../reports/claims/judge.ts';
import type { PlannedRun } from '../reports/claims/plan.ts';
import { keyOf, planRuns } from '../reports/claims/plan.ts';
import { wordEdit } from '../reports/claims/words.ts';
import { roundForFile } from '../reports/numbers.ts';
import { explainFault, writeWhole } from '../reports/write-files.ts';
import type { KeyedRun, ManyOutcome, RunWatcher } from '../runner/run-many.ts';
import { runMany } from '../runner/run-many.ts';
import { nearestOf } from '../scenarios/parse/nearest.ts';
import { listed } from '../scenarios/parse/reading.ts';
import { formatProblems } from '../scenarios/problem.ts';
import { readClaims } from './claims-library.ts';
import type { Edit } from './edit-yaml.ts';
import { loadScenario } from './load-scenario.ts';
import { openTraces } from './open-traces.ts';
import { formatLeft, showProgress } from './progress.ts';
import { sayBroken } from './say-broken.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

const WIDEST = 120;

/** What `playtwin claims` was asked for. */
export interface ClaimsOptions {
  /** Ids with commas between them; absent: all. */
  readonly only?: string;
  readonly replications?: number;
  readonly format: string;
  /** Page whose generated parts are written again. */
  readonly write?: string;
  readonly workers?: number;
  readonly quiet?: boolean;
}

/** Runs what the claims need and says what each amounts to; gives the exit code. */
export async function claims(options: ClaimsOptions, terminal: Terminal): Promise<number> {
  const read = readClaims();
  if ('problems' in read) {
    terminal.stderr.write(formatProblems(read.problems));
    return exitCodes.input;
  }
  const chosen = choose(read.claims, options.only);
  if ('refusal' in chosen) return refuse(terminal, chosen.refusal);
  const unwritable = options.write === undefined ? undefined : checkPage(options.write);
  if (unwritable !== undefined) return refuse(terminal, unwritable);
  const opened = openRuns(planRuns(chosen.claims), options, terminal);
  if ('code' in opened) return opened.code;
  const outcome = await execute(opened.runs, options, terminal);
  if ('interrupted' in outcome) {
    terminal.stderr.write('interrupted; nothing was written\n');
    return exitCodes.interrupted;
  }
  if ('broken' in outcome) return sayBrokenRun(outcome, opened.runs, terminal);
  return tell(read.claims, judgeAll(chosen.claims, outcome.found), options, terminal);
}

function choose(
  all: readonly Claim[],
  only: string | undefined,
): { readonly claims: readonly Claim[] } | { readonly refusal: string } {
  if (only === undefined) return { claims: all };
  const ids = only.split(',').map((id) => id.trim().toUpperCase());
  const known = all.map(({ id }) => id);
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger === undefined) return { claims: all.filter(({ id }) => ids.includes(id)) };
  const nearest = nearestOf(stranger, known);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return { refusal: `--only found "${stranger}", wanted some of ${listed(known, 'or')}${hint}` };
}

function checkPage(path: string): string | undefined {
  const isFit = existsSync(path) && hasClaimBlocks(readFileSync(path, 'utf8'));
  return isFit ? undefined : `--write found no page with the parts that claims go into: ${path}`;
}

interface OpenedClaimRun extends KeyedRun {
  readonly planned: PlannedRun;
  readonly edits: readonly Edit[];
}

type Opened = { readonly runs: readonly OpenedClaimRun[] } | { readonly code: number };

function openRuns(
  planned: readonly PlannedRun[],
  options: ClaimsOptions,
  terminal: Terminal,
): Opened {
  const runs: OpenedClaimRun[] = [];
  for (const one of planned) {
    const opened = openPlanned(one, options, terminal);
    if ('code' in opened) return opened;
    runs.push(opened);
  }
  return { runs };
}

/** Every problem of a scenario under a claim's edits is said before anything runs. */
function openPlanned(
  planned: PlannedRun,
  { replications }: ClaimsOptions,
  terminal: Terminal,
): OpenedClaimRun | { readonly code: number } {
  const { key, scenario: name, contenders, claim } = planned;
  const edits = planned.set.map(({ path, value }): Edit => {
    return { label: `${claim}, ${wordEdit({ path, value })}`, path: path.split('.'), value };
  });
  const counted = replications === undefined ? [] : [replicationEdit(replications)];
  const loaded = loadScenario(name, [...edits, ...counted], terminal);
  if ('code' in loaded) return loaded;
  const { scenario } = loaded;
  const known = scenario.contenders.map((one) => one.name);
  const stranger = contenders.find((one) => !known.includes(one));
  if (stranger !== undefined) {
    const found = `${claim} speaks of ${stranger} in ${name}`;
    return { code: refuse(terminal, `${found}; wanted one of ${listed(known, 'or')}`) };
  }
  const opened = openTraces(scenario, undefined, terminal, loaded.locate);
  if ('code' in opened) return opened;
  const wanted = scenario.contenders.filter((one) => contenders.includes(one.name));
  const request = { scenario: { ...scenario, contenders: wanted }, bundle: opened.bundle };
  return { key, request, planned, edits };
}

function replicationEdit(value: number): Edit {
  return { label: `--replications ${value}`, path: ['replications'], value };
}

async function execute(
  runs: readonly OpenedClaimRun[],
  { workers, quiet }: ClaimsOptions,
  terminal: Terminal,
): Promise<ManyOutcome> {
  const abort = new AbortController();
  const forget = workers === 0 ? () => undefined : terminal.onInterrupt(() => abort.abort());
  const begin = performance.now();
  const onRun = (run: KeyedRun, place: number): RunWatcher => {
    if (quiet === true) return { onStep: () => undefined, end: () => undefined };
    const { scenario } = run.request;
    const left = formatLeft(place / runs.length, (performance.now() - begin) / 1000);
    const { planned } = runs[place];
    const set = planned.set.map((one) => ` ${wordEdit(one)}`).join('');
    const line = `${place + 1} of ${runs.length}, ${left}: ${planned.claim} ${scenario.name}${set}`;
    terminal.stderr.write(`${line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line}\n`);
    const tasks = scenario.contenders.length * scenario.replications;
    return showProgress(terminal.stderr, tasks, scenario.horizon);
  };
  try {
    const chosen = workers === undefined ? {} : { workers };
    return await runMany({ runs, signal: abort.signal, onRun, ...chosen });
  } finally {
    forget();
  }
}

type BrokenRun = Extract<ManyOutcome, { readonly run: KeyedRun }>;

function sayBrokenRun(
  { broken, run }: BrokenRun,
  runs: readonly OpenedClaimRun[],
  terminal: Terminal,
): number {
  const own = runs.find(({ key }) => key === run.key);
  const command = { file: own?.planned.scenario, set: own?.edits ?? [], traces: undefined };
  return sayBroken(broken, command, terminal);
}

type Found = Extract<ManyOutcome, { readonly found: unknown }>['found'];

function judgeAll(chosen: readonly Claim[], found: Found): readonly ClaimOutcome[] {
  return chosen.map((claim) => {
    return judgeClaim(claim, ({ runs }) => (operand) => {
      const run = runs.find(({ name }) => name === operand.run);
      const own = run === undefined ? undefined : found.get(keyOf(run));
      return own?.get(operand.contender) ?? [];
    });
  });
}

function tell(
  all: readonly Claim[],
  outcomes: readonly ClaimOutcome[],
  { format, write }: ClaimsOptions,
  terminal: Terminal,
): number {
  terminal.stdout.write(format === 'json' ? formatOutcomes(outcomes) : formatClaims(outcomes));
  if (write === undefined) return exitCodes.fine;
  try {
    writeWhole(write, updatePage(readFileSync(write, 'utf8'), all, outcomes));
    terminal.stderr.write(`wrote ${write}\n`);
    return exitCodes.fine;
  } catch (problem) {
    return refuse(terminal, `--write ${explainFault(write, problem)}`);
  }
}

/** Fractions at twelve significant digits, as in every file. */
function formatOutcomes(claimed: readonly ClaimOutcome[]): string {
  const told = { schema: 'playtwin/claims/1', claims: claimed };
  const round = (_: string, value: unknown): unknown => {
    return typeof value === 'number' ? roundForFile(value) : value;
  };
  return `${JSON.stringify(told, round, 2)}\n`;
}
