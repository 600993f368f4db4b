import { codeFrameColumns } from '@babel/code-frame';
import {
  capacityPolicies,
  placementGates,
  routingPolicies,
  searchGates,
} from '../policies/registry.ts';
import { jobLoops } from '../scenarios/oracles/registry.ts';
import type { ParsedScenario } from '../scenarios/parse-scenario.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import type { Problem } from '../scenarios/problem.ts';
import { formatProblems } from '../scenarios/problem.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Edit, EditedText } from './edit-yaml.ts';
import { applyEdits } from './edit-yaml.ts';
import { readOwnCatalogue } from './own-catalogue.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { readScenarioFile } from './scenario-file.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

const catalogue = {
  capacity: capacityPolicies,
  routing: routingPolicies,
  jobs: jobLoops,
  searches: searchGates,
  placement: placementGates,
};
const WIDEST = 200;

/** Where a field stands: the file, or the option of the command line that brought it in. */
export type Locate = (
  path: readonly string[],
) => { readonly file: string; readonly line?: number } | undefined;

/** A scenario, or the exit code after everything wrong with it has been said. */
export type Loaded =
  | { readonly scenario: Scenario; readonly locate: Locate; readonly read: ScenarioFile }
  | { readonly code: number };

/** Reads, edits and parses a scenario; says on stderr all that is wrong with it. */
export function loadScenario(given: string, edits: readonly Edit[], terminal: Terminal): Loaded {
  const read = readScenarioFile(given);
  if ('refusal' in read) return { code: refuse(terminal, read.refusal) };
  return loadText(read, edits, terminal);
}

/** Edits and parses the text of a scenario; says on stderr all that is wrong with it. */
export function loadText(read: ScenarioFile, edits: readonly Edit[], terminal: Terminal): Loaded {
  const edited = applyEdits(read.text, edits);
  const own = readOwnCatalogue(read, edited.text);
  const parsed = parseScenario(edited.text, read.file, catalogue, own);
  const kept = own === undefined ? read : { ...read, catalogue: own };
  const source = { read: kept, edited, edits };
  if ('scenario' in parsed) return openLoaded(parsed, source);
  const problems = parsed.problems.map((problem) => locateProblem(problem, source));
  terminal.stderr.write(formatProblems(problems));
  terminal.stderr.write(frameFirst(problems, read));
  return { code: exitCodes.input };
}

interface Source {
  readonly read: ScenarioFile;
  readonly edited: EditedText;
  readonly edits: readonly Edit[];
}

type Parsed = Extract<ParsedScenario, { readonly scenario: Scenario }>;

function openLoaded({ scenario, locate }: Parsed, { read, edited, edits }: Source): Loaded {
  const find: Locate = (path) => {
    const cause = edits.find((edit) => concerns(edit.path.join('.'), path.join('.')));
    if (cause !== undefined) return { file: cause.label };
    const { line } = locate(path);
    return { file: read.file, line: edited.origins[line - 1] ?? line };
  };
  return { scenario, locate: find, read };
}

/** What an edit brought in is the command line's fault; the rest keeps its line in the file. */
function locateProblem(problem: Problem, { read, edited, edits }: Source): Problem {
  const direct = edits.find((edit) => concerns(edit.path.join('.'), problem.path));
  const cause = direct ?? edits.findLast((edit) => isDueTo(problem, edit, { read, edited, edits }));
  if (cause !== undefined) return { ...problem, file: cause.label, line: 1, column: 1 };
  return { ...problem, line: edited.origins[problem.line - 1] ?? problem.line };
}

/** Whether the field is sound when this edit alone is left out. */
function isDueTo({ path }: Problem, edit: Edit, { read, edits }: Source): boolean {
  const others = edits.filter((other) => other !== edit);
  const { text } = applyEdits(read.text, others);
  const parsed = parseScenario(text, read.file, catalogue, readOwnCatalogue(read, text));
  return 'scenario' in parsed || !parsed.problems.some((problem) => problem.path === path);
}

function concerns(edited: string, path: string): boolean {
  return path === edited || path.startsWith(`${edited}.`);
}

function frameFirst(problems: readonly Problem[], { file, text }: ScenarioFile): string {
  const first = problems.find((problem) => problem.file === file);
  const lines = text.split('\n');
  if (first === undefined || first.line > lines.length) return '';
  const shown = lines.map((line) =>
    line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line,
  );
  const column = first.column < WIDEST ? { column: first.column } : {};
  const start = { line: first.line, ...column };
  const frame = codeFrameColumns(shown.join('\n'), { start }, { linesAbove: 2, linesBelow: 1 });
  return `\n${frame}\n`;
}
