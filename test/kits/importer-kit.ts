import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { TraceFiles } from '../../traces/files.ts';
import { openFolder } from '../../traces/open-files.ts';
import { problemOf, type TraceProblem } from '../../traces/problem.ts';

/** Ways in which a text gets damaged; each importer says what it makes of every one. */
export const blows = [
  'gap',
  'repeated row',
  'time going backwards',
  'header twice',
  'wrong unit',
  'wrong place',
  'wrong column',
  'cut in its last row',
  'other separator',
  'NaN',
  'Infinity',
  'negative number',
  'huge number',
  'word for a number',
] as const;

/** What must come of a damaged text: refused in these words, read with this note, or alike. */
export type Outcome =
  | { readonly by: Strike; readonly refused: RegExp; readonly row?: number }
  | { readonly by: Strike; readonly told: RegExp }
  | { readonly by: Strike; readonly alike: true }
  /** Why there is no such damage in this format. */
  | { readonly none: string };

/** Makes a damaged text of a sound one. */
export type Strike = (text: string) => string;

/** What an importer made of its files: anything that can be compared, and its notes. */
export interface Reading {
  readonly value: unknown;
  readonly notes: readonly string[];
}

/** One importer with a sound file and what it must make of it damaged. */
export interface ImporterCase {
  readonly name: string;
  /** The file that gets damaged. */
  readonly file: string;
  /** What is imported: that file, or its folder. */
  readonly from: string;
  readonly sound: string;
  readonly beside?: Readonly<Record<string, string>>;
  readonly read: (files: TraceFiles, from: string) => Reading;
  readonly outcomes: Readonly<Record<(typeof blows)[number], Outcome>>;
}

/** What came of reading: a value, or a problem. */
export type Result = Reading | { readonly problem: TraceProblem };

/** Writes the files of a case, the damaged one as given, reads them and clears up. */
export function readFrom(one: ImporterCase, written: string | Uint8Array | undefined): Result {
  const root = mkdtempSync(join(tmpdir(), 'importer-'));
  try {
    for (const [path, text] of Object.entries(one.beside ?? {})) put(root, path, text);
    if (written === undefined) mkdirSync(join(root, one.file, 'inside'), { recursive: true });
    else put(root, one.file, written);
    return one.read(openFolder(root), one.from);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return { problem };
  } finally {
    rmSync(root, { recursive: true });
  }
}

function put(root: string, path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Holds an importer against one kind of damage; throws where it does otherwise than declared. */
export function expectOutcome(one: ImporterCase, outcome: Outcome): void {
  if ('none' in outcome) {
    expect(outcome.none).toMatch(/\w+ \w+/);
    return;
  }
  const damaged = outcome.by(one.sound);
  expect(damaged).not.toBe(one.sound);
  const [sound, result] = [readFrom(one, one.sound), readFrom(one, damaged)];
  if ('refused' in outcome) {
    const problem = expectRefused(result, outcome.refused);
    if (outcome.row !== undefined) expect(problem.row).toBe(outcome.row);
    return;
  }
  const [before, after] = [expectRead(sound), expectRead(result)];
  if ('alike' in outcome) {
    expect(after).toEqual(before);
    return;
  }
  const fresh = after.notes.filter((note) => !before.notes.includes(note));
  expect(fresh.join('\n')).toMatch(outcome.told);
}

/** The reading of a result; throws with the problem where there is one. */
export function expectRead(result: Result): Reading {
  if ('problem' in result) throw new Error(`refused: ${JSON.stringify(result.problem)}`);
  return result;
}

/** The problem of a result: with a file, in words, and matching; throws where it was read. */
export function expectRefused(result: Result, words: RegExp): TraceProblem {
  if (!('problem' in result)) throw new Error(`was read: ${result.notes.join('; ')}`);
  const { file, row, found, wanted } = result.problem;
  expect(`${found}, wanted ${wanted}`).toMatch(words);
  expect(file).not.toBe('');
  expect(found).not.toBe('');
  expect(wanted).not.toBe('');
  expect(row).toBeGreaterThanOrEqual(0);
  return result.problem;
}

/** Damage to the bytes that every importer meets alike. */
export const byteBlows: readonly (readonly [
  name: string,
  write: (text: string) => string | Uint8Array | undefined,
  refused: RegExp | undefined,
])[] = [
  ['a byte order mark', (text) => `\ufeff${text}`, undefined],
  ['line ends of Windows', (text) => text.replaceAll('\r', '').replaceAll('\n', '\r\n'), undefined],
  ['gzip', (text) => gzipSync(text), undefined],
  ['no text at all', () => '', /.+/],
  ['blanks only', () => '  \n\n', /.+/],
  ['UTF-16', (text) => Buffer.from(text, 'utf16le'), /zero byte/],
  ['a byte that is no UTF-8', (text) => badByte(text), /no UTF-8/],
  ['half a gzip file', (text) => gzipSync(text).subarray(0, 30), /damaged gzip/],
  ['a gzip file with a flipped bit', (text) => flipped(gzipSync(text)), /damaged gzip/],
  ['zstd', (text) => Buffer.concat([magic, Buffer.from(text)]), /zstd/],
  ['a folder in its place', () => undefined, /a folder|no file|none of this|no dated/],
];

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function badByte(text: string): Uint8Array {
  const half = text.length >> 1;
  return Buffer.concat([
    Buffer.from(text.slice(0, half)),
    Buffer.from([0xe9]),
    Buffer.from(text.slice(half)),
  ]);
}

// The last eight bytes are a checksum and a length.
function flipped(packed: Uint8Array): Uint8Array {
  const at = packed.length - 6;
  return packed.map((byte, i) => (i === at ? byte ^ 1 : byte));
}
