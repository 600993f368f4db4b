import type { BundleRequest } from '../../../traces/bundle-request.ts';
import type { TraceFiles } from '../../../traces/files.ts';
import { problemOf, refuse, type TraceProblem, type TraceText } from '../../../traces/problem.ts';

/** A text file as an importer gets it. */
export function textOf(text: string, name = 'trace'): TraceText {
  return { name, text };
}

/** The problem a call refuses with; fails when it succeeds or throws anything else. */
export function problemIn(call: () => unknown): TraceProblem {
  try {
    call();
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== undefined) return problem;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Files held in memory, by path; `read` collects what was asked for. */
export function filesOf(texts: Readonly<Record<string, string>>, read: string[] = []): TraceFiles {
  return {
    list: (folder) =>
      Object.keys(texts)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    read: (path) => {
      read.push(path);
      const text = texts[path];
      if (text !== undefined) return { name: path, text };
      return refuse({ file: path, row: 0, found: 'no such file', wanted: 'an existing file' });
    },
  };
}

/** Two regions on two continents, one day from Monday 2026-03-02 on. */
export const twoRegions: BundleRequest = {
  epoch: 1_772_409_600,
  span: 86_400_000_000,
  regions: [
    { name: 'us-east4', grid: 'US-MIDA-PJM', latitude: 39, longitude: -77.5, zones: 2 },
    { name: 'europe-west3', grid: 'DE', latitude: 50.1, longitude: 8.7, zones: 1 },
  ],
};

/** Price snapshot in the published shape; a spot price of 0 leaves the line out. */
export function snapshotOf(stamp: number, onDemand: string, spot: string): string {
  const spotLine = spot === '' ? '' : `          hour_spot: ${spot}\n`;
  const about = stamp === 0 ? '' : `about:\n  timestamp: ${stamp}\n`;
  const head = 'compute:\n  instance:\n    g2-standard-4:\n      cost:\n';
  const region = `        us-east4:\n          hour: ${onDemand}\n${spotLine}`;
  return `---\n${about}${head}${region}      l4: 1\n`;
}
