import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { TraceFiles } from './files.ts';
import { nearest, refuse, shown, type TraceText } from './problem.ts';

const largestFile = 64 * 1024 * 1024;

/**
 * Read access to a folder on disk. A file over the limit of unpacked bytes, 64 MiB unless told
 * otherwise, is refused before it is loaded.
 */
export function openFolder(root: string, limit: number = largestFile): TraceFiles {
  return {
    list: (folder) => listFolder(join(root, folder)),
    read: (path) => readText(join(root, path), path, limit),
  };
}

function listFolder(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder).sort();
}

function readText(path: string, name: string, limit: number): TraceText {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return refuseMissing(path, name);
  if (!stat.isFile()) return refuse({ file: name, row: 0, found: 'a folder', wanted: 'a file' });
  if (stat.size > limit) return refuseSize(name, `${stat.size} bytes`, limit);
  const bytes = readFileSync(path);
  return { name, text: decode(isPacked(bytes) ? unpack(bytes, name, limit) : bytes, name) };
}

// By content, not by name: a browser may have unpacked a `.gz` on the way to the disk.
function isPacked(bytes: Uint8Array): boolean {
  return bytes.length > 1 && bytes[0] === 0x1f && bytes[1] === 0x8b;
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
    return refuse({ file: name, row: 0, found: `a zero byte at ${zero}`, wanted: 'UTF-8 text' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse({ file: name, row: 0, found: 'bytes that are no UTF-8', wanted: 'UTF-8 text' });
  }
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
  const near = nearest(basename(path), listFolder(folder));
  const wanted = near === '' ? 'an existing file' : `an existing file, nearest ${shown(near)}`;
  return refuse({ file: name, row: 0, found: 'no such file', wanted });
}
