import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Solvable, SolveOptions } from './solve.ts';
import type { Terminal } from './terminal.ts';

const SOLVABLE: readonly Solvable[] = ['max-cut', 'colouring', 'assignment'];
const MOST = 10_000_000;

/** Adds `playtwin solve`: a search problem of a file, stage by stage. */
export function addSolve(program: Command, terminal: Terminal, end: (code: number) => void): void {
  program
    .command('solve')
    .description('solve a search problem as an annealer with helpers would, and show every stage')
    .addArgument(new Argument('<problem>', 'what the file holds').choices(SOLVABLE))
    .argument('<file>', 'graph (G-set or DIMACS), or a square CSV table of costs')
    .option('--seed <n>', 'seed of all chance', parseWhole, 1)
    .option(
      '--sweeps <n>',
      'budget of each contender, in sweeps over the spins',
      parseCount,
      20_000,
    )
    .option('--per-read <n>', 'sweeps of one read', parseCount, 500)
    .option('--colours <n>', 'colours, for colouring', parseCount)
    .addOption(
      new Option('--format <format>', 'what stdout gets')
        .choices(['table', 'json'])
        .default('table'),
    )
    .action(async (kind: Solvable, file: string, options: SolveOptions) => {
      const { solveFile } = await import('./solve.ts');
      end(solveFile(kind, file, options, terminal));
    });
}

function parseWhole(text: string): number {
  const whole = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(whole)) return whole;
  throw new InvalidArgumentError('Wanted a whole number.');
}

function parseCount(text: string): number {
  const count = parseWhole(text);
  if (count >= 1 && count <= MOST) return count;
  throw new InvalidArgumentError(`Wanted a whole number from 1 to ${MOST}.`);
}
