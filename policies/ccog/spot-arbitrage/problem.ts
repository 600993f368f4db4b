import type { SpotHazardBrief } from '../../observation.ts';

/** What to do in the next tick. */
export const ACTION = { wait: 0, onDemand: 1, spot: 2 } as const;

/**
 * One job against its deadline: when to wait, to use spot and to use on-demand. Time is in ticks,
 * work in units, so many a tick; a price of 1 is that of a tick of on-demand.
 */
export interface SpotProblem {
  /** Ticks to the deadline at most. */
  readonly ticks: number;
  readonly unitsPerTick: number;
  /** Most work left, units. */
  readonly work: number;
  /** Time lost at each start of instances, units. */
  readonly changeover: number;
  /** Price of spot over that of on-demand. */
  readonly spotPrice: number;
  /** Work that a loss of spot undoes, units: on average, and at most (a whole number). */
  readonly undoneMean: number;
  readonly undoneMost: number;
  /** Chances to end a tick by age bucket: semi-Markov, a run's future hangs on its age alone. */
  readonly hazards: Pick<SpotHazardBrief, 'up' | 'down'>;
}

/** Where a job stands at the beginning of a tick. */
export interface SpotState {
  readonly ticksLeft: number;
  /** Work left, units, without what is left of a change-over. */
  readonly work: number;
  readonly runs: 'nothing' | 'on-demand' | 'spot';
  /** What is left of the change-over under way, units. */
  readonly pending: number;
  readonly isUp: boolean;
  /** Age bucket of the market's present run. */
  readonly age: number;
}

/**
 * The ways a job can stand at the beginning of a tick: it runs nothing, on-demand or spot, the
 * latter two with what is left of a change-over. Level 0 has none left; the highest is what one
 * tick leaves of a whole one.
 */
export interface Modes {
  readonly count: number;
  readonly levels: number;
  /** Units left of the change-over by level. */
  readonly pending: readonly number[];
}

/** Place of running nothing among the modes; on-demand follows level by level, then spot. */
export const NOTHING = 0;

/** Modes of a problem. */
export function modesOf({ changeover, unitsPerTick }: SpotProblem): Modes {
  const above = Math.max(0, Math.ceil(changeover / unitsPerTick) - 1);
  const pending = Array.from({ length: above + 1 }, (_, level) => {
    return level === 0 ? 0 : changeover - (above + 1 - level) * unitsPerTick;
  });
  return { count: 1 + 2 * pending.length, levels: pending.length, pending };
}

/** Place of a mode: market 0 is on-demand, 1 is spot. */
export function modeAt({ levels }: Modes, market: number, level: number): number {
  return 1 + market * levels + level;
}

/** What one tick of running on a market comes to, from a mode and work left. */
export interface Step {
  /** Share of the tick that is used and paid. */
  used: number;
  /** Work left after it; 0 when the job is done. */
  work: number;
  /** Mode after it. */
  mode: number;
}

/** Fills `step` with what a tick on a market (0 on-demand, 1 spot) comes to. */
export function stepOn(
  problem: SpotProblem,
  modes: Modes,
  from: { readonly work: number; readonly mode: number; readonly market: number },
  step: Step,
): void {
  const { unitsPerTick, changeover } = problem;
  const { work, mode, market } = from;
  const level = mode - modeAt(modes, market, 0);
  const runs = level >= 0 && level < modes.levels;
  const pending = runs ? modes.pending[level] : changeover;
  const needed = pending + work;
  step.used = needed < unitsPerTick ? needed / unitsPerTick : 1;
  step.work = needed <= unitsPerTick ? 0 : work - Math.max(0, unitsPerTick - pending);
  const after = Math.max(0, (runs ? level : modes.levels) - 1);
  step.mode = modeAt(modes, market, after);
}
