import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { drawScenario } from './draw.ts';
import { play, textOf } from './play.ts';
import { isRaw, type Raw } from './raw.ts';
import { shrink } from './shrink.ts';

const USAGE = `npm run swarm -- [--seeds N] [--seed N] [--first N] [--workers N] [--file FILE]
  --seeds N    so many random scenarios, seeds from --first on (100, from 1)
  --seed N     that one seed
  --workers N  so many processes side by side (1)
  --file FILE  plays a scenario that a failing seed was shrunk to
`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string' },
    first: { type: 'string', default: '1' },
    step: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    file: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}

/** Plays one scenario; a failing one is shrunk to a file that reproduces it. */
function tell(raw: Raw, name: string): boolean {
  const { broken } = play(raw);
  if (broken.length === 0) return true;
  say(`${name} BROKEN\n  ${broken.join('\n  ')}`);
  const small = shrink(raw, broken);
  const file = `swarm-${String(raw.seed)}.yaml`;
  writeFileSync(file, textOf(small.raw));
  say(`${name} shrunk in ${small.tries} tries:\n  ${small.broken.join('\n  ')}`);
  say(`${textOf(small.raw)}\n  to reproduce: npm run swarm -- --file ${file}`);
  return false;
}

function playSeeds(): number {
  const first = Number(values.seed ?? values.first);
  const count = values.seed === undefined ? Number(values.seeds) : 1;
  const step = Number(values.step);
  let broken = 0;
  for (let seed = first; seed < first + count; seed += step) {
    // Before the run: a run that never ends has told its seed.
    say(`seed ${seed}`);
    if (!tell(drawScenario(seed), `seed ${seed}`)) broken++;
  }
  return broken;
}

function playFile(file: string): number {
  const raw: unknown = parse(readFileSync(file, 'utf8'));
  if (!isRaw(raw)) throw new Error(`${file} holds no scenario`);
  return tell(raw, file) ? 0 : 1;
}

/** Every worker takes each so-manieth seed; the code of each is how many were broken. */
async function playSideBySide(workers: number): Promise<number> {
  const first = Number(values.first);
  const codes = Array.from({ length: workers }, (_, nth) => {
    const seeds = String(Number(values.seeds) - nth);
    const seat = ['--first', String(first + nth), '--seeds', seeds, '--step', String(workers)];
    const child = fork(fileURLToPath(import.meta.url), seat);
    return new Promise<number>((resolve) => {
      child.on('exit', (code) => resolve(code ?? 1));
    });
  });
  return (await Promise.all(codes)).reduce((sum, code) => sum + code, 0);
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const workers = Number(values.workers);
  if (values.file !== undefined) return playFile(values.file);
  if (workers <= 1 || values.seed !== undefined) return playSeeds();
  const broken = await playSideBySide(workers);
  say(`${values.seeds} seeds, ${broken} broken`);
  return broken;
}

// An exit code is a byte.
process.exitCode = Math.min(100, await main());
