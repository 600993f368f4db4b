import { join } from 'node:path';
import type { SimTime } from '../engine/units.ts';
import { checkFolder, explainFault, writeWhole } from '../reports/write-files.ts';
import { readQuantity, wordBounds, writeQuantity } from '../scenarios/parse/quantity.ts';
import type { SavedReplication } from '../scenarios/saved.ts';
import { digestSetup, type OpenedRun } from './open-run.ts';
import { formatSave } from './save-file.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';
import { readBuild } from './version.ts';

/** Instants of `--save-at`, ascending, each once; or what is wrong with one of them. */
export function readInstants(
  texts: readonly string[],
  { scenario, from }: OpenedRun,
): { readonly saveAt: readonly SimTime[] } | { readonly refusal: string } {
  const least = from?.saves[0].at ?? 0;
  const bounds = { least, most: scenario.horizon };
  const saveAt: SimTime[] = [];
  for (const text of texts) {
    const reading = readQuantity(text, 'duration', bounds);
    if (!('value' in reading)) {
      const span = wordBounds(bounds, 'duration');
      return { refusal: `--save-at found "${text}", wanted a duration ${span}, for example 36h` };
    }
    saveAt.push(Math.round(reading.value));
  }
  return { saveAt: [...new Set(saveAt)].sort((a, b) => a - b) };
}

/** The file of a save: `launch-week-36h.save`, in this folder. */
function nameSave(run: OpenedRun, at: SimTime): string {
  const fork = run.forks.length > 0 ? '-forked' : '';
  return `${run.scenario.name}${fork}-${writeQuantity(at, 'duration').replace(' ', '')}.save`;
}

/** Why the folder cannot take these saves, in words; undefined when it can. */
export function checkSaves(
  run: OpenedRun,
  folder: string,
  saveAt: readonly SimTime[],
): string | undefined {
  if (saveAt.length === 0) return undefined;
  const names = saveAt.map((at) => nameSave(run, at));
  return checkFolder(folder, names);
}

/** Writes one file an instant and says what it wrote and how large; gives the exit code. */
export function writeSaves(
  run: OpenedRun,
  folder: string,
  saves: readonly SavedReplication[],
  terminal: Terminal,
): number {
  const instants = [...new Set(saves.map((one) => one.at))].sort((a, b) => a - b);
  const setup = instants.length === 0 ? '' : digestSetup(run.scenario, run.bundle);
  for (const at of instants) {
    const replications = saves.filter((one) => one.at === at);
    const path = join(folder, nameSave(run, at));
    const { read: scenario, edits, forks } = run;
    const provenance = run.bundle.provenance.map(({ name, digest }) => ({ name, digest }));
    const save = { at, scenario, edits, provenance, setup, forks, replications };
    try {
      const lines = formatSave(save, readBuild());
      writeWhole(path, lines);
      const mebibytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / 1024 ** 2;
      const count = replications.length === 1 ? '1 run' : `${replications.length} runs`;
      const what = `${count} at ${writeQuantity(at, 'duration')}`;
      terminal.stderr.write(`wrote ${path} (${what}, ${mebibytes.toFixed(1)} MiB)\n`);
    } catch (problem) {
      return refuse(terminal, `--save-at ${explainFault(path, problem)}`);
    }
  }
  return exitCodes.fine;
}
