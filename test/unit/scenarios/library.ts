import { readdirSync, readFileSync } from 'node:fs';
import { parseScenario } from '../../../scenarios/parse-scenario.ts';
import type { Problem } from '../../../scenarios/problem.ts';
import type { Scenario } from '../../../scenarios/scenario.ts';

const FOLDER = new URL('../../../scenarios/library/', import.meta.url);

/** Names of the library's files. */
export const LIBRARY: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .sort();

/** Text of a library file. */
export function textOf(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

/** A library file with one piece of its text replaced; the piece must be there. */
export function edited(name: string, piece: string, replacement: string): string {
  const text = textOf(name);
  if (!text.includes(piece)) throw new Error(`${name} does not hold ${piece}`);
  return text.replace(piece, () => replacement);
}

/** The problems of a text; none when it parses. */
export function problemsOf(text: string): readonly Problem[] {
  const parsed = parseScenario(text, 'a/test.yaml');
  return 'problems' in parsed ? parsed.problems : [];
}

/** The scenario of a text that has no problems. */
export function scenarioOf(text: string): Scenario {
  const parsed = parseScenario(text, 'a/test.yaml');
  if ('scenario' in parsed) return parsed.scenario;
  throw new Error(JSON.stringify(parsed.problems));
}
