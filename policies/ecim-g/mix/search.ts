import type { Duration } from '../../../engine/units.ts';
import { type SwitchedOptimum, solveSwitched } from '../../linear/branch.ts';
import { instancesFor, type Line, tangentAt } from './lines.ts';
import { erlangsOf, type MixProblem } from './problem.ts';
import { type Draft, type Drafted, draftMix } from './program.ts';

/** A mix in real numbers, and the programme that it came out of. */
export interface RealMix {
  readonly drafted: Drafted;
  readonly optimum: SwitchedOptimum;
  readonly draft: Draft;
}

/** Tangents are laid anew at most so often, and until a round gains less than this share. */
const ROUNDS = 10;
const GAIN = 1e-6;
/** Linear programmes of one round at most: counted, never timed. */
const BRANCHES = 200;
/** Pools that are each tried alone: of very many, the first. */
const ALONE = 12;

/**
 * Mixes found from several starts: all links, each group's nearest, each pool alone. Every round
 * lays tangents at the mix of the one before, so it keeps what that one found and may only better
 * it (minorise and maximise). Empty where no start leads to any.
 */
export function searchMixes(problem: MixProblem, soft: number): readonly RealMix[] {
  return startsOf(problem, soft).flatMap((isUsed) => descend(problem, soft, isUsed) ?? []);
}

function isCheaper(one: RealMix, other: RealMix): boolean {
  const { objective } = other.optimum;
  return one.optimum.objective < objective - 1e-9 * (1 + Math.abs(objective));
}

function startsOf({ links, groups, pools }: MixProblem, soft: number): readonly boolean[][] {
  const all = links.map(({ over }) => over <= 0 || soft > 2);
  const nearest = groups.map((_, g) => {
    const trips = links.flatMap(({ group, rtt }, l) => (group === g && all[l] ? [rtt] : []));
    return Math.min(...trips);
  });
  const near = links.map(({ group, rtt }, l) => all[l] && rtt <= nearest[group] + NEARLY);
  const alone = pools
    .slice(0, ALONE)
    .map((_, p) => links.map(({ pool }, l) => all[l] && pool === p));
  return [all, near, ...alone].filter((isUsed) => {
    return groups.every(
      (_, g) => soft > 3 || links.some(({ group }, l) => group === g && isUsed[l]),
    );
  });
}

/** Round trips that differ by less are equally near. */
const NEARLY = 5000;

function descend(
  problem: MixProblem,
  soft: number,
  start: readonly boolean[],
): RealMix | undefined {
  let isUsed = start;
  let network = networksOf(problem, isUsed);
  let counts = firstCounts(problem, isUsed, network);
  let best: RealMix | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = solveAt(problem, { soft, isUsed, network, ...linesAt(problem, network, counts) });
    if (found === undefined) return best;
    const before = best?.optimum.objective ?? Infinity;
    if (best === undefined || isCheaper(found, best)) best = found;
    if (before - found.optimum.objective <= GAIN * Math.abs(before)) return best;
    counts = countsOf(problem, found);
    const used = problem.links.map((_, l) => isUsed[l] && flowOf(found, l) > 0);
    network = networksOf(problem, used);
    isUsed = withinNetworks(problem, isUsed, network);
  }
  return best;
}

function solveAt(problem: MixProblem, draft: Draft): RealMix | undefined {
  const drafted = draftMix(problem, draft);
  const optimum = solveSwitched(drafted.program, drafted.open, BRANCHES);
  return optimum.status === 'optimal' ? { drafted, optimum, draft } : undefined;
}

/** Largest round trip by pool of the links that are used; Infinity: none, anything fits. */
function networksOf({ pools, links }: MixProblem, isUsed: readonly boolean[]): Duration[] {
  const network = pools.map(() => 0);
  links.forEach(({ pool, rtt }, l) => {
    if (isUsed[l]) network[pool] = Math.max(network[pool], rtt);
  });
  return network;
}

/** A pool that nobody uses now takes whoever is as near as before. */
function withinNetworks(
  { links }: MixProblem,
  isUsed: readonly boolean[],
  network: Duration[],
): readonly boolean[] {
  const before = network.slice();
  links.forEach(({ pool, rtt }, l) => {
    if (isUsed[l] && before[pool] === 0) network[pool] = Math.max(network[pool], rtt);
  });
  return links.map(({ pool, rtt }, l) => isUsed[l] && rtt <= network[pool]);
}

/** Before the first round: every pool as large as an even share of the groups wants it. */
function firstCounts(
  problem: MixProblem,
  isUsed: readonly boolean[],
  network: readonly Duration[],
): readonly Counts[] {
  const { pools, groups, links, capacity } = problem;
  const ways = groups.map((_, g) => {
    return links.filter(({ group }, l) => group === g && isUsed[l]).length;
  });
  const load = pools.map(() => 0);
  links.forEach(({ group, pool, service }, l) => {
    if (isUsed[l]) load[pool] += erlangsOf(groups[group].rate, service) / ways[group];
  });
  return pools.map(({ quota }, p) => {
    const anchor = { pool: p, network: network[p], instances: quota };
    const all = instancesFor(capacity, anchor, load[p]);
    return { all, left: all };
  });
}

/** Instances of a pool, and those left after the loss of one of its spot zones. */
interface Counts {
  readonly all: number;
  readonly left: number;
}

function countsOf({ pools }: MixProblem, found: RealMix): readonly Counts[] {
  const { drafted, optimum } = found;
  return pools.map(({ zones }, p) => {
    const kept = optimum.values[drafted.onDemand[p]];
    const spot = optimum.values[drafted.spot[p]];
    return { all: kept + spot, left: kept + (zones > 1 ? (spot * (zones - 1)) / zones : 0) };
  });
}

function linesAt(
  { pools, capacity }: MixProblem,
  network: readonly Duration[],
  counts: readonly Counts[],
): { readonly whole: readonly Line[]; readonly lost: readonly Line[] } {
  const at = (p: number, instances: number) =>
    tangentAt(capacity, { pool: p, network: network[p], instances });
  return {
    whole: pools.map((_, p) => at(p, counts[p].all)),
    lost: pools.map((_, p) => at(p, counts[p].left)),
  };
}

/** Requests per second on a link of a real mix. */
function flowOf({ drafted, optimum }: RealMix, link: number): number {
  const column = drafted.flow[link];
  return column < 0 ? 0 : Math.max(0, optimum.values[column]);
}
