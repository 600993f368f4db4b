import { statSync } from 'node:fs';
import { type ForecastSetup, PAST_HOURS } from '../models/grid/forecast.ts';
import { PRIOR_PAST_HOURS } from '../models/grid/forecast-prior.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { openBundle } from '../traces/open-bundle.ts';
import { openFolder, shortPath, wordFault } from '../traces/open-files.ts';
import type { TraceProblem } from '../traces/problem.ts';
import type { TraceBundle } from '../traces/series.ts';
import type { Locate } from './load-scenario.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** Opens the recorded world of a scenario; says on stderr what is wrong with it, or assumed. */
export function openTraces(
  scenario: Scenario,
  folder: string | undefined,
  terminal: Terminal,
  locate: Locate = () => undefined,
): { readonly bundle: TraceBundle } | { readonly code: number } {
  const unusable = folder === undefined ? undefined : checkTraces(folder);
  if (unusable !== undefined) return { code: refuse(terminal, unusable) };
  const { epoch, horizon, regions, observing } = scenario;
  const files = folder === undefined ? undefined : openFolder(folder);
  const past = pastWanted(observing.forecast);
  const request = { epoch, span: horizon, regions, ...past };
  const opened = openBundle(scenario.traces, request, files);
  if (!opened.ok) {
    terminal.stderr.write(formatTraceProblems(opened.problems, locate));
    return { code: exitCodes.input };
  }
  for (const note of opened.notes) terminal.stderr.write(`note: ${note}\n`);
  return { bundle: opened.value };
}

/** How much of the time before the run a forecast needs: a bought one is judged by more of it. */
function pastWanted(forecast: ForecastSetup | undefined): { readonly pastHours?: number } {
  if (forecast === undefined) return {};
  return { pastHours: forecast.source.kind === 'disturbed' ? PRIOR_PAST_HOURS : PAST_HOURS };
}

/**
 * One line a problem, `file:row  found …, wanted …`, and before it where the scenario asks for the
 * data; row 0 means the file as a whole.
 */
export function formatTraceProblems(
  problems: readonly TraceProblem[],
  locate: Locate = () => undefined,
): string {
  const lines = problems.map(({ role, file, row, found, wanted }) => {
    const path = role === undefined ? [] : ['traces', role];
    const asked = role === undefined ? undefined : locate(path);
    const at = asked?.line === undefined ? '' : `:${asked.line}`;
    const asking = asked === undefined ? '' : `${asked.file}${at}  ${path.join('.')}  `;
    const isSaid = asked !== undefined && file === `role ${role}`;
    const place = row > 0 ? `${file}:${row}` : file;
    return `${asking}${isSaid ? '' : `${place}  `}found ${found}, wanted ${wanted}`;
  });
  const noun = lines.length === 1 ? 'problem' : 'problems';
  return `${lines.join('\n')}\n${lines.length} ${noun} with recorded data\n`;
}

function checkTraces(folder: string): string | undefined {
  const name = shortPath(folder);
  try {
    const facts = statSync(folder, { throwIfNoEntry: false });
    if (facts === undefined) return `no such folder: ${name}; wanted one with trace files`;
    return facts.isDirectory() ? undefined : `${name} is a file; wanted a folder of trace files`;
  } catch (problem) {
    return `--traces ${name} cannot be read: ${wordFault(problem)}`;
  }
}
