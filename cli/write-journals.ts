import { join } from 'node:path';
import { checkFolder, explainFault, writeWhole } from '../reports/write-files.ts';
import type { KeptJournal } from '../runner/run-scenario.ts';
import type { JournalRequest } from '../runner/task.ts';
import { isOracle } from '../scenarios/oracles/registry.ts';
import { nearestOf } from '../scenarios/parse/nearest.ts';
import { listed } from '../scenarios/parse/reading.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { OpenedRun } from './open-run.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';
import { readBuild } from './version.ts';

const WANTED = /^([a-z0-9,-]+)?(?::(\d+))?$/;

/**
 * Reads `--journal [CONTENDERS][:REPLICATION]`: names with commas between them, absent all; absent
 * the first replication, which has number 0.
 */
export function readJournalRequest(
  given: string | true | undefined,
  scenario: Scenario,
): { readonly journals?: JournalRequest } | { readonly refusal: string } {
  if (given === undefined) return {};
  const [, names, number = '0'] = WANTED.exec(given === true ? '' : given) ?? ['', ' '];
  // An oracle sees what no journal holds: its decisions could not be given again.
  const blind = scenario.contenders.filter((contender) => !isOracle(contender));
  const known = blind.map(({ name }) => name);
  const contenders = names?.split(',') ?? known;
  const stranger = contenders.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const nearest = nearestOf(stranger, known);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    const wanted = `${listed(known, 'or')}, with commas between several`;
    return { refusal: `--journal found "${stranger.trim()}", wanted ${wanted}${hint}` };
  }
  const replication = Number(number);
  if (replication >= scenario.replications) {
    const most = scenario.replications - 1;
    return { refusal: `--journal found replication ${number}, wanted 0 to ${most}` };
  }
  return { journals: { playtwin: readBuild(), contenders, replication } };
}

/** Why the folder cannot take these journals, in words; undefined when it can. */
export function checkJournals(
  { scenario }: OpenedRun,
  folder: string,
  journals: JournalRequest | undefined,
): string | undefined {
  if (journals === undefined) return undefined;
  const { contenders, replication } = journals;
  return checkFolder(
    folder,
    contenders.map((name) => nameJournal(scenario, name, replication)),
  );
}

/** `launch-week-three-ring-0.journal`, the number that of the replication. */
function nameJournal({ name }: Scenario, contender: string, replication: number): string {
  return `${name}-${contender}-${replication}.journal`;
}

/** Writes one file a journal and says what it wrote and how large; gives the exit code. */
export function writeJournals(
  { scenario }: OpenedRun,
  folder: string,
  journals: readonly KeptJournal[],
  terminal: Terminal,
): number {
  for (const { contender, replication, lines } of journals) {
    const path = join(folder, nameJournal(scenario, contender, replication));
    try {
      writeWhole(path, inPieces(lines));
    } catch (problem) {
      return refuse(terminal, `--journal ${explainFault(path, problem)}`);
    }
    const turns = lines.filter((line) => line.startsWith('{"line":"turn"')).length;
    const mebibytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / 1024 ** 2;
    terminal.stderr.write(`wrote ${path} (${turns} turns, ${mebibytes.toFixed(1)} MiB)\n`);
  }
  return exitCodes.fine;
}

const PIECE = 4096;

/** Lines in pieces: one write each would take as long as the run. */
function inPieces(lines: readonly string[]): readonly string[] {
  return Array.from({ length: Math.ceil(lines.length / PIECE) }, (_, piece) => {
    return lines.slice(piece * PIECE, (piece + 1) * PIECE).join('');
  });
}
