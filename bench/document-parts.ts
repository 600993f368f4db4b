import { readFileSync } from 'node:fs';
import { TOUR, writeTour } from '../docs/tour/play.ts';
import { formatTable } from '../reports/table.ts';
import { writeAssumptions } from './document-assumptions.ts';
import { runInClone } from './document-clone.ts';
import { writeColdStart } from './document-cold-start.ts';
import { writeIntervals } from './document-coverage.ts';
import { writeRegionFails } from './document-faults.ts';
import { writeInputs } from './document-inputs.ts';
import { writeKernel } from './document-kernel.ts';
import {
  writeContenders,
  writeDifferences,
  writeKpis,
  writeSummary,
  writeSwaps,
  writeVariants,
  writeVerdicts,
} from './document-launch.ts';
import { writeMechanics, writePeakPlan } from './document-mechanics.ts';
import { openLibrary, type Played, play } from './document-play.ts';
import { writeCapture, writeMeasured } from './document-readme.ts';
import { writeReasons } from './document-reasons.ts';
import { writeTheory } from './document-theory.ts';
import { writeDamage, writeFormats } from './document-traces.ts';
import { writeCells, writeCoverage } from './document-validation.ts';
import { readRows } from './kernel-rows.ts';

/** What the command line gave. */
export interface Wanted {
  /** Folder of recorded data. */
  readonly traces?: string;
  /** Day on which the timed run is made. */
  readonly date?: string;
  /** Rows that `npm run bench -- --json FILE` wrote. */
  readonly bench?: string;
}

/** Runs that several parts share; each is made once, when first asked for. */
export interface Materials {
  readonly shipped: () => Promise<Played>;
  readonly recorded: () => Promise<Played>;
  readonly date: string;
  readonly bench: string;
}

/** One generated part of a page. */
export interface Part {
  readonly page: string;
  readonly name: string;
  /** Without this on the command line the part stays as it is. */
  readonly needs?: keyof Wanted;
  readonly write: (materials: Materials) => string | Promise<string>;
}

const README = 'README.md';
const LAUNCH = 'docs/launch-week.md';
const VALIDATION = 'docs/validation.md';
const PROCESSES = 'docs/processes.md';

/** Every generated part of every page. */
export const parts: readonly Part[] = [
  { page: README, name: 'capture', write: async (m) => writeCapture((await m.shipped()).result) },
  { page: README, name: 'measured', needs: 'date', write: writeTimed },
  onBoth('summary', writeSummary),
  { page: LAUNCH, name: 'contenders', write: writeContenders },
  { page: LAUNCH, name: 'assumptions', write: writeAssumptions },
  onBoth('kpis', writeKpis),
  onBoth('differences', writeDifferences),
  onBoth('verdicts', writeVerdicts),
  onBoth('mechanics', writeMechanics),
  onBoth('reasons', writeReasons),
  { page: LAUNCH, name: 'peak-plan', write: async (m) => writePeakPlan(await m.shipped()) },
  onBoth('inputs', writeInputs),
  onBoth('swaps', writeSwaps),
  { page: LAUNCH, name: 'variants', write: async (m) => writeVariants(await m.shipped()) },
  { page: VALIDATION, name: 'cells', write: writeCells },
  { page: VALIDATION, name: 'coverage', write: writeCoverage },
  { page: 'docs/theory.md', name: 'theory', write: writeTheory },
  { page: 'docs/cold-start.md', name: 'cold-start', write: writeColdStart },
  { page: 'docs/traces.md', name: 'formats', write: writeFormats },
  { page: 'docs/traces.md', name: 'damage', write: writeDamage },
  { page: 'docs/faults.md', name: 'region-fails', write: writeRegionFails },
  { page: 'docs/statistics.md', name: 'intervals', write: writeIntervals },
  { page: 'docs/kernel.md', name: 'kernel', needs: 'bench', write: writeBench },
  ...TOUR.map((name) => ({
    page: PROCESSES,
    name: `tour-${name}`,
    write: () => writeTour(name),
  })),
];

type OnBoth = (shipped: Played, recorded: Played) => string | Promise<string>;

function onBoth(name: string, write: OnBoth): Part {
  return {
    page: LAUNCH,
    name,
    needs: 'traces',
    write: async (m) => write(await m.shipped(), await m.recorded()),
  };
}

/** Nothing runs before a part asks for it. */
export function openMaterials({ traces, date, bench }: Wanted): Materials {
  const shipped = once(() => play(openLibrary('launch-week'), 'launch-week'));
  const recorded = once(() => {
    return play(openLibrary('launch-week-real', [], traces), 'launch-week-real');
  });
  return { shipped, recorded, date: date ?? '', bench: bench ?? '' };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The fresh copy must print what this process computes: else one of the two is stale. */
async function writeTimed({ shipped, date }: Materials): Promise<string> {
  const { result } = await shipped();
  const clone = runInClone();
  if (clone.stdout !== formatTable(result)) throw new Error('the fresh copy printed other numbers');
  return writeMeasured(clone, date);
}

function writeBench({ bench }: Materials): string {
  return writeKernel(readRows(readFileSync(bench, 'utf8')));
}
