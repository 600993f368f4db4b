import {
  ACTION,
  modeAt,
  modesOf,
  NOTHING,
  type SpotProblem,
  stepOn,
} from '../../policies/ccog/spot-arbitrage/problem.ts';
import type { Rule, Sight } from './rules.ts';

/** One job on one recorded market. */
export interface Trial {
  readonly problem: SpotProblem;
  /** Whether the market sells, tick by tick, from the job's coming on; longer than the deadline. */
  readonly ups: readonly number[];
  /** Ticks that the run under way at the start had lived after its first. */
  readonly age: number;
  /** Work between two checkpoints, units; 0: no loss undoes work. */
  readonly checkpointEvery: number;
}

/** What became of it: times in ticks. */
export interface Outcome {
  /** Spot time at its price and on-demand time. */
  readonly cost: number;
  readonly spot: number;
  readonly onDemand: number;
  /** Of that, change-overs, and work that losses undid. */
  readonly changeovers: number;
  readonly undone: number;
  readonly losses: number;
  readonly isLate: boolean;
}

/**
 * Plays a rule on a recorded market, tick by tick, in the world of "Can't Be Late": a tick that is
 * up lets an instance work through it, one that is down takes it at its beginning. Spot ordered
 * where none is sold is nothing. A job not done at the deadline ends there, late.
 */
export function playRule(rule: Rule, trial: Trial): Outcome {
  const { problem, ups } = trial;
  const modes = modesOf(problem);
  const step = { used: 0, work: problem.work, mode: NOTHING };
  const sum = { cost: 0, spot: 0, onDemand: 0, changeovers: 0, undone: 0, losses: 0 };
  const spotFrom = modeAt(modes, 1, 0);
  let [mode, work, age, unsaved] = [NOTHING, problem.work, trial.age, 0];
  for (let tick = 0; tick < problem.ticks && work > 0; tick++) {
    if (tick > 0) age = ups[tick] === ups[tick - 1] ? age + 1 : 0;
    if (mode >= spotFrom && ups[tick] === 0) {
      mode = NOTHING;
      work += unsaved;
      sum.undone += unsaved / problem.unitsPerTick;
      sum.losses++;
      unsaved = 0;
    }
    const action = rule(sightOf(trial, { tick, work, mode, age }));
    const market = action === ACTION.spot ? 1 : 0;
    const isIdle = action === ACTION.wait || (market === 1 && ups[tick] === 0);
    if (isIdle || mode >= spotFrom !== (market === 1)) unsaved = 0;
    if (isIdle) {
      mode = NOTHING;
      continue;
    }
    stepOn(problem, modes, { work, mode, market }, step);
    const made = work - step.work;
    sum.cost += step.used * (market === 1 ? problem.spotPrice : 1);
    sum[market === 1 ? 'spot' : 'onDemand'] += step.used;
    sum.changeovers += step.used - made / problem.unitsPerTick;
    unsaved = market === 1 ? unsavedAfter(trial, unsaved + made) : 0;
    [work, mode] = [step.work, step.mode];
  }
  return { ...sum, isLate: work > 0 };
}

function unsavedAfter({ checkpointEvery }: Trial, unsaved: number): number {
  return checkpointEvery === 0 ? 0 : unsaved % checkpointEvery;
}

interface Standing {
  readonly tick: number;
  readonly work: number;
  readonly mode: number;
  readonly age: number;
}

function sightOf({ problem, ups }: Trial, { tick, work, mode, age }: Standing): Sight {
  const { ticks, unitsPerTick, changeover, undoneMost } = problem;
  const modes = modesOf(problem);
  const isSpot = mode >= modeAt(modes, 1, 0);
  const level = mode - modeAt(modes, isSpot ? 1 : 0, 0);
  return {
    tick,
    ticksLeft: ticks - tick,
    unitsPerTick,
    changeover,
    undoneMost,
    whole: problem.work,
    work,
    span: ticks * unitsPerTick,
    runs: mode === NOTHING ? 'nothing' : isSpot ? 'spot' : 'on-demand',
    pending: mode === NOTHING ? 0 : modes.pending[level],
    isUp: ups[tick] === 1,
    age,
  };
}
