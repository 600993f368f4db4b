import type { BrokenTask } from '../runner/run-scenario.ts';
import type { Edit } from './edit-yaml.ts';
import type { Terminal } from './terminal.ts';
import { coloursOf, exitCodes } from './terminal.ts';

const STACK_LINES = 8;

/** The command line of a run, as far as it decides what is simulated. */
export interface RunCommand {
  readonly file: string | undefined;
  readonly from?: string | undefined;
  /** Runs with ties in other orders, of each replication; absent or 0: none. */
  readonly tieShuffles?: number;
  readonly set: readonly Edit[];
  readonly traces: string | undefined;
}

/** Says which task broke and how to run that one again; gives the exit code. */
export function sayBroken(broken: BrokenTask, command: RunCommand, terminal: Terminal): number {
  const { contender, replication, seed, message, stack } = broken;
  const { red, dim } = coloursOf(terminal);
  const calls = stack.split('\n').filter((line) => /^\s+at /.test(line));
  terminal.stderr.write(
    `${red('the simulation broke:')} ${message}\n` +
      `  contender ${contender}, replication ${replication}, seed ${seed}\n` +
      `${dim(calls.slice(0, STACK_LINES).join('\n'))}\n` +
      'This is a bug of playtwin, not of your scenario. To reproduce:\n' +
      `  ${formatReproduction(seed, command)}\n`,
  );
  return exitCodes.broken;
}

/** One replication under the seed of the broken one, or all of a save, in one thread. */
function formatReproduction(seed: number, command: RunCommand): string {
  const { file = '', from, set, traces, tieShuffles = 0 } = command;
  const alone = [file, '--seed', String(seed), '--replications', '1'];
  const words = ['playtwin', 'run', ...(from === undefined ? alone : ['--from', from])];
  for (const { path, value } of set) words.push('--set', `${path.join('.')}=${toText(value)}`);
  if (traces !== undefined) words.push('--traces', traces);
  if (tieShuffles > 0) words.push('--shuffle-ties', String(tieShuffles));
  return [...words, '--workers', '0'].map(quote).join(' ');
}

function toText(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function quote(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
