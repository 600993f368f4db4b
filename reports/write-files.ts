import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One file to be written: its name inside the folder, and its whole text. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Why a folder cannot take a result, in words; undefined when it can (it is made then). */
export function checkFolder(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    const probe = join(folder, '.writable.tmp');
    writeFileSync(probe, '');
    rmSync(probe);
    return undefined;
  } catch (problem) {
    return explain(folder, problem);
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

/** Writes one file by a rename, making its folder where that is missing. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (problem) {
    rmSync(temporary, { force: true });
    throw problem;
  }
}

function explain(folder: string, problem: unknown): string {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    return `${folder} is a file; wanted a folder, or a path where one can be made`;
  }
  const message = problem instanceof Error ? problem.message : String(problem);
  return `${folder} cannot be written: ${message}`;
}
