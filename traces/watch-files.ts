import type { TraceFiles } from './files.ts';

/** Read access that remembers what a reader should know about the files it read. */
export interface WatchedFiles {
  readonly files: TraceFiles;
  /** Files whose last row may be cut short, in words; none when all end as they should. */
  readonly notes: () => readonly string[];
}

/**
 * Watches for files without a line end after their last row. Some publishers leave it out, but so
 * does a download that broke off inside a number, which nothing else betrays. JSON cannot be cut
 * and stay whole.
 */
export function watchFiles(files: TraceFiles): WatchedFiles {
  const open: string[] = [];
  return {
    files: {
      list: (folder) => files.list(folder),
      read: (path) => {
        const file = files.read(path);
        if (!/[\n}\]]\s*$/.test(file.text.slice(-200))) open.push(lastRow(path, file.text));
        return file;
      },
    },
    notes: () => {
      if (open.length === 0) return [];
      const others = open.length === 1 ? '' : `, and ${open.length - 1} files more`;
      return [`${open[0]} has no line end: as published, or cut short${others}`];
    },
  };
}

function lastRow(path: string, text: string): string {
  return `${path}: the last row (line ${text.split('\n').length})`;
}
