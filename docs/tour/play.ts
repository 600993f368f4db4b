/**
 * The tour's programs as the guide shows them. `npx tsx docs/tour/play.ts` runs every one and
 * stores what it printed beside it.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const FOLDER = new URL('./', import.meta.url);

/** Names of the programs in their order, such as `01-clock`. */
export const TOUR: readonly string[] = readdirSync(FOLDER)
  .filter((file) => /^\d\d-.+\.ts$/.test(file))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

/** A program's text. */
export function codeOf(name: string): string {
  return readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8');
}

/** What a program printed when it was last stored. */
export function outputOf(name: string): string {
  return readFileSync(new URL(`${name}.out`, FOLDER), 'utf8');
}

/** A program and its stored output, as the guide shows them. */
export function writeTour(name: string): string {
  const source = `[\`docs/tour/${name}.ts\`](tour/${name}.ts)`;
  const code = `\`\`\`ts\n${codeOf(name)}\`\`\``;
  return `${source}\n\n${code}\n\nprints\n\n\`\`\`text\n${outputOf(name)}\`\`\``;
}

/** Runs a program and stores what it prints. */
function store(name: string): void {
  const path = fileURLToPath(new URL(`${name}.ts`, FOLDER));
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  writeFileSync(new URL(`${name}.out`, FOLDER), stdout);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) TOUR.forEach(store);
