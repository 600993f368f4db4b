import { draftProgram, type LinearProgram, type Term } from '../../linear/program.ts';
import { solveLinear } from '../../linear/simplex.ts';
import { erlangsOf, type MixProblem } from './problem.ts';

/** Rules of a problem that may be left out, one by one, and how people call them. */
interface Rule {
  readonly name: string;
  readonly kind: 'carbon' | 'cost' | 'latency' | 'quota' | 'demand';
  readonly at: number;
}

/**
 * Rules that cannot be kept together although any of them left out makes the rest possible: the
 * deletion filter (Chinneck), in a fixed order. Pools count as if their largest size shared its
 * room evenly, so what conflicts here conflicts in truth; empty: only whole pools conflict.
 */
export function conflictOf(problem: MixProblem): readonly string[] {
  const rules = rulesOf(problem);
  if (isPossible(problem, rules)) return [];
  let kept = rules;
  for (const rule of rules) {
    const fewer = kept.filter((one) => one !== rule);
    if (!isPossible(problem, fewer)) kept = fewer;
  }
  return kept.map(({ name }) => name);
}

function rulesOf({ groups, pools, settings }: MixProblem): readonly Rule[] {
  const { mostKg, mostCost } = settings;
  return [
    ...(mostKg < Infinity ? [{ name: 'carbon limit', kind: 'carbon', at: 0 } as const] : []),
    ...(mostCost < Infinity ? [{ name: 'cost limit', kind: 'cost', at: 0 } as const] : []),
    ...groups.map(({ name }, at) => ({ name: `budget of ${name}`, kind: 'latency', at }) as const),
    ...pools.map(({ name }, at) => ({ name: `quota of ${name}`, kind: 'quota', at }) as const),
    ...groups.map(({ name }, at) => ({ name: `demand of ${name}`, kind: 'demand', at }) as const),
  ];
}

function isPossible(problem: MixProblem, rules: readonly Rule[]): boolean {
  return solveLinear(programOf(problem, rules)).status === 'optimal';
}

/** The best case: on-demand where spot is dearer, and the largest pool's room by instance. */
function programOf(problem: MixProblem, rules: readonly Rule[]): LinearProgram {
  const { pools, groups, links, settings, capacity } = problem;
  const has = (kind: Rule['kind'], at = 0) =>
    rules.some((rule) => rule.kind === kind && rule.at === at);
  const made = draftProgram();
  const instances = pools.map(({ quota }, p) =>
    made.addColumn(0, 0, has('quota', p) ? quota : Infinity),
  );
  const flow = links.map(({ group, over }) => {
    return made.addColumn(0, 0, over > 0 && has('latency', group) ? 0 : Infinity);
  });
  const terms = (isOf: (l: number) => boolean, factor: (l: number) => number) =>
    links.flatMap((_, l): Term[] => (isOf(l) ? [[flow[l], factor(l)]] : []));
  const load = (l: number) => erlangsOf(1, links[l].service);
  groups.forEach(({ rate }, g) => {
    const served = terms(
      (l) => links[l].group === g,
      () => 1,
    );
    made.addRow(served, has('demand', g) ? rate : 0, rate);
  });
  pools.forEach(({ quota }, p) => {
    const nearest = Math.min(...links.flatMap(({ pool, rtt }) => (pool === p ? [rtt] : [])), 1e9);
    const isBound = has('quota', p) && quota > 0;
    const each = isBound ? capacity.admissible(p, nearest, quota) / quota : pools[p].slots;
    const room: Term = [instances[p], -each];
    made.addRow([...terms((l) => links[l].pool === p, load), room], -Infinity, 0);
  });
  const kilograms = [
    ...pools.map(({ idleKg }, p): Term => [instances[p], idleKg]),
    ...links.map(({ pool }, l): Term => [flow[l], load(l) * pools[pool].busyKg]),
  ];
  const money = pools.map((pool, p): Term => {
    const { onDemandPrice, spotPrice, mostSpot } = pool;
    return [instances[p], mostSpot > 0 ? Math.min(onDemandPrice, spotPrice) : onDemandPrice];
  });
  if (has('carbon')) made.addRow(kilograms, -Infinity, settings.mostKg);
  if (has('cost')) made.addRow(money, -Infinity, settings.mostCost);
  return made;
}
