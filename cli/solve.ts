import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import Table from 'cli-table3';
import {
  assignmentProblem,
  colouringProblem,
  maxCutProblem,
  type Problem,
  type Solved,
  solve,
} from '../policies/q-burst/pipeline.ts';
import { safePenalty } from '../policies/q-burst/problems/assignment.ts';
import { importCosts } from '../traces/import/cost-table.ts';
import { importGraph } from '../traces/import/gset.ts';
import { shortPath, wordFault } from '../traces/open-files.ts';
import type { Imported, TraceText } from '../traces/problem.ts';
import { catchProblem } from './catch-problem.ts';
import type { Terminal } from './terminal.ts';
import { exitCodes, refuse } from './terminal.ts';

/** Problems that `playtwin solve` takes. */
export type Solvable = 'max-cut' | 'colouring' | 'assignment';

/** What `playtwin solve` was asked for. */
export interface SolveOptions {
  readonly seed: number;
  readonly sweeps: number;
  readonly perRead: number;
  readonly colours?: number;
  readonly format: 'table' | 'json';
}

/** Solves one problem of a file by the hybrid pipeline and shows every stage. */
export function solveFile(
  kind: Solvable,
  path: string,
  options: SolveOptions,
  terminal: Terminal,
): number {
  if (kind === 'colouring' && options.colours === undefined) {
    return refuse(terminal, '--colours is missing, wanted how many colours there are');
  }
  return catchProblem({ terminal, path }, () => {
    const read = readText(path);
    if (typeof read === 'string') return refuse(terminal, read);
    const { value: problem, notes } = open(kind, read, options);
    const solved = solve(problem, options, options.seed);
    const { stdout, stderr } = terminal;
    for (const note of notes) stderr.write(`note: ${note}\n`);
    stdout.write(
      options.format === 'json' ? json(kind, problem, solved) : page(kind, problem, solved),
    );
    return exitCodes.fine;
  });
}

function readText(path: string): TraceText | string {
  try {
    return { name: basename(path), text: readFileSync(path, 'utf8') };
  } catch (problem) {
    return `${shortPath(path)} cannot be read: ${wordFault(problem)}`;
  }
}

function open(kind: Solvable, text: TraceText, { colours }: SolveOptions): Imported<Problem> {
  if (kind === 'assignment') {
    const { value, notes } = importCosts(text);
    return { value: assignmentProblem(value, safePenalty(value)), notes };
  }
  const { value, notes } = importGraph(text);
  if (kind === 'max-cut') return { value: maxCutProblem(value), notes };
  return { value: colouringProblem(value, colours ?? 1), notes };
}

/** What a cost is called: cuts are made large, so they count negative inside. */
const WORDS = { 'max-cut': 'cut', colouring: 'conflicts', assignment: 'cost' } as const;

function shownCost(kind: Solvable, cost: number): number | undefined {
  if (!Number.isFinite(cost)) return undefined;
  return kind === 'max-cut' && cost !== 0 ? -cost : cost;
}

function stagesOf(kind: Solvable, solved: Solved) {
  const { reads, clean, isEmbedded, broken } = solved;
  const how = isEmbedded ? `on chains, ${(100 * broken).toFixed(1)} % broken` : 'without chains';
  return [
    ['best read that needs no repair', `${clean} of ${reads} reads, ${how}`, solved.rawCost],
    ['best read, repaired', `${reads} reads`, solved.repairedCost],
    ['refined by local search', 'the pipeline: half reads, half search', solved.refinedCost],
    ['local search alone', 'same budget', solved.classicalCost],
    ['parallel tempering', 'same budget', solved.temperedCost],
    ['bred search without a device', 'same budget', solved.bredCost],
  ].map(([stage, how2, cost]) => ({ stage, how: how2, value: shownCost(kind, Number(cost)) }));
}

function json(kind: Solvable, problem: Problem, solved: Solved): string {
  const stages = stagesOf(kind, solved);
  const told = { problem: kind, measure: WORDS[kind], spins: problem.ising.spins, stages };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}

function page(kind: Solvable, problem: Problem, solved: Solved): string {
  const table = new Table({
    head: ['stage', 'how', WORDS[kind]],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right'],
  });
  for (const { stage, how, value } of stagesOf(kind, solved)) {
    table.push([String(stage), String(how), value === undefined ? 'none' : String(value)]);
  }
  const fit = solved.isEmbedded
    ? 'An annealer is stood in for by simulated annealing on chains of qubits.'
    : 'It does not fit a device of 150 dense variables: annealed without chains.';
  return `${problem.ising.spins} spins. ${fit}\n${table.toString()}\n`;
}
