import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import { importCantBeLate } from './import/cant-be-late.ts';
import { nodesIn } from './import/node-count.ts';
import { importOobleck } from './import/oobleck.ts';
import { type Imported, refuse, type TraceText } from './problem.ts';
import { shortNote } from './recorded.ts';
import type { RoleContent } from './shelf.ts';

/** Texts of a folder's files whose names are wanted, by name; or of the one file a path names. */
export function textsAt(
  files: TraceFiles,
  path: string,
  isWanted: (name: string) => boolean,
): readonly TraceText[] {
  const names = files.list(path);
  if (names.length === 0) return [files.read(path)];
  const wanted = names.filter((name) => !name.startsWith('.') && isWanted(name));
  if (wanted.length > 0) return wanted.map((name) => files.read(`${path}/${name}`));
  const found = `${names.length} files, none of this format`;
  return refuse({ file: path, row: 0, found, wanted: 'a folder with at least one' });
}

/** Says which files of a folder have no name of the format and are not read. */
export function unreadNote(
  files: TraceFiles,
  path: string,
  isWanted: (name: string) => boolean,
): readonly string[] {
  const others = files.list(path).filter((name) => !isWanted(name));
  if (others.length === 0) return [];
  const noun = others.length === 1 ? 'file has no name' : 'files have no names';
  return [`${path}: ${others.length} ${noun} of this format, not read, first ${others[0]}`];
}

/** One series for each file; ticks carry no clock, so `since` is refused. */
export function openAvailability(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin, 'its ticks carry no clock time');
  const isTicks = (name: string) => /\.json(\.gz)?$/.test(name);
  const texts = textsAt(files, origin.from, isTicks);
  const nodes = nodesIn(origin.from, origin.select);
  const imported = texts.map((text) => importCantBeLate(text, nodes));
  const series = imported.map(({ value }) => value);
  const short = series.flatMap((one) => shortNote(one, request.span));
  const unread = unreadNote(files, origin.from, isTicks);
  const notes = [
    ...unread,
    ...shortList(imported.flatMap((one) => one.notes)),
    ...shortList(short),
  ];
  return { value: { role: 'availability', series }, notes };
}

/** One series, the fleet of one file; its times carry no date, so `since` is refused. */
export function openFleet(
  origin: ImportOrigin,
  request: BundleRequest,
  files: TraceFiles,
): Imported<RoleContent> {
  refuseSince(origin, 'its times carry no date');
  const { value, notes } = importOobleck(files.read(origin.from));
  const series = [value];
  return {
    value: { role: 'availability', series },
    notes: [...notes, ...shortNote(value, request.span)],
  };
}

function refuseSince({ from, since }: ImportOrigin, reason: string): void {
  if (since === undefined) return;
  refuse({ file: from, row: 0, found: 'since', wanted: `no since: ${reason}` });
}

// A folder may hold hundreds of files that all say the same.
function shortList(notes: readonly string[]): readonly string[] {
  if (notes.length <= 3) return notes;
  return [...notes.slice(0, 2), `${notes.length - 2} more files of ${notes.length} alike`];
}
