import { ENGINE_CASES } from './engine-cases.ts';
import { LIBRARY_NAMES, libraryCases } from './library-cases.ts';
import { PROCESS_CASES } from './process-cases.ts';
import { PROGRAM_CASES } from './program-cases.ts';

export { LIBRARY_NAMES };

/**
 * Computes the whole reference set, one line `digest case` each. Portable: it may use no host. The
 * texts are those of the library files.
 */
export function referenceLines(texts: Readonly<Record<string, string>>): readonly string[] {
  const cases = [...ENGINE_CASES, ...PROGRAM_CASES, ...PROCESS_CASES, ...libraryCases(texts)];
  return cases.map(({ name, digest }) => `${digest()} ${name}`);
}
