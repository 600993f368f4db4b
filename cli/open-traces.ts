import { statSync } from 'node:fs';
import type { Scenario } from '../scenarios/scenario.ts';
import { openBundle } from '../traces/open-bundle.ts';
import { openFolder } from '../traces/open-files.ts';
import type { TraceProblem } from '../traces/problem.ts';
import type { TraceBundle } from '../traces/series.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** Opens the recorded world of a scenario; says on stderr what is wrong with it, or assumed. */
export function openTraces(
  scenario: Scenario,
  folder: string | undefined,
  terminal: Terminal,
): { readonly bundle: TraceBundle } | { readonly code: number } {
  if (folder !== undefined && !isFolder(folder)) {
    return { code: refuse(terminal, `no such folder: ${folder}; wanted one with trace files`) };
  }
  const { epoch, horizon, regions } = scenario;
  const files = folder === undefined ? undefined : openFolder(folder);
  const opened = openBundle(scenario.traces, { epoch, span: horizon, regions }, files);
  if (!opened.ok) {
    terminal.stderr.write(formatTraceProblems(opened.problems));
    return { code: exitCodes.input };
  }
  for (const note of opened.notes) terminal.stderr.write(`note: ${note}\n`);
  return { bundle: opened.value };
}

/** One line a problem, `file:row found …, wanted …`; row 0 means the file as a whole. */
export function formatTraceProblems(problems: readonly TraceProblem[]): string {
  const lines = problems.map(({ file, row, found, wanted }) => {
    const place = row > 0 ? `${file}:${row}` : file;
    return `${place}  found ${found}, wanted ${wanted}`;
  });
  const noun = lines.length === 1 ? 'problem' : 'problems';
  return `${lines.join('\n')}\n${lines.length} ${noun} with recorded data\n`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
