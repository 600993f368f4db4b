import { coarse } from '../../coarse.ts';
import { openKept } from '../../kept.ts';
import type { Parameters } from '../../parameters.ts';
import { cheapestFlow } from './cheapest-flow.ts';
import { type Front, frontOf } from './front.ts';
import { sharesOf } from './mixes.ts';
import type { PlacementProblem, Shares } from './problem.ts';

/** Shares, and the numbers that were weighed. */
export interface Planned {
  readonly shares: Shares;
  readonly facts: Readonly<Record<string, number>>;
}

/** A way to choose; `strictness` is what the SLA monitor asks for, 1 and up. */
export type Planner = (problem: PlacementProblem, strictness: number) => Planned;

/** Least p + alpha e + beta lambda: stricter, latency counts more and carbon less. */
export function weightPlanner({ alpha, beta, move }: Parameters): Planner {
  return (problem, strictness) => {
    const carbon = alpha / strictness;
    const latency = beta * strictness;
    const shares = cheapestFlow(problem, { carbon, latency, move });
    return { shares, facts: { alpha: carbon, beta: latency } };
  };
}

const KEPT_FRONTS = 64;

/**
 * The point of the front that the user picked. Fronts are worked out for coarse inputs, within
 * 3 %, so that one serves many turns.
 */
export function frontPlanner({ point, 'carbon-point': level }: Parameters): Planner {
  const fronts = openKept<Front>(KEPT_FRONTS);
  return (problem) => {
    const rough = coarsen(problem);
    const front = fronts(JSON.stringify(rough), () => frontOf(rough, [level]));
    const { mixes } = front;
    const mix = mixes[Math.round(point * Math.max(0, mixes.length - 1))];
    if (mix === undefined) {
      const shares = cheapestFlow(problem, { carbon: 0, latency: 1, move: 0 });
      return { shares, facts: { points: 0 } };
    }
    const { cost, latency, carbon } = mix;
    const facts = { points: mixes.length, cost, latency, carbon, exact: front.isExact ? 1 : 0 };
    return { shares: sharesOf(mix, problem), facts };
  };
}

const RTT_STEP = 5000;

function coarsen(problem: PlacementProblem): PlacementProblem {
  return {
    ...problem,
    loads: problem.loads.map(coarse),
    room: problem.room.map(coarse),
    perInstance: Math.max(1 / 64, coarse(problem.perInstance)),
    rtt: problem.rtt.map((links) => links.map((trip) => Math.ceil(trip / RTT_STEP) * RTT_STEP)),
    intensity: problem.intensity.map(Math.round),
    before: [],
  };
}
