import { scenarioSchema } from '../scenarios/scenario-schema.ts';
import { loadScenario } from './load-scenario.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** Checks every file and says all that is wrong with any of them; gives the exit code. */
export function validate(
  files: readonly string[],
  options: { readonly schema?: boolean },
  terminal: Terminal,
): number {
  if (options.schema === true) {
    terminal.stdout.write(`${JSON.stringify(scenarioSchema(), undefined, 2)}\n`);
    return exitCodes.fine;
  }
  if (files.length === 0) return refuse(terminal, 'no file given; wanted FILE... or --schema');
  const codes = files.map((file) => {
    const loaded = loadScenario(file, [], terminal);
    if ('code' in loaded) return loaded.code;
    const { contenders, regions, replications } = loaded.scenario;
    const counts = [
      countOf(contenders.length, 'contender'),
      countOf(regions.length, 'region'),
      countOf(replications, 'replication'),
    ];
    terminal.stdout.write(`${file}: fine (${counts.join(', ')})\n`);
    return exitCodes.fine;
  });
  return Math.max(...codes);
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
