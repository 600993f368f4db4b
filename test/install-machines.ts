/**
 * Fetches the machines on which runs must give the same bits: other Node majors through npm into
 * .cache/, Chromium through apt where this is a Debian container run by root. What is there stays;
 * what cannot be had is named on stderr, and the tests that need it say so: this never fails.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, MACHINES, NODE_PACKAGE, NODE_VERSIONS, nodeOf } from './machines.ts';

const LONGEST_MS = 240_000;

for (const [major, version] of NODE_VERSIONS) {
  if ('missing' in nodeOf(major)) installNode(version);
}
if ('missing' in chromium()) installChromium();

/** Installs beside its place and moves it in: a half-fetched machine is never found. */
function installNode(version: string): void {
  mkdirSync(MACHINES, { recursive: true });
  const folder = mkdtempSync(join(MACHINES, 'fetching-'));
  try {
    const options = [
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const args = ['install', '--prefix', folder, ...options, `${NODE_PACKAGE}@${version}`];
    if (!succeeds(`Node ${version}`, 'npm', args)) return;
    const place = join(MACHINES, `node-${version}`);
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installChromium(): void {
  if (process.getuid?.() !== 0) {
    say('no Chromium: only root may install it; do it by hand');
    return;
  }
  // A list that cannot be refreshed may still be good enough.
  run('apt-get', ['update', '-qq']);
  const args = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  succeeds('Chromium', 'apt-get', args);
}

function succeeds(what: string, command: string, args: readonly string[]): boolean {
  const { status, stderr, error } = run(command, args);
  const reason = error?.message ?? stderr.trim().split('\n').slice(-3).join(' ');
  say(status === 0 ? `fetched ${what}` : `no ${what}: ${reason}`);
  return status === 0;
}

function run(command: string, args: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { encoding: 'utf8', timeout: LONGEST_MS, env });
}

function say(line: string): void {
  process.stderr.write(`machines: ${line}\n`);
}
