import type { TraceText } from './problem.ts';

/** Read access to a folder of trace files; paths are relative to it, parts joined by `/`. */
export interface TraceFiles {
  /** File names in a folder in ascending order; empty when the path is no folder. */
  list(folder: string): readonly string[];
  /** Text of a file, unpacked when its name ends in `.gz`; refuses what cannot be read. */
  read(path: string): TraceText;
}
