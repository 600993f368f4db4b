import { nextWord, openStream } from '../../engine/random.ts';
import { sampleAsDevice } from './device/sample.ts';
import { assignmentIsing, type Costs, costOf, decodeTasks } from './problems/assignment.ts';
import { colouringIsing, conflictsOf, decodeColours } from './problems/colouring.ts';
import type { Graph } from './problems/graph.ts';
import type { Ising } from './problems/ising.ts';
import { cutOf, maxCutIsing } from './problems/max-cut.ts';
import { recolour } from './problems/recolour.ts';
import { swapTasks } from './problems/swap-tasks.ts';
import { anneal, coolingFor } from './samplers/anneal.ts';
import { searchHybrid, TABU_STEPS_PER_SWEEP } from './samplers/hybrid.ts';
import { breakOut } from './samplers/tabu.ts';
import { temper } from './samplers/temper.ts';
import { type Chance, openState, stateAt } from './samplers/thermal.ts';

/** A problem of the pipeline: its energies, and what spins are worth in its own terms. */
export interface Problem {
  readonly ising: Ising;
  /** The value of spins after repair, lower is better, and the parts that had to be repaired. */
  readonly judge: (spins: Int8Array) => { readonly cost: number; readonly repaired: number };
  /** The least cost that a local search on the problem itself reaches from these spins. */
  readonly refine: (spins: Int8Array, steps: number, chance: Chance) => number;
}

/** Sweeps in all, and those of one read. */
export interface Budget {
  readonly sweeps: number;
  readonly perRead: number;
}

/** Costs at each stage, lower is better; cuts count negative. */
export interface Solved {
  readonly reads: number;
  /** Whether reads went through chains of qubits; else they were annealed without. */
  readonly isEmbedded: boolean;
  /** Share of chains broken, mean over reads; 0 where there are none. */
  readonly broken: number;
  /** Reads that needed no repair, and the best cost among them; Infinity where there is none. */
  readonly clean: number;
  readonly rawCost: number;
  readonly repairedCost: number;
  readonly refinedCost: number;
  /** Local search alone, parallel tempering and the bred search, each at the same budget. */
  readonly classicalCost: number;
  readonly temperedCost: number;
  readonly bredCost: number;
}

/**
 * Figures of the device that is stood in for: a dense problem on Pegasus, 100 % yield (D-Wave's
 * embedding guidance: K150 at chain 14); noise of a few hundredths (assumed).
 */
const DEVICE = {
  rule: { perChainQubit: 12, mostVariables: 150, prefactor: Math.SQRT2 },
  noise: 0.02,
} as const;

const MEMBERS = 16;

/** Max-cut as a problem of the pipeline. */
export function maxCutProblem(graph: Graph): Problem {
  const ising = maxCutIsing(graph);
  return {
    ising,
    judge: (spins) => ({ cost: -cutOf(graph, spins), repaired: 0 }),
    refine: (spins, steps, chance) => {
      const state = stateAt(ising, spins);
      breakOut(ising, state, { steps, patience: 10 * ising.spins }, chance);
      return -cutOf(graph, state.best);
    },
  };
}

/** Colouring with a given number of colours as a problem of the pipeline: conflicts are counted. */
export function colouringProblem(graph: Graph, colours: number): Problem {
  return {
    ising: colouringIsing(graph, colours),
    judge: (spins) => {
      const decoded = decodeColours(graph, colours, spins);
      return { cost: conflictsOf(graph, decoded.colours), repaired: decoded.repaired };
    },
    refine: (spins, steps, chance) => {
      const start = decodeColours(graph, colours, spins).colours;
      return recolour(graph, start, { colours, steps }, chance);
    },
  };
}

/** Assignment as a problem of the pipeline, with the penalty given. */
export function assignmentProblem(costs: Costs, penalty: number): Problem {
  return {
    ising: assignmentIsing(costs, penalty),
    judge: (spins) => {
      const { tasks, repaired } = decodeTasks(costs, spins);
      return { cost: costOf(costs, tasks), repaired };
    },
    refine: (spins, steps, chance) => {
      return swapTasks(costs, decodeTasks(costs, spins).tasks, steps, chance);
    },
  };
}

/**
 * Problem → spins → reads of the device (or of an anneal, where it does not fit) → repair → local
 * search: half of the sweeps for reads, half for the search from the best of them. Beside it, the
 * same budget spent on the local search alone and on the bred search.
 */
export function solve(problem: Problem, budget: Budget, seed: number): Solved {
  const { ising } = problem;
  const chance = openStream(seed, 'solve/reads');
  const half = Math.floor(budget.sweeps / 2);
  const reads = Math.max(1, Math.floor(half / budget.perRead));
  const sampled = sample(ising, { reads, sweeps: budget.perRead }, chance);
  const steps = half * TABU_STEPS_PER_SWEEP;
  const judged = sampled.spins.map((spins) => ({ spins, ...problem.judge(spins) }));
  const clean = judged.filter(({ repaired }) => repaired === 0);
  const best = judged.reduce((a, b) => (b.cost < a.cost ? b : a));
  const alone = openStream(seed, 'solve/alone');
  const start = new Int8Array(ising.spins).map(() => (nextWord(alone, 0) & 0x8000 ? 1 : -1));
  const tempered = heat(problem, budget.sweeps, openStream(seed, 'solve/tempered'));
  const bred = breed(problem, budget, openStream(seed, 'solve/bred'));
  return {
    ...{ reads, isEmbedded: sampled.isEmbedded, broken: sampled.broken, clean: clean.length },
    rawCost: clean.reduce((low, { cost }) => Math.min(low, cost), Number.POSITIVE_INFINITY),
    repairedCost: best.cost,
    refinedCost: Math.min(best.cost, problem.refine(best.spins, steps, chance)),
    classicalCost: problem.refine(start, 2 * steps, alone),
    temperedCost: tempered,
    bredCost: bred,
  };
}

function heat(problem: Problem, sweeps: number, chance: Chance): number {
  const budget = { replicas: MEMBERS, sweeps: Math.ceil(sweeps / MEMBERS) };
  return problem.judge(temper(problem.ising, budget, chance).best.best).cost;
}

function breed(problem: Problem, budget: Budget, chance: Chance): number {
  const { perRead: opening, sweeps } = budget;
  const found = searchHybrid(problem.ising, { members: MEMBERS, opening, sweeps }, chance);
  return problem.judge(found.spins).cost;
}

interface Sampled {
  readonly spins: readonly Int8Array[];
  readonly isEmbedded: boolean;
  readonly broken: number;
}

function sample(
  ising: Ising,
  asked: { readonly reads: number; readonly sweeps: number },
  chance: Chance,
): Sampled {
  const reads = sampleAsDevice(ising, { ...DEVICE, ...asked }, chance);
  if (reads.length > 0) {
    const broken = reads.reduce((sum, read) => sum + read.broken, 0) / reads.length;
    return { spins: reads.map((read) => read.spins), isEmbedded: true, broken };
  }
  const cooling = coolingFor(ising, asked.sweeps);
  const spins = Array.from({ length: asked.reads }, () => {
    const state = openState(ising, chance);
    anneal(ising, state, cooling, chance);
    return state.best;
  });
  return { spins, isEmbedded: false, broken: 0 };
}
