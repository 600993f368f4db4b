import type { SpotProblem } from '../../policies/ccog/spot-arbitrage/problem.ts';
import { solveSpot } from '../../policies/ccog/spot-arbitrage/table.ts';
import { planSpot } from '../../scenarios/oracles/spot-plan.ts';
import { fitHazards } from '../../traces/fit/run-fits.ts';
import { type Stretch, type TickRecording, watchRuns } from '../../traces/fit/runs.ts';
import { byPlan, byTable, greedy, type Rule, uniformProgress } from './rules.ts';
import { type Outcome, playRule } from './world.ts';

/** Deadline, price and starts of every job: as published, 48 h of work at fraction 0.8. */
export const JOB = { ticks: 360, spotPrice: 0.3, startEvery: 24, fractions: [0.9, 0.8, 0.65] };

/** Rules in the order of tables. */
export const RULES = ['greedy', 'uniform progress', 'dynamic program', 'full knowledge'] as const;

/** A rule's name. */
export type RuleName = (typeof RULES)[number];

/** The world's change-over: units, of which a tick has so many. */
export interface Grid {
  readonly unitsPerTick: number;
  readonly changeover: number;
  /** Checkpoints: work between two, units, and what writing them adds to the work; 0: none. */
  readonly checkpointEvery: number;
  readonly checkpointShare: number;
}

/** One job under every rule, from one start. */
export interface Trialled {
  readonly start: number;
  /** Ticks of the bare work: what on-demand costs, without change-over and checkpoints. */
  readonly onDemand: number;
  readonly outcomes: Readonly<Record<RuleName, Outcome>>;
}

/** Hazards of stretches of recordings, both states. */
export function hazardsOf(seen: readonly (readonly [TickRecording, Stretch])[]) {
  const fitState = (state: number) => {
    return fitHazards(seen.flatMap(([one, stretch]) => watchRuns(one, state, stretch).runs))
      .hazards;
  };
  return { up: fitState(1), down: fitState(0) };
}

/** Plays every rule from every start of a stretch, for each job fraction; one table serves all. */
export function tryRules(
  recording: TickRecording,
  stretch: Stretch,
  grid: Grid,
  hazards: SpotProblem['hazards'],
): ReadonlyMap<number, readonly Trialled[]> {
  const { ticks, fractions } = JOB;
  const table = solveSpot(problemOf(grid, fractions[0], hazards));
  const starts: number[] = [];
  for (let at = stretch.from; at + ticks < stretch.until; at += JOB.startEvery) starts.push(at);
  return new Map(
    fractions.map((fraction) => {
      const problem = problemOf(grid, fraction, hazards);
      return [
        fraction,
        starts.map((start) => tryStart(recording, start, problem, grid, byTable(table))),
      ];
    }),
  );
}

function problemOf(grid: Grid, fraction: number, hazards: SpotProblem['hazards']): SpotProblem {
  const { unitsPerTick, changeover, checkpointEvery, checkpointShare } = grid;
  const work = Math.round(JOB.ticks * fraction * unitsPerTick * (1 + checkpointShare));
  const { ticks, spotPrice } = JOB;
  const undone = { undoneMean: checkpointEvery / 2, undoneMost: checkpointEvery };
  return { ticks, unitsPerTick, work, changeover, spotPrice, ...undone, hazards };
}

function tryStart(
  { ticks }: TickRecording,
  start: number,
  problem: SpotProblem,
  { checkpointEvery, checkpointShare }: Grid,
  program: Rule,
): Trialled {
  const ups = ticks.slice(start, start + JOB.ticks + 1);
  const trial = { problem, ups, age: ageAt(ticks, start), checkpointEvery };
  const markets = [{ isUp: Uint8Array.from(ups), price: JOB.spotPrice }];
  const play = (rule: Rule) => playRule(rule, trial);
  const bare = { ...problem, work: Math.round(problem.work / (1 + checkpointShare)) };
  const plan = planSpot({ ...bare, markets });
  return {
    start,
    onDemand: problem.work / problem.unitsPerTick / (1 + checkpointShare),
    outcomes: {
      greedy: play(greedy),
      'uniform progress': play(uniformProgress),
      'dynamic program': play(program),
      // It writes a checkpoint just before each loss, and no other.
      'full knowledge': playRule(byPlan(plan), { ...trial, problem: bare, checkpointEvery: 0 }),
    },
  };
}

function ageAt(ticks: readonly number[], at: number): number {
  let age = 0;
  while (at - age > 0 && ticks[at - age - 1] === ticks[at]) age++;
  return age;
}
