import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Job } from './kernel-cases.ts';

/** Who is measured. */
export type Subject =
  | 'playtwin agenda'
  | '4-ary heap'
  | 'playtwin event'
  | 'playtwin process'
  | 'C++ priority_queue'
  | 'SimPy'
  | 'simjs';

/** What one run of one subject answered. */
export interface Sample {
  readonly perSecond: number;
  readonly peakRssMiB: number;
  readonly check: number;
}

/** How to start the subjects that could be had, and why the others could not. */
export interface Peers {
  readonly commands: ReadonlyMap<Subject, readonly string[]>;
  /** One line a subject: its version, or why it is left out. */
  readonly notes: readonly string[];
}

/** Bundles lie two folders below the root. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SAMPLE = z.object({ perSecond: z.number(), peakRssMiB: z.number(), check: z.number() });
/** A run that takes longer is broken, not slow. */
const LONGEST_RUN_MS = 300_000;

/** Looks for the peers: compiles the native one, asks Pythons for SimPy, resolves simjs. */
export function findPeers(python: string | undefined): Peers {
  const commands = new Map<Subject, readonly string[]>();
  const child = [process.execPath, `${ROOT}.cache/bench/kernel-child.mjs`];
  commands.set('playtwin agenda', [...child, 'agenda']);
  commands.set('4-ary heap', [...child, 'heap']);
  commands.set('playtwin event', [...child, 'event']);
  commands.set('playtwin process', [...child, 'process']);
  const notes = [`Node.js ${process.version}`];
  notes.push(findNative(commands), findSimpy(commands, python), findSimjs(commands));
  return { commands, notes };
}

type Commands = Map<Subject, readonly string[]>;

function findNative(commands: Commands): string {
  const binary = `${ROOT}.cache/bench/kernel-native`;
  const words = ['-O3', '-march=native', '-std=c++17', '-o', binary];
  const source = `${ROOT}bench/native/kernel.cpp`;
  const { status } = spawnSync('g++', [...words, source], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0)
    return 'C++ left out: g++ is not there or did not compile bench/native/kernel.cpp';
  commands.set('C++ priority_queue', [binary]);
  const version = spawnSync('g++', ['-dumpfullversion'], { encoding: 'utf8' }).stdout.trim();
  return `g++ ${version} -O3 -march=native`;
}

/** The Python of the option, else that of the path, else Debian's own. */
function findSimpy(commands: Commands, python: string | undefined): string {
  const ask = 'import sys, simpy; print(simpy.__version__, "on Python", sys.version.split()[0])';
  const candidates = python === undefined ? ['python3', '/usr/bin/python3'] : [python];
  for (const candidate of candidates) {
    const { status, stdout } = spawnSync(candidate, ['-c', ask], { encoding: 'utf8' });
    if (status !== 0) continue;
    commands.set('SimPy', [candidate, `${ROOT}bench/simpy/kernel.py`]);
    return `SimPy ${stdout.trim()}`;
  }
  const tried = candidates.join(', ');
  const advice = 'apt-get install python3-simpy3, or --python PATH';
  return `SimPy left out: no module simpy for ${tried} (${advice})`;
}

function findSimjs(commands: Commands): string {
  try {
    const require = createRequire(import.meta.url);
    const { version } = z.object({ version: z.string() }).parse(require('simjs/package.json'));
    commands.set('simjs', [process.execPath, `${ROOT}bench/simjs/kernel.mjs`]);
    return `simjs ${version}`;
  } catch {
    return 'simjs left out: it is a package for developers (npm install)';
  }
}

/** What the clock of every subject counts: time, or time of the processor. */
export type Clock = 'wall' | 'cpu';

/** Runs one subject once; a string says why nothing came of it. */
export function runJob(
  command: readonly string[],
  job: Job,
  seed: number,
  clock: Clock,
): Sample | string {
  const { name, pending } = job.case;
  const [program, ...words] = command;
  const numbers = [pending, job.warmUp, job.measured, seed, clock].map(String);
  const { status, signal, stdout, stderr } = spawnSync(program, [...words, name, ...numbers], {
    encoding: 'utf8',
    timeout: LONGEST_RUN_MS,
  });
  if (status !== 0) {
    const reason = stderr.split('\n').find((line) => /error/i.test(line)) ?? stderr.trim();
    return `ended with ${status ?? signal}: ${reason}`;
  }
  const sample = SAMPLE.parse(JSON.parse(stdout));
  return refuse(job, sample) ?? sample;
}

/** A fast wrong answer is no answer. */
function refuse({ case: { theory }, tolerance }: Job, { check }: Sample): string | undefined {
  if (theory === undefined) return undefined;
  const distance = Math.abs(check / theory - 1);
  if (distance <= tolerance) return undefined;
  const bound = `${theory.toPrecision(5)} ± ${(100 * tolerance).toFixed(1)} %`;
  return `answered ${check.toPrecision(5)}; theory says ${bound}`;
}
