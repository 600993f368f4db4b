import { ageBucket } from '../../policies/ccog/spot-arbitrage/hazards.ts';
import { ACTION } from '../../policies/ccog/spot-arbitrage/problem.ts';
import { lookUp, type SpotTable } from '../../policies/ccog/spot-arbitrage/table.ts';
import { followPlan, type SpotPlan } from '../../scenarios/oracles/spot-plan.ts';

/** What a rule sees at the beginning of a tick; time and work in units. */
export interface Sight {
  readonly tick: number;
  readonly ticksLeft: number;
  readonly unitsPerTick: number;
  readonly changeover: number;
  /** Most work that a loss undoes. */
  readonly undoneMost: number;
  /** Work of the whole job and work left, and time from its coming to the deadline. */
  readonly whole: number;
  readonly work: number;
  readonly span: number;
  readonly runs: 'nothing' | 'on-demand' | 'spot';
  readonly pending: number;
  readonly isUp: boolean;
  /** Ticks that the market's present run has lived after its first. */
  readonly age: number;
}

/** A rule of when to use what: pure. */
export type Rule = (sight: Sight) => number;

/** All on-demand, from the first tick on. */
export const onDemand: Rule = () => ACTION.onDemand;

/**
 * The last moment at which a job that runs nothing may leave on-demand alone: two change-overs
 * before it is too late (Wu et al., NSDI 2024), or a whole tick more where a tick is longer than a
 * change-over, and the work that a loss undoes.
 */
function isLast(sight: Sight): boolean {
  const { ticksLeft, unitsPerTick, work, changeover, undoneMost } = sight;
  const margin = changeover + Math.max(changeover, unitsPerTick) + undoneMost;
  return ticksLeft * unitsPerTick < work + margin;
}

/** Greedy of the same paper: spot while it is sold, nothing otherwise, until the last moment. */
export const greedy: Rule = (sight) => {
  if (sight.runs === 'spot') return ACTION.spot;
  if (isLast(sight)) return ACTION.onDemand;
  return sight.isUp ? ACTION.spot : sight.runs === 'nothing' ? ACTION.wait : ACTION.onDemand;
};

/** Uniform Progress of the same paper, section 5.2, every rule of it. */
export const uniformProgress: Rule = (sight) => {
  if (sight.runs === 'spot') return ACTION.spot;
  if (isLast(sight)) return ACTION.onDemand;
  const { ticksLeft, unitsPerTick, whole, work, span, changeover } = sight;
  const made = whole - work;
  const due = (ahead: number) => ((span - ticksLeft * unitsPerTick + ahead) * whole) / span;
  if (sight.runs === 'nothing') {
    if (sight.isUp) return ACTION.spot;
    return made < due(0) ? ACTION.onDemand : ACTION.wait;
  }
  return sight.isUp && made >= due(2 * changeover) ? ACTION.spot : ACTION.onDemand;
};

/** The dynamic program's table, looked up. */
export function byTable(table: SpotTable): Rule {
  return (sight) => lookUp(table, { ...sight, age: ageBucket(sight.age) });
}

/** One who knows the whole future of the market. */
export function byPlan(plan: SpotPlan): Rule {
  return ({ tick, work, runs, pending }) => {
    const place = { nothing: 0, 'on-demand': 1, spot: 2 }[runs];
    const action = followPlan(plan, { tick, work, runs: place, pending });
    return [ACTION.wait, ACTION.onDemand, ACTION.spot][action];
  };
}
