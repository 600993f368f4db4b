import {
  type Modes,
  modeAt,
  modesOf,
  NOTHING,
  type SpotProblem,
  type Step,
  stepOn,
} from '../../policies/ccog/spot-arbitrage/problem.ts';

const NEVER = 1e12;

/** One spot market whose whole future is known. */
export interface KnownMarket {
  /** 1 at the ticks in which it sells, from the first tick of the plan on. */
  readonly isUp: Uint8Array;
  /** Price of a tick over that of on-demand. */
  readonly price: number;
}

/** A job against its deadline, and markets as they are going to be. */
export interface KnownProblem {
  readonly ticks: number;
  readonly unitsPerTick: number;
  readonly work: number;
  readonly changeover: number;
  readonly markets: readonly KnownMarket[];
}

/** The cheapest course for every state a job may get into. */
export interface SpotPlan {
  readonly problem: KnownProblem;
  readonly modes: Modes;
  /** By tick, work and mode: 0 wait, 1 on-demand, 2 + n the n-th spot market. */
  readonly actions: Uint8Array;
  /** Cost of the whole job from the first tick on, ticks of on-demand. */
  readonly cost: number;
}

/**
 * Cheapest way to be done in time for one who knows when each market sells: no rule that obeys the
 * same world can cost less. No work is undone, as a checkpoint is written just before each loss.
 * Only states that a job can be in are worked out: not less work than full speed leaves, and not
 * more than can still be done.
 */
export function planSpot(problem: KnownProblem): SpotPlan {
  const { ticks, work, markets } = problem;
  const modes = modesOf(asProblem(problem));
  const count = 1 + (1 + markets.length) * modes.levels;
  const cells = (work + 1) * count;
  const actions = new Uint8Array(ticks * cells);
  let later = new Float64Array(cells).fill(NEVER);
  later.fill(0, 0, count);
  let now = new Float64Array(cells);
  for (let tick = ticks - 1; tick >= 0; tick--) {
    planTick({ problem, modes, count }, tick, [later, now], actions.subarray(tick * cells));
    [now, later] = [later, now];
  }
  return { problem, modes, actions, cost: later[work * count + NOTHING] };
}

interface Frame {
  readonly problem: KnownProblem;
  readonly modes: Modes;
  readonly count: number;
}

function planTick(
  { problem, modes, count }: Frame,
  tick: number,
  [later, now]: readonly [Float64Array, Float64Array],
  actions: Uint8Array,
): void {
  const step: Step = { used: 0, work: 0, mode: 0 };
  const simple = asProblem(problem);
  const most = Math.min(problem.work, (problem.ticks - tick) * problem.unitsPerTick);
  const least = Math.max(1, problem.work - tick * problem.unitsPerTick);
  now.fill(0, 0, count);
  now.fill(NEVER, (most + 1) * count);
  for (let cell = least * count; cell < (most + 1) * count; cell++) {
    const mode = cell % count;
    const work = (cell - mode) / count;
    let best = later[cell - mode];
    let action = best < NEVER ? 0 : 1;
    for (let market = 0; market <= problem.markets.length; market++) {
      const known = problem.markets[market - 1];
      if (known !== undefined && known.isUp[tick] === 0) continue;
      stepOn(simple, modes, { work, mode, market }, step);
      const isLost = known !== undefined && (known.isUp[tick + 1] ?? 0) === 0;
      const price = known?.price ?? 1;
      const rest = later[step.work * count + (isLost ? NOTHING : step.mode)];
      if (step.used * price + rest >= best) continue;
      best = step.used * price + rest;
      action = market + 1;
    }
    now[cell] = best;
    actions[cell] = action;
  }
}

function asProblem({ unitsPerTick, changeover, ticks, work }: KnownProblem): SpotProblem {
  const hazards = { up: [], down: [] };
  const [undoneMean, undoneMost] = [0, 0];
  return { ticks, unitsPerTick, work, changeover, spotPrice: 0, undoneMean, undoneMost, hazards };
}

/** Where a job stands: `runs` is 0 for nothing, 1 for on-demand, 2 + n for a spot market. */
export interface PlanState {
  readonly tick: number;
  readonly work: number;
  readonly runs: number;
  /** What is left of the change-over, units. */
  readonly pending: number;
}

/**
 * What the plan does in a state; on-demand where it has none: before its first tick, or too late.
 * Less work left than the plan thought possible counts as the least it did.
 */
export function followPlan(plan: SpotPlan, { tick, work, runs, pending }: PlanState): number {
  const { problem, modes, actions } = plan;
  const left = (problem.ticks - tick) * problem.unitsPerTick;
  if (tick < 0 || work > Math.min(problem.work, left)) return 1;
  const count = 1 + (1 + problem.markets.length) * modes.levels;
  const level = Math.min(modes.levels - 1, Math.ceil(pending / problem.unitsPerTick));
  const mode = runs === 0 ? NOTHING : modeAt(modes, runs - 1, level);
  const least = Math.max(work, problem.work - tick * problem.unitsPerTick);
  return actions[(tick * (problem.work + 1) + least) * count + mode];
}
