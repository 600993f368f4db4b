import { basename, dirname } from 'node:path';
import Table from 'cli-table3';
import { fitterNamed, fitters } from '../traces/fit/fitters.ts';
import type { FitReport, FitTable, HoldOut } from '../traces/fit/report.ts';
import { openFolder } from '../traces/open-files.ts';
import { catchProblem, checkPath } from './catch-problem.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** What `playtwin traces fit` was asked for. */
export interface TraceFitOptions {
  readonly select?: string;
  readonly holdOut?: HoldOut;
  readonly format: 'table' | 'json';
}

/** Fits the model of a format to recordings and says how far to trust it. */
export function fitTraces(
  format: string,
  path: string,
  options: TraceFitOptions,
  terminal: Terminal,
): number {
  return catchProblem({ terminal, path }, () => {
    const fitter = fitterNamed(format);
    const holdOut = options.holdOut ?? fitter.holdOuts[0];
    const fault = checkPath(path) ?? checkHoldOut(format, holdOut);
    if (fault !== undefined) return refuse(terminal, fault);
    const files = openFolder(dirname(path));
    const { select } = options;
    const wanted = select === undefined ? { holdOut } : { select, holdOut };
    const report = fitter.fit(files, basename(path), wanted);
    terminal.stdout.write(options.format === 'json' ? formatJson(report) : formatReport(report));
    if (options.format === 'table') {
      for (const note of report.notes) terminal.stderr.write(`note: ${note}\n`);
    }
    return exitCodes.fine;
  });
}

/** Formats that can be fitted, one line each. */
export function listFitters(): readonly (readonly string[])[] {
  return fitters.map(({ format, holdOuts, doc }) => [format, holdOuts.join(', '), doc]);
}

function checkHoldOut(format: string, holdOut: HoldOut): string | undefined {
  const { holdOuts } = fitterNamed(format);
  if (holdOuts.includes(holdOut)) return undefined;
  return `--hold-out found ${holdOut}, wanted ${holdOuts.join(' or ')} for ${format}`;
}

function formatJson(report: FitReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function formatReport({ title, tables }: FitReport): string {
  return `${title}\n${tables.map(formatTable).join('')}`;
}

function formatTable({ title, head, rows }: FitTable): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
  });
  for (const row of rows) table.push([...row]);
  return `\n${title}\n${table.toString()}\n`;
}
