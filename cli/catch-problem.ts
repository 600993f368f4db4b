import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shortPath, wordFault } from '../traces/open-files.ts';
import { problemOf } from '../traces/problem.ts';
import { formatTraceProblems } from './open-traces.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes } from './terminal.ts';

/** Where a command reads recorded data from. */
export interface Opening {
  readonly terminal: Terminal;
  /** As typed: problems know it by its last part only. */
  readonly path?: string;
}

/** The exit code of a command; a problem with recorded data is said on stderr, with its place. */
export function catchProblem({ terminal, path }: Opening, act: () => number): number {
  try {
    return act();
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem === undefined) throw thrown;
    const { file } = problem;
    const isBelow = path !== undefined && file.startsWith(basename(path));
    const shown = isBelow ? join(dirname(path), file) : file;
    terminal.stderr.write(formatTraceProblems([{ ...problem, file: shown }]));
    return exitCodes.input;
  }
}

/** Why a path to recorded data cannot be read, in words; undefined when it can. */
export function checkPath(path: string): string | undefined {
  try {
    const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
    return isThere ? undefined : `no such file or folder: ${shortPath(path)}`;
  } catch (problem) {
    return `${shortPath(path)} cannot be read: ${wordFault(problem)}`;
  }
}
