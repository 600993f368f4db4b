import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the main command did in a fresh copy of the sources. */
export interface CloneRun {
  readonly stdout: string;
  /** Everything, from the first keystroke to the prompt. */
  readonly seconds: number;
  readonly installSeconds: number;
  readonly packages: number;
  readonly installedMb: number;
  readonly peakMb: number;
  /** Simulation alone: `12 runs, 164577762 events in 90.0 s`. */
  readonly summary: string;
  readonly node: string;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LEFT_OUT = new Set(['node_modules', 'dist', '.cache', '.git', 'results']);
const MAIN = ['run', 'scenarios/library/launch-week.yaml'];

// Every Node process of the command says at its end how much memory it had at most.
const WITNESS = `import{isMainThread}from"node:worker_threads";if(isMainThread)process.on("exit",()=>
process.stderr.write("peak "+process.resourceUsage().maxRSS+" KiB "+process.argv[1]+"\\n"))`;

/** Copies the sources into an empty folder and runs the main command there, npm's cache empty. */
export function runInClone(): CloneRun {
  const folder = mkdtempSync(join(tmpdir(), 'playtwin-clone-'));
  try {
    const clone = join(folder, 'clone');
    const wanted = (path: string) => !LEFT_OUT.has(relative(ROOT, path).split('/')[0]);
    cpSync(ROOT, clone, { recursive: true, filter: wanted });
    return measure(clone, join(folder, 'npm-cache'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(clone: string, cache: string): CloneRun {
  process.stderr.write('the main command in a fresh copy ...\n');
  const witness = `--import=data:text/javascript,${encodeURIComponent(WITNESS)}`;
  const env = { ...process.env, npm_config_cache: cache, NODE_OPTIONS: witness };
  const begin = performance.now();
  const run = spawnSync('./playtwin', MAIN, { cwd: clone, env, encoding: 'utf8' });
  const seconds = (performance.now() - begin) / 1000;
  if (run.status !== 0) throw new Error(`the main command ended with ${run.status}: ${run.stderr}`);
  const peaks = [...run.stderr.matchAll(/^peak (\d+) KiB .*launch\.mjs$/gm)];
  return {
    stdout: run.stdout,
    seconds,
    installSeconds: Number(/installed in ([\d.]+) s/.exec(run.stderr)?.[1] ?? Number.NaN),
    ...weigh(join(clone, 'node_modules')),
    peakMb: Math.max(...peaks.map(([, kib]) => Number(kib))) / 1024,
    summary: /^\d+ runs, \d+ events in [\d.]+ s/m.exec(run.stderr)?.[0] ?? '',
    node: process.versions.node,
  };
}

function weigh(modules: string): { readonly packages: number; readonly installedMb: number } {
  const files = readdirSync(modules, { recursive: true, withFileTypes: true });
  const bytes = files
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  const scoped = names.filter((name) => name.startsWith('@'));
  const inside = scoped.reduce((sum, name) => sum + readdirSync(join(modules, name)).length, 0);
  return { packages: names.length - scoped.length + inside, installedMb: bytes / 2 ** 20 };
}
