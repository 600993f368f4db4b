import fc from 'fast-check';
import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Arc, type FlowNetwork, solveMinCostFlow } from '../../../policies/min-cost-flow.ts';

const SEED = { seed: 20260112, numRuns: 50 };

function networks(mostNodes: number, mostArcs: number): fc.Arbitrary<FlowNetwork> {
  return fc.integer({ min: 2, max: mostNodes }).chain((nodes) => {
    const node = fc.integer({ min: 0, max: nodes - 1 });
    const arc = fc.record({
      from: node,
      to: node,
      capacity: fc.integer({ min: 0, max: 20 }),
      cost: fc.integer({ min: 0, max: 50 }),
    });
    const supply = fc.array(fc.integer({ min: -15, max: 15 }), {
      minLength: nodes,
      maxLength: nodes,
    });
    return fc.record({
      nodes: fc.constant(nodes),
      arcs: fc.array(arc, { maxLength: mostArcs }),
      supply,
    });
  });
}

let solver: { solve(model: string): { Status: string; ObjectiveValue: number } };

beforeAll(async () => {
  // The types of the package call its module, not its default, callable.
  const load: unknown = loadHighs;
  if (typeof load !== 'function') throw new Error('highs did not load');
  solver = await load();
});

describe('minimum-cost flow', () => {
  it('ships as much and as cheaply as a linear programme', () => {
    const law = fc.property(networks(9, 24), (network) => {
      const flow = solveMinCostFlow(network);
      const reward = 100_000;
      const { Status, ObjectiveValue } = solver.solve(programmeOf(network, reward));
      expect(Status).toBe('Optimal');
      expect(flow.cost - reward * flow.shipped).toBeCloseTo(ObjectiveValue, 4);
    });
    fc.assert(law, { ...SEED, numRuns: 1000 });
  });

  it('keeps capacities and loses nothing on the way', () => {
    const law = fc.property(networks(9, 30), (network) => {
      const { units, shipped, stranded } = solveMinCostFlow(network);
      const net = network.supply.map(() => 0);
      network.arcs.forEach(({ from, to, capacity }, i) => {
        expect(units[i]).toBeGreaterThanOrEqual(0);
        expect(units[i]).toBeLessThanOrEqual(capacity);
        net[from] += units[i];
        net[to] -= units[i];
      });
      expect(net.every((out, node) => isWithinSupply(out, network.supply[node]))).toBe(true);
      const offered = network.supply.reduce((sum, units) => sum + Math.max(0, units), 0);
      expect(shipped + stranded).toBe(offered);
    });
    fc.assert(law, SEED);
  });

  it('leaves no residual cycle of negative cost', () => {
    const law = fc.property(networks(9, 30), (network) => {
      expect(hasNegativeCycle(network, solveMinCostFlow(network).units)).toBe(false);
    });
    fc.assert(law, SEED);
  });

  it('costs the same whatever the order of the arcs', () => {
    const law = fc.property(networks(8, 20), fc.infiniteStream(fc.nat()), (network, keys) => {
      const arcs = network.arcs
        .map((arc) => ({ arc, key: keys.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ arc }) => arc);
      const shuffled = solveMinCostFlow({ ...network, arcs });
      const { cost, shipped } = solveMinCostFlow(network);
      expect([shuffled.cost, shuffled.shipped]).toEqual([cost, shipped]);
    });
    fc.assert(law, SEED);
  });

  it('finds what trying every flow finds', () => {
    const few = networks(4, 5).map((network) => ({
      ...network,
      arcs: network.arcs.map((arc) => ({ ...arc, capacity: arc.capacity % 4 })),
      supply: network.supply.map((units) => units % 4),
    }));
    const law = fc.property(few, (network) => {
      const { shipped, cost } = solveMinCostFlow(network);
      expect([shipped, cost]).toEqual(bestByTrial(network));
    });
    fc.assert(law, SEED);
  });

  it('takes negative costs and refuses negative cycles', () => {
    const arcs: Arc[] = [
      { from: 0, to: 1, capacity: 5, cost: -3 },
      { from: 0, to: 1, capacity: 5, cost: -4 },
    ];
    expect(solveMinCostFlow({ nodes: 2, arcs, supply: [6, -6] }).cost).toBe(-23);
    const back = { from: 1, to: 0, capacity: 5, cost: 1 };
    const cycle = { nodes: 2, arcs: [...arcs, back], supply: [1, -1] };
    expect(() => solveMinCostFlow(cycle)).toThrow(/negative/);
  });

  it('names the arc that makes no sense', () => {
    const arcs = [{ from: 0, to: 1, capacity: 1.5, cost: 1 }];
    expect(() => solveMinCostFlow({ nodes: 2, arcs, supply: [1, -1] })).toThrow(/arc 0.*1\.5/);
  });
});

/** CPLEX LP text; shipping a unit is rewarded so that shipping comes before cost. */
function programmeOf({ nodes, arcs, supply }: FlowNetwork, reward: number): string {
  const terms = arcs.map(({ cost }, i) => `+ ${cost} x${i}`);
  supply.forEach((units, node) => {
    if (units > 0) terms.push(`- ${reward} s${node}`);
  });
  const rows = Array.from({ length: nodes }, (_, node) => rowOf(node, arcs, supply[node]));
  const limits = arcs.map(({ capacity }, i) => `0 <= x${i} <= ${capacity}`);
  const bounds = [...limits, ...supply.map((units, n) => `0 <= s${n} <= ${Math.abs(units)}`)];
  const text = ['Minimize', ` obj: 0 z ${terms.join(' ')}`, 'Subject To', ...rows, 'Bounds'];
  return [...text, ...bounds, 'End'].join('\n');
}

function rowOf(node: number, arcs: readonly Arc[], supply: number): string {
  const terms = arcs.flatMap(({ from, to }, i) => {
    if (from === to) return [];
    if (from === node) return [`+ x${i}`];
    return to === node ? [`- x${i}`] : [];
  });
  return ` n${node}: 0 z ${terms.join(' ')} ${supply >= 0 ? '-' : '+'} s${node} = 0`;
}

function isWithinSupply(out: number, supply: number): boolean {
  return supply >= 0 ? out >= 0 && out <= supply : out <= 0 && out >= supply;
}

function hasNegativeCycle({ nodes, arcs }: FlowNetwork, units: readonly number[]): boolean {
  const residual = arcs.flatMap(({ from, to, capacity, cost }, i) => [
    ...(units[i] < capacity ? [{ from, to, cost }] : []),
    ...(units[i] > 0 ? [{ from: to, to: from, cost: -cost }] : []),
  ]);
  const distance = Array.from({ length: nodes }, () => 0);
  let hasChanged = true;
  for (let round = 0; round <= nodes && hasChanged; round += 1) {
    hasChanged = false;
    for (const { from, to, cost } of residual) {
      if (distance[from] + cost >= distance[to]) continue;
      distance[to] = distance[from] + cost;
      hasChanged = true;
    }
  }
  return hasChanged;
}

function bestByTrial({ arcs, supply }: FlowNetwork): [number, number] {
  let best: [number, number] = [0, 0];
  const tryFrom = (place: number, net: readonly number[], cost: number): void => {
    if (place === arcs.length) {
      if (!net.every((out, node) => isWithinSupply(out, supply[node]))) return;
      const shipped = net.reduce((sum, out) => sum + Math.max(0, out), 0);
      const isBetter = shipped > best[0] || (shipped === best[0] && cost < best[1]);
      if (isBetter) best = [shipped, cost];
      return;
    }
    const { from, to, capacity } = arcs[place];
    for (let units = 0; units <= capacity; units += 1) {
      const next = [...net];
      next[from] += units;
      next[to] -= units;
      tryFrom(place + 1, next, cost + units * arcs[place].cost);
    }
  };
  tryFrom(
    0,
    supply.map(() => 0),
    0,
  );
  return best;
}
