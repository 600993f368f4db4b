import { existsSync, readFileSync } from 'node:fs';
import { digestText } from '../engine/digest.ts';

/** The version of the product, as package.json has it. */
export function readVersion(): string {
  const facts: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const hasVersion = typeof facts === 'object' && facts !== null && 'version' in facts;
  return hasVersion ? String(facts.version) : 'unknown';
}

/**
 * The version and, compiled, the fingerprint of what runs the simulations: `worker.js` names its
 * chunks by their content. Two builds of one version may differ in a policy; saves must not mix.
 */
export function readBuild(): string {
  const worker = new URL('./worker.js', import.meta.url);
  const build = existsSync(worker) ? digestText(readFileSync(worker, 'utf8')) : 'source';
  return `${readVersion()}+${build}`;
}
