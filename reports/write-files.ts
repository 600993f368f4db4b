import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** One file to be written: its name inside the folder, and its whole text. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

const LONGEST_PATH = 120;

/**
 * Why a folder cannot take files of these names, in words; undefined when it can. Nothing is made
 * that is still there afterwards: what is missing is made when the files are written.
 */
export function checkFolder(folder: string, names: readonly string[] = []): string | undefined {
  try {
    const parent = existingParent(folder);
    if (!statSync(parent).isDirectory()) {
      return `${cut(parent)} is a file; wanted a folder, or a path where one can be made`;
    }
    const taken = names.map((name) => join(folder, name)).find(isFolder);
    if (taken !== undefined) return `${cut(taken)} is a folder; wanted a file, or no such name`;
    // Permission bits do not tell of systems that take no files, nor do they bind everyone.
    rmdirSync(mkdtempSync(join(parent, '.playtwin-')));
    return undefined;
  } catch (problem) {
    return explainFault(folder, problem);
  }
}

/** Writes every file by one rename each: a reader finds the old text or the new, never a half. */
export function writeFiles(folder: string, files: readonly TextFile[]): readonly string[] {
  return files.map(({ name, text }) => {
    const path = join(folder, name);
    writeWhole(path, text);
    return path;
  });
}

/** Writes one file, or its pieces in order, by a rename; makes its folder where that is missing. */
export function writeWhole(path: string, text: string | readonly string[]): void {
  makeFolder(dirname(path));
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, '');
    // Piece by piece: all of a large save would be longer than one string can be.
    for (const piece of [text].flat()) appendFileSync(temporary, piece);
    renameSync(temporary, path);
  } catch (problem) {
    rmSync(temporary, { force: true });
    throw problem;
  }
}

/** `PATH cannot be written: REASON`, with the system's own words for the reason. */
export function explainFault(path: string, problem: unknown): string {
  const message = problem instanceof Error ? problem.message : String(problem);
  const reason = /^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
  return `${cut(path)} cannot be written: ${reason}`;
}

// The recursive mode of mkdir never returns where a folder answers that it is not there: /proc.
function makeFolder(folder: string): void {
  const facts = statSync(folder, { throwIfNoEntry: false });
  if (facts?.isDirectory()) return;
  if (facts === undefined && dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

function existingParent(folder: string): string {
  // A link to nowhere exists as well, and is then refused as what it is.
  const exists = lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  return exists || dirname(folder) === folder ? folder : existingParent(dirname(folder));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function cut(path: string): string {
  if (path.length <= LONGEST_PATH) return path;
  return `${path.slice(0, LONGEST_PATH - 41)}…${path.slice(-40)}`;
}
