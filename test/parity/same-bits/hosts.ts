import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { chromium as playwright } from 'playwright-core';
import { LIBRARY_NAMES } from './reference-set.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RUNNER = fileURLToPath(new URL('on-node.cjs', import.meta.url));
const FOLDER = `${ROOT}.cache/same-bits`;

/** Texts of the library files that the reference set asks for. */
export function libraryTexts(): Readonly<Record<string, string>> {
  const read = (name: string) => readFileSync(`${ROOT}scenarios/library/${name}.yaml`, 'utf8');
  return Object.fromEntries(LIBRARY_NAMES.map((name) => [name, read(name)]));
}

/**
 * Writes the reference set as one script that imports nothing and ends with its lines: the very
 * same bytes for every host. Answers the path of the file.
 */
export async function writeScript(): Promise<string> {
  const built = await build({
    absWorkingDir: ROOT,
    entryPoints: [fileURLToPath(new URL('reference-set.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    globalName: 'referenceSet',
    platform: 'browser',
    target: 'es2022',
    // What the package offers to browsers brings the Buffer it needs.
    alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
    footer: { js: `referenceSet.referenceLines(${JSON.stringify(libraryTexts())});` },
    write: false,
    logLevel: 'silent',
  });
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}/reference-set.js`;
  writeFileSync(file, built.outputFiles[0].contents);
  return file;
}

/** What the script says in this Node with these flags. */
export async function linesOnNode(
  executable: string,
  flags: readonly string[],
  file: string,
): Promise<readonly string[]> {
  const args = [...flags, RUNNER, file];
  // Nothing of the test runner's settings, and a time zone and a language unlike ours.
  const env = { PATH: process.env.PATH, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' };
  const { stdout } = await promisify(execFile)(executable, args, { env });
  return stdout.split('\n');
}

/** What the script says in a worker thread of this Node. */
export async function linesOnWorker(file: string): Promise<readonly string[]> {
  const worker = new Worker(RUNNER, { argv: [file], execArgv: [], env: {}, stdout: true });
  const broken = new Promise<never>((_, reject) => worker.once('error', reject));
  return (await Promise.race([text(worker.stdout), broken])).split('\n');
}

/** What the script says in a page of headless Chromium. */
export async function linesOnChromium(
  executable: string,
  flags: readonly string[],
  file: string,
): Promise<readonly string[]> {
  // The sandbox refuses to start for root; the page holds nothing but our own script.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', ...flags];
  const browser = await playwright.launch({ executablePath: executable, args });
  try {
    const page = await browser.newPage();
    return await page.evaluate(readFileSync(file, 'utf8'));
  } finally {
    await browser.close();
  }
}
