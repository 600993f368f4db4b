import type { Stats } from 'node:fs';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { TraceFiles } from './files.ts';
import { nearest, refuse, shown, type TraceText } from './problem.ts';

// The largest published file of any format read has 4 MiB; parsing takes up to 40 times its size.
const largestFile = 16 * 1024 * 1024;
const longestName = 120;

/**
 * Read access to a folder on disk. A file over the limit of unpacked bytes, 16 MiB unless told
 * otherwise, is refused before it is loaded.
 */
export function openFolder(root: string, limit: number = largestFile): TraceFiles {
  return {
    list: (folder) => listFolder(join(root, folder), folder),
    read: (path) => readText(join(root, path), path, limit),
  };
}

/** What a system call failed with, in words and without the path: `permission denied`. */
export function wordFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}

/** A path fit for a message: the middle of an over-long one is left out. */
export function shortPath(path: string): string {
  if (path.length <= longestName) return path;
  return `${path.slice(0, longestName - 41)}…${path.slice(-40)}`;
}

function listFolder(folder: string, name: string): string[] {
  return attempt(name, () => (factsOf(folder)?.isDirectory() ? readdirSync(folder).sort() : []));
}

function readText(path: string, name: string, limit: number): TraceText {
  const stat = attempt(name, () => factsOf(path));
  if (stat === undefined) return refuseMissing(path, name);
  if (!stat.isFile()) {
    const found = stat.isDirectory() ? 'a folder' : 'no ordinary file';
    return refuse({ file: name, row: 0, found, wanted: 'a file' });
  }
  if (stat.size > limit) return refuseSize(name, `${stat.size} bytes`, limit);
  const bytes = attempt(name, () => readFileSync(path));
  refuseOtherPacking(bytes, name);
  return { name, text: decode(isPacked(bytes) ? unpack(bytes, name, limit) : bytes, name) };
}

function factsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function attempt<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const wanted = 'a file or folder that can be read';
    return refuse({ file: shortPath(name), row: 0, found: wordFault(error), wanted });
  }
}

// By content, not by name: a browser may have unpacked a `.gz` on the way to the disk.
function isPacked(bytes: Uint8Array): boolean {
  return bytes.length > 1 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

// First bytes of what public recordings are packed in and that is not read here.
const otherPackings: readonly (readonly [name: string, start: readonly number[]])[] = [
  ['a zstd file', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a bzip2 file', [0x42, 0x5a, 0x68]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
];

function refuseOtherPacking(bytes: Uint8Array, name: string): void {
  const other = otherPackings.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
  if (other === undefined) return;
  refuse({ file: name, row: 0, found: other[0], wanted: 'the text inside it, plain or as gzip' });
}

function unpack(bytes: Uint8Array, name: string, limit: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return refuseSize(name, 'more', limit);
    const reason = error instanceof Error ? error.message : String(error);
    const found = `a damaged gzip file (${reason})`;
    return refuse({ file: name, row: 0, found, wanted: 'a whole gzip file' });
  }
}

function decode(bytes: Uint8Array, name: string): string {
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const row = countLines(bytes.subarray(0, zero));
    return refuse({ file: name, row, found: `a zero byte at ${zero}`, wanted: 'UTF-8 text' });
  }
  const text = decodeStrictly(bytes);
  // Lines may end as on any system; from here on they end in one way.
  if (text !== undefined) return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const row = firstBadLine(bytes);
  return refuse({ file: name, row, found: 'bytes that are no UTF-8', wanted: 'UTF-8 text' });
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const lineFeed = 10;

// No letter of more than one byte holds a line feed, so each line can be tried alone.
function firstBadLine(bytes: Uint8Array): number {
  let start = 0;
  for (let row = 1; ; row++) {
    const end = bytes.indexOf(lineFeed, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (end < 0 || decodeStrictly(line) === undefined) return row;
    start = end + 1;
  }
}

function countLines(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => count + (byte === lineFeed ? 1 : 0), 1);
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function refuseSize(name: string, size: string, limit: number): never {
  const mib = (limit / (1024 * 1024)).toFixed(0);
  const wanted = `at most ${mib} MiB unpacked`;
  return refuse({ file: name, row: 0, found: size, wanted });
}

function refuseMissing(path: string, name: string): never {
  const folder = dirname(path);
  const near = nearest(basename(path), listFolder(folder, dirname(name)));
  const wanted = near === '' ? 'an existing file' : `an existing file, nearest ${shown(near)}`;
  return refuse({ file: shortPath(name), row: 0, found: 'no such file', wanted });
}
