/** Tells whether dist/ still fits the sources, without reading them. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['engine', 'policies', 'traces', 'models', 'reports', 'scenarios', 'runner', 'cli'];

/** What the compiled files depend on: path, size and time of change of every source. */
export function stampOf(folder) {
  const hash = createHash('sha256');
  for (const source of ['package.json', ...SOURCES]) digestTree(hash, folder, source);
  return hash.digest('hex');
}

function digestTree(hash, folder, path) {
  const full = join(folder, path);
  const facts = statSync(full, { throwIfNoEntry: false });
  if (facts === undefined) return;
  if (!facts.isDirectory()) {
    hash.update(`${path}\0${facts.size}\0${facts.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(full).sort()) digestTree(hash, folder, `${path}/${name}`);
}
