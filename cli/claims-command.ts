import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ClaimsOptions } from './claims.ts';
import type { Terminal } from './terminal.ts';

/** Adds `playtwin claims`: the claims that come with it, reproduced or refuted. */
export function addClaims(program: Command, terminal: Terminal, end: (code: number) => void): void {
  program
    .command('claims')
    .description('what is claimed of these systems, held against what their scenarios measure')
    .option('--only <ids>', 'some claims, for example CL4,CL13')
    .option('--replications <n>', "of every run (default: each scenario's own)", parseWhole)
    .addOption(
      new Option('--format <format>', 'what stdout gets')
        .choices(['table', 'json'])
        .default('table'),
    )
    .option(
      '--write <page>',
      'also write the generated parts of a page, for example docs/claims.md',
    )
    .option(
      '--workers <n>',
      'worker threads; 0 for none (default: one for each core)',
      parseThreads,
    )
    .option('--quiet', 'no progress on stderr')
    .action(async (options: ClaimsOptions) => {
      const { claims } = await import('./claims.ts');
      end(await claims(options, terminal));
    });
}

function parseThreads(text: string): number {
  return parseBetween(text, 0, 256);
}

function parseWhole(text: string): number {
  return parseBetween(text, 1, 1000);
}

function parseBetween(text: string, least: number, most: number): number {
  const whole = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (whole >= least && whole <= most) return whole;
  throw new InvalidArgumentError(`Wanted a whole number from ${least} to ${most}.`);
}
