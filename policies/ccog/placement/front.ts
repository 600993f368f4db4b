import { bestMix, type Mix, type MixBounds, type MixObjective } from './mixes.ts';
import type { PlacementProblem } from './problem.ts';

/** The best and the worst worth looking at of one objective: from the payoff table. */
export interface Range {
  readonly ideal: number;
  readonly nadir: number;
}

/** Mixes that nothing is better than in every respect, from the cheapest on. */
export interface Front {
  readonly mixes: readonly Mix[];
  readonly latency: Range;
  readonly carbon: Range;
  /** Whether every search was finished. */
  readonly isExact: boolean;
}

const FREE: MixBounds = { latency: Infinity, carbon: Infinity };
/** The other objectives decide between equals and no more. */
const TIE = 1e-6;
const POINTS_MOST = 64;
const NOWHERE: Range = { ideal: 0, nadir: 0 };

/**
 * Non-dominated mixes by the augmented epsilon-constraint method (Mavrotas, Applied Mathematics and
 * Computation 213, 2009): least cost under a bound on carbon, for each level given, and on latency,
 * which is drawn in from each mix found to just below it. A weighted sum would find those mixes
 * only that lie on the hull. A carbon level is a place between ideal 0 and nadir; 1 is no bound,
 * for the nadir of a payoff table may be below the true one.
 */
export function frontOf(problem: PlacementProblem, carbonLevels: readonly number[]): Front {
  const table = payoffs(problem);
  if (table === undefined) {
    return { mixes: [], latency: NOWHERE, carbon: NOWHERE, isExact: true };
  }
  const { latency, carbon, objective } = table;
  const mixes: Mix[] = [];
  let { isExact } = table;
  for (const level of carbonLevels) {
    const most = carbonBound(carbon, level);
    let bound = Infinity;
    for (let n = 0; n < POINTS_MOST; n += 1) {
      const found = bestMix(problem, objective, { latency: bound, carbon: most });
      isExact &&= found.isExact;
      if (found.mix === undefined) break;
      mixes.push(found.mix);
      bound = found.mix.latency - Math.max(1, found.mix.latency * TIE);
    }
  }
  return { mixes: undominated(mixes), latency, carbon, isExact };
}

function carbonBound({ ideal, nadir }: Range, level: number): number {
  return level >= 1 ? Infinity : ideal + level * (nadir - ideal);
}

/** Each objective minimised by itself, the others deciding between equals. */
function payoffs(problem: PlacementProblem) {
  const tie = { cost: TIE, latency: TIE / 1000, carbon: TIE };
  const searches = [
    bestMix(problem, { ...tie, cost: 1 }, FREE),
    bestMix(problem, { ...tie, latency: 1 }, FREE),
    bestMix(problem, { ...tie, carbon: 1 }, FREE),
  ];
  const found = searches.flatMap(({ mix }) => (mix === undefined ? [] : [mix]));
  if (found.length < searches.length) return undefined;
  const rangeOf = (of: (mix: Mix) => number): Range => {
    const values = found.map(of);
    return { ideal: Math.min(...values), nadir: Math.max(...values) };
  };
  const cost = rangeOf((mix) => mix.cost);
  const latency = rangeOf((mix) => mix.latency);
  const carbon = rangeOf((mix) => mix.carbon);
  const span = ({ ideal, nadir }: Range) => Math.max(nadir - ideal, TIE);
  const objective: MixObjective = {
    cost: 1,
    latency: (TIE * span(cost)) / span(latency),
    carbon: (TIE * span(cost)) / span(carbon),
  };
  const isExact = searches.every((one) => one.isExact);
  return { latency, carbon, objective, isExact };
}

/** Of these mixes those that no other is as good as and somewhere better, cheapest first. */
export function undominated(mixes: readonly Mix[]): readonly Mix[] {
  const kept = mixes.filter((mix, i) => {
    return !mixes.some((other, j) => isBetter(other, mix) || (j < i && isSame(other, mix)));
  });
  return kept.sort((a, b) => a.cost - b.cost || a.latency - b.latency || a.carbon - b.carbon);
}

const NEAR = 1e-7;

function differences(a: Mix, b: Mix): readonly number[] {
  const part = (x: number, y: number) => (x - y) / Math.max(1, Math.abs(x), Math.abs(y));
  return [part(a.cost, b.cost), part(a.latency, b.latency), part(a.carbon, b.carbon)];
}

function isSame(a: Mix, b: Mix): boolean {
  return differences(a, b).every((difference) => Math.abs(difference) <= NEAR);
}

function isBetter(a: Mix, b: Mix): boolean {
  const parts = differences(a, b);
  return parts.every((part) => part <= NEAR) && parts.some((part) => part < -NEAR);
}
