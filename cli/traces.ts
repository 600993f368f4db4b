import { basename, dirname } from 'node:path';
import Table from 'cli-table3';
import { decimalsFor, formatNumber } from '../reports/numbers.ts';
import { checkFolder, explainFault, writeWhole } from '../reports/write-files.ts';
import type { Summary } from '../traces/describe.ts';
import { describeTrace } from '../traces/describe.ts';
import { formatNamed, listFormats } from '../traces/formats.ts';
import type { ImportOptions } from '../traces/import-trace.ts';
import { importTrace } from '../traces/import-trace.ts';
import { openFolder } from '../traces/open-files.ts';
import { listTraces } from '../traces/shelf.ts';
import { parseUtc } from '../traces/utc.ts';
import { catchProblem, checkPath } from './catch-problem.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';
import { listFitters } from './traces-fit.ts';

/** What `playtwin traces import` was asked for. */
export interface TraceImportOptions {
  readonly names?: string;
  readonly since?: string;
  readonly select?: string;
  readonly out?: string;
}

/** Lists what a scenario can name: shipped traces, and public formats on the user's disk. */
export function listAll(terminal: Terminal): number {
  const shelf = listTraces().map(({ name, role, title }) => [name, role, title]);
  const formats = listFormats().map(({ name, roles, doc }) => [name, roles.join(', '), doc]);
  terminal.stdout.write(`shipped\n${formatColumns(shelf)}\n\n`);
  terminal.stdout.write(`formats that "traces import" and scenarios read, 16 MiB a file at most\n`);
  terminal.stdout.write(`${formatColumns(formats)}\n\n`);
  terminal.stdout.write(`formats that "traces fit" fits a model to, with ways to hold out\n`);
  terminal.stdout.write(`${formatColumns(listFitters())}\n`);
  return exitCodes.fine;
}

/** Explains one shipped trace: source, licence, assumptions and figures. */
export function describe(name: string, terminal: Terminal): number {
  return catchProblem({ terminal }, () => {
    const { entry, digest, summaries } = describeTrace(name);
    const lines = [
      `${entry.name}: ${entry.title}`,
      `  role         ${entry.role}`,
      `  source       ${entry.source}`,
      `  licence      ${entry.licence}`,
      `  assumptions  ${entry.assumptions}`,
      `  digest       ${digest}`,
    ];
    terminal.stdout.write(`${lines.join('\n')}\n${formatSummaries(summaries)}\n`);
    return exitCodes.fine;
  });
}

/** Reads a public format, says what is in it, and with `--out` writes it as CSV. */
export function importFile(
  format: string,
  path: string,
  options: TraceImportOptions,
  terminal: Terminal,
): number {
  const wanted = readImportOptions(options);
  const opening = { terminal, path };
  return catchProblem(opening, () => {
    formatNamed(format);
    const refusal = 'refusal' in wanted ? wanted.refusal : checkPaths(path, options.out);
    if ('refusal' in wanted || refusal !== undefined) return refuse(terminal, refusal ?? '');
    const files = openFolder(dirname(path));
    const imported = importTrace(format, basename(path), wanted, files);
    terminal.stdout.write(`${imported.role}  digest ${imported.digest}\n`);
    terminal.stdout.write(`${formatSummaries(imported.summaries)}\n`);
    for (const note of imported.notes) terminal.stderr.write(`note: ${note}\n`);
    return options.out === undefined
      ? exitCodes.fine
      : writeCsv(options.out, imported.csv, terminal);
  });
}

function checkPaths(path: string, out: string | undefined): string | undefined {
  const missing = checkPath(path);
  if (missing !== undefined) return missing;
  const unwritable = out === undefined ? undefined : checkFolder(dirname(out), [basename(out)]);
  return unwritable === undefined ? undefined : `--out ${unwritable}`;
}

function readImportOptions({
  names,
  since,
  select,
}: TraceImportOptions): ImportOptions | { readonly refusal: string } {
  const instant = since === undefined ? undefined : parseUtc(since);
  if (since !== undefined && instant === undefined) {
    return { refusal: `--since found ${since}, wanted an instant such as 2022-03-01T00:00:00Z` };
  }
  return {
    ...(names === undefined ? {} : { names: names.split(',') }),
    ...(instant === undefined ? {} : { since: instant }),
    ...(select === undefined ? {} : { select }),
  };
}

function writeCsv(path: string, csv: string, terminal: Terminal): number {
  try {
    writeWhole(path, csv);
  } catch (problem) {
    return refuse(terminal, `--out ${explainFault(path, problem)}`);
  }
  terminal.stderr.write(`wrote ${path}\n`);
  return exitCodes.fine;
}

function formatSummaries(summaries: readonly Summary[]): string {
  const table = new Table({
    head: ['name', 'unit', 'points', 'hours', 'least', 'mean', 'most', 'CV', 'shape'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  });
  for (const { name, unit, points, hours, least, mean, most, cv, sparkline } of summaries) {
    const figures = [least, mean, most, cv].map(formatFigure);
    const length = hours === undefined ? '' : formatFigure(hours);
    table.push([name, unit, String(points), length, ...figures, sparkline]);
  }
  return table.toString();
}

function formatFigure(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : decimalsFor(value, 3));
}

function formatColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const lines = rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  '));
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n');
}
