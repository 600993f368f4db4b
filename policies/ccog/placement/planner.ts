import { coarse } from '../../coarse.ts';
import { openKept } from '../../kept.ts';
import type { Parameters } from '../../parameters.ts';
import { cheapestFlow } from './cheapest-flow.ts';
import { type Front, frontOf } from './front.ts';
import { type Mix, mixOf, sharesOf } from './mixes.ts';
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
 * The point of the front that the user picked: the cheapest mix whose round trip is within that
 * part of the way from the longest on the front to the shortest. Players stay in the mix they are
 * in while it costs hardly more and is hardly farther. Fronts are worked out for coarse inputs,
 * within 3 %, so that one serves many turns.
 */
export function frontPlanner({ point, 'carbon-point': level }: Parameters): Planner {
  const fronts = openKept<Front>(KEPT_FRONTS);
  return (problem) => {
    const rough = coarsen(problem);
    const { mixes, isExact } = fronts(JSON.stringify(rough), () => frontOf(rough, [level]));
    const picked = pick(mixes, point);
    if (picked === undefined) {
      const shares = cheapestFlow(problem, { carbon: 0, latency: 1, move: 0 });
      return { shares, facts: { points: 0 } };
    }
    const held = mixOf(rough, problem.before);
    const slack = {
      cost: 2 * Math.max(...problem.price),
      carbon: 2 * Math.max(...problem.intensity),
    };
    const mix = held !== undefined && isNearly(held, picked, slack) ? held : picked;
    const { cost, latency, carbon } = mix;
    const facts = { points: mixes.length, cost, latency, carbon, exact: isExact ? 1 : 0 };
    return { shares: sharesOf(mix, problem), facts };
  };
}

/** From the cheapest on, the first that is near enough; the front's last is the nearest. */
function pick(mixes: readonly Mix[], point: number): Mix | undefined {
  if (mixes.length === 0) return undefined;
  const latencies = mixes.map((mix) => mix.latency);
  const [least, most] = [Math.min(...latencies), Math.max(...latencies)];
  return mixes.find(({ latency }) => latency <= most - point * (most - least) + 1);
}

/** A mix in force may be this much worse than the one picked, and by two instances more. */
const HARDLY = 0.1;

function isNearly(held: Mix, picked: Mix, slack: Pick<Mix, 'cost' | 'carbon'>): boolean {
  const isCheap = held.cost <= picked.cost * (1 + HARDLY) + slack.cost;
  const isNear = held.latency <= picked.latency * (1 + HARDLY);
  const isGreen = held.carbon <= picked.carbon * (1 + HARDLY) + slack.carbon;
  return isCheap && isNear && isGreen;
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
