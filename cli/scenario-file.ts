import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OwnCatalogue } from '../scenarios/own-catalogue.ts';
import { nearestOf } from '../scenarios/parse/nearest.ts';
import { shortPath, wordFault } from '../traces/open-files.ts';

const MOST_BYTES = 1024 * 1024;
const LIBRARY = fileURLToPath(new URL('../scenarios/library/', import.meta.url));
const EXTENSION = '.yaml';

/** The text of a scenario, and the name under which messages speak of it. */
export interface ScenarioFile {
  readonly file: string;
  readonly text: string;
  /** The catalogue it names, once read. */
  readonly catalogue?: OwnCatalogue | undefined;
}

/** Reads a scenario by path, or by its bare name in the library; says what is wrong otherwise. */
export function readScenarioFile(given: string): ScenarioFile | { readonly refusal: string } {
  const found = attempt(given, () => locate(given));
  return 'refusal' in found ? found : readText(found.path, found.file);
}

/** Names of the scenarios that come with playtwin. */
export function listLibrary(): readonly string[] {
  const files = readdirSync(LIBRARY).filter((name) => name.endsWith(EXTENSION));
  return files.map((name) => name.slice(0, -EXTENSION.length)).sort();
}

interface Located {
  readonly path: string;
  readonly file: string;
}

function locate(given: string): Located | { readonly refusal: string } {
  const facts = statSync(given, { throwIfNoEntry: false });
  const isName = /^[\w-]+$/.test(given);
  if (isName && facts?.isFile() !== true && listLibrary().includes(given)) {
    return { path: join(LIBRARY, given + EXTENSION), file: `scenarios/library/${given}.yaml` };
  }
  if (facts === undefined) return { refusal: absent(given, isName) };
  if (facts.isDirectory())
    return { refusal: `${shortPath(given)} is a folder; wanted a scenario file` };
  if (!facts.isFile()) return { refusal: `${given} is no ordinary file; wanted a scenario file` };
  if (isSave(given)) {
    return { refusal: `${shortPath(given)} is a save; wanted a scenario, or --from ${given}` };
  }
  if (facts.size > MOST_BYTES) {
    const found = (facts.size / MOST_BYTES).toFixed(1);
    return { refusal: `${given} has ${found} MiB; wanted a scenario of 1 MiB at most` };
  }
  return { path: given, file: given };
}

const SAVE_BEGINS = 'playtwin save ';

/** Whether the file begins as those that "run --save-at" writes. */
function isSave(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(SAVE_BEGINS.length);
    readSync(file, start);
    return start.toString('latin1') === SAVE_BEGINS;
  } finally {
    closeSync(file);
  }
}

function attempt<T>(given: string, act: () => T): T | { readonly refusal: string } {
  try {
    return act();
  } catch (problem) {
    return { refusal: `${shortPath(given)} cannot be read: ${wordFault(problem)}` };
  }
}

function absent(given: string, isName: boolean): string {
  const library = listLibrary();
  const list = `the library has ${library.join(', ')}`;
  const nearest = nearestOf(basename(given, EXTENSION), library);
  const hint = nearest === undefined ? list : `nearest: ${nearest}; ${list}`;
  return isName
    ? `no scenario "${shortPath(given)}"; ${hint}`
    : `no such file: ${shortPath(given)}; ${hint}`;
}

function readText(path: string, file: string): ScenarioFile | { readonly refusal: string } {
  try {
    const bytes = readFileSync(path);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // Lines may end as on any system; from here on they end in one way.
    if (!text.includes('\0')) return { file, text: text.replace(/\r\n?/g, '\n') };
    return { refusal: `${file} is a binary file; wanted YAML text` };
  } catch (problem) {
    if (problem instanceof TypeError) return { refusal: `${file} is not UTF-8; wanted YAML text` };
    return { refusal: `${shortPath(file)} cannot be read: ${wordFault(problem)}` };
  }
}
