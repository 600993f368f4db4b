import { codeFrameColumns } from '@babel/code-frame';
import { capacityPolicies, routingPolicies } from '../policies/registry.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import type { Problem } from '../scenarios/problem.ts';
import { formatProblems } from '../scenarios/problem.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Edit, EditedText } from './edit-yaml.ts';
import { applyEdits } from './edit-yaml.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { readScenarioFile } from './scenario-file.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

const catalogue = { capacity: capacityPolicies, routing: routingPolicies };

/** A scenario, or the exit code after everything wrong with it has been said. */
export type Loaded = { readonly scenario: Scenario } | { readonly code: number };

/** Reads, edits and parses a scenario; says on stderr all that is wrong with it. */
export function loadScenario(given: string, edits: readonly Edit[], terminal: Terminal): Loaded {
  const read = readScenarioFile(given);
  if ('refusal' in read) return { code: refuse(terminal, read.refusal) };
  const edited = applyEdits(read.text, edits);
  const parsed = parseScenario(edited.text, read.file, catalogue);
  if ('scenario' in parsed) return parsed;
  const problems = parsed.problems.map((problem) => locateProblem(problem, edited, edits));
  terminal.stderr.write(formatProblems(problems));
  terminal.stderr.write(frameFirst(problems, read));
  return { code: exitCodes.input };
}

/** What an edit brought in is the command line's fault; the rest keeps its line in the file. */
function locateProblem(problem: Problem, edited: EditedText, edits: readonly Edit[]): Problem {
  const cause = edits.find((edit) => concerns(edit.path.join('.'), problem.path));
  if (cause !== undefined) return { ...problem, file: cause.label, line: 1, column: 1 };
  return { ...problem, line: edited.origins[problem.line - 1] ?? problem.line };
}

function concerns(edited: string, path: string): boolean {
  return path === edited || path.startsWith(`${edited}.`);
}

function frameFirst(problems: readonly Problem[], { file, text }: ScenarioFile): string {
  const first = problems.find((problem) => problem.file === file);
  if (first === undefined || first.line > text.split('\n').length) return '';
  const start = { line: first.line, column: first.column };
  const frame = codeFrameColumns(text, { start }, { linesAbove: 2, linesBelow: 1 });
  return `\n${frame}\n`;
}
