import { readFileSync } from 'node:fs';

/** The version of the product, as package.json has it. */
export function readVersion(): string {
  const facts: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const hasVersion = typeof facts === 'object' && facts !== null && 'version' in facts;
  return hasVersion ? String(facts.version) : 'unknown';
}
