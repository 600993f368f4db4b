import type { TraceFiles } from '../files.ts';
import { readTickFile, type TickFile } from '../import/cant-be-late.ts';
import { nodesIn } from '../import/node-count.ts';
import { type Imported, refuse, type TraceText } from '../problem.ts';
import type { TickRecording } from './runs.ts';

interface Window extends TickFile {
  readonly file: string;
  readonly start: number;
}

const deepest = 4;

/**
 * Every recording at or below a path. Windows of one longer recording are joined by their start
 * ticks; where windows overlap they must agree; where ticks are missing the recording is cut in
 * two, and a note says so. Where nodes were counted, a tick is up while one can be had.
 */
export function openRecordings(
  files: TraceFiles,
  path: string,
  select: string | undefined,
): Imported<readonly TickRecording[]> {
  const nodes = nodesIn(path, select);
  const groups = new Map<string, Window[]>();
  for (const text of textsBelow(files, path, deepest)) {
    const file = readTickFile(text, nodes);
    const { of, start } = file.window ?? { of: text.name, start: 0 };
    groups.set(of, [...(groups.get(of) ?? []), { ...file, file: text.name, start }]);
  }
  if (groups.size === 0) {
    const wanted = 'a JSON file, or a folder with some at most four folders deep';
    return refuse({ file: path, row: 0, found: 'no file of this format', wanted });
  }
  const joined = [...groups].map(([name, windows]) => joinWindows(nameOf(name), windows));
  return {
    value: joined.flatMap(({ value }) => value),
    notes: joined.flatMap(({ notes }) => notes),
  };
}

// A folder may be called like a file: what can be listed is a folder.
function textsBelow(files: TraceFiles, path: string, depth: number): readonly TraceText[] {
  const names = files.list(path);
  if (names.length === 0) return /\.json(\.gz)?$/.test(path) ? [files.read(path)] : [];
  if (depth === 0) return [];
  const wanted = names.filter((name) => !name.startsWith('.'));
  return wanted.flatMap((name) => textsBelow(files, `${path}/${name}`, depth - 1));
}

function joinWindows(name: string, windows: readonly Window[]): Imported<readonly TickRecording[]> {
  const sorted = [...windows].sort((a, b) => a.start - b.start);
  const parts: { start: number; ticks: number[] }[] = [];
  for (const window of sorted) {
    checkGap(window, sorted[0]);
    const last = parts[parts.length - 1];
    const end = last === undefined ? -1 : last.start + last.ticks.length;
    if (window.start > end) parts.push({ start: window.start, ticks: [] });
    append(parts[parts.length - 1], window);
  }
  const { gapSeconds } = sorted[0];
  const value = parts.map(({ ticks }, nth) => {
    return { name: nth === 0 ? name : `${name} part ${nth + 1}`, gapSeconds, ticks };
  });
  return { value, notes: notesOn(name, windows, value) };
}

function append(part: { readonly start: number; ticks: number[] }, window: Window): void {
  window.ticks.forEach((tick, i) => {
    const at = window.start - part.start + i;
    const up = tick > 0 ? 1 : 0;
    if (at === part.ticks.length) part.ticks.push(up);
    else if (part.ticks[at] !== up) refuseConflict(window, i);
  });
}

function checkGap({ file, gapSeconds }: Window, first: Window): void {
  if (gapSeconds === first.gapSeconds) return;
  const found = `metadata.gap_seconds ${gapSeconds}`;
  refuse({ file, row: 1, found, wanted: `${first.gapSeconds}, as in ${first.file}` });
}

function refuseConflict({ file, start }: Window, at: number): never {
  const found = `data[${at}] unlike tick ${start + at} of another window`;
  return refuse({ file, row: 1, found, wanted: 'windows of one recording that agree' });
}

function notesOn(
  name: string,
  windows: readonly Window[],
  parts: readonly TickRecording[],
): readonly string[] {
  const ticks = parts.reduce((sum, part) => sum + part.ticks.length, 0);
  const given = windows.reduce((sum, window) => sum + window.ticks.length, 0);
  const joined =
    windows.length === 1
      ? []
      : [`${name}: ${windows.length} windows of ${given} ticks joined, ${ticks} different ones`];
  const cut =
    parts.length === 1 ? [] : [`${name}: ticks are missing, so it is cut in ${parts.length}`];
  return [...joined, ...cut];
}

function nameOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return file.replace(/\.gz$/, '').replace(/\.json$/, '');
}
