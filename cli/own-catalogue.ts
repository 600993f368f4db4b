import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogueNamed, type OwnCatalogue } from '../scenarios/own-catalogue.ts';
import type { ScenarioFile } from './scenario-file.ts';

const MOST_BYTES = 1024 * 1024;

/**
 * The catalogue that a scenario's text names: as it was saved with the scenario, or the file beside
 * it, or else below the folder one is in. Nothing when none is named or none can be read: the
 * parser then says so at its line.
 */
export function readOwnCatalogue(read: ScenarioFile, text: string): OwnCatalogue | undefined {
  const name = catalogueNamed(text, read.file);
  if (name === undefined) return undefined;
  if (read.catalogue?.name === name) return read.catalogue;
  const beside = join(dirname(read.file), name);
  const path = [beside, name].find(isSmallFile);
  return path === undefined ? undefined : { name, file: path, text: readFileSync(path, 'utf8') };
}

function isSmallFile(path: string): boolean {
  try {
    const facts = statSync(path, { throwIfNoEntry: false });
    return facts?.isFile() === true && facts.size <= MOST_BYTES;
  } catch {
    return false;
  }
}
