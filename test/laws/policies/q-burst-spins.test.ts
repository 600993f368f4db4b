import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp } from '../../../engine/math.ts';
import { openStream } from '../../../engine/random.ts';
import {
  assignmentIsing,
  costOf,
  decodeTasks,
  safePenalty,
} from '../../../policies/q-burst/problems/assignment.ts';
import {
  colouringIsing,
  conflictsOf,
  decodeColours,
} from '../../../policies/q-burst/problems/colouring.ts';
import type { Graph } from '../../../policies/q-burst/problems/graph.ts';
import { energyOf, type Ising } from '../../../policies/q-burst/problems/ising.ts';
import { cutOf, maxCutIsing } from '../../../policies/q-burst/problems/max-cut.ts';
import { contract, expand } from '../../../policies/q-burst/samplers/contract.ts';
import { searchHybrid } from '../../../policies/q-burst/samplers/hybrid.ts';
import { temper } from '../../../policies/q-burst/samplers/temper.ts';
import { openState, settle, sweep } from '../../../policies/q-burst/samplers/thermal.ts';

const runs = { numRuns: 25, seed: 5 };

function graphs(least: number, most: number): fc.Arbitrary<Graph> {
  const edge = fc.tuple(fc.nat(most), fc.nat(most), fc.integer({ min: -3, max: 3 }));
  return fc
    .tuple(fc.integer({ min: least, max: most }), fc.array(edge, { maxLength: 40 }))
    .map(([vertices, edges]) => graphOf(vertices, edges));
}

function graphOf(vertices: number, edges: readonly (readonly [number, number, number])[]): Graph {
  const kept = edges
    .map(([i, j, w]) => [i % vertices, j % vertices, w] as const)
    .filter(([i, j]) => i !== j);
  const from = kept.map(([i]) => i);
  return { vertices, from, to: kept.map(([, j]) => j), weights: kept.map(([, , w]) => w) };
}

function spinsOf(bits: number, size: number): Int8Array {
  return Int8Array.from({ length: size }, (_, i) => (Math.floor(bits / 2 ** i) % 2 === 1 ? 1 : -1));
}

function leastOf(ising: Ising): number {
  let least = Number.POSITIVE_INFINITY;
  for (let bits = 0; bits < 2 ** ising.spins; bits++) {
    least = Math.min(least, energyOf(ising, spinsOf(bits, ising.spins)));
  }
  return least;
}

test('the energy of every assignment is minus its cut', () => {
  fc.assert(
    fc.property(graphs(2, 9), fc.nat(511), (graph, bits) => {
      const spins = spinsOf(bits, graph.vertices);
      expect(energyOf(maxCutIsing(graph), spins)).toBeCloseTo(-cutOf(graph, spins), 9);
    }),
    runs,
  );
});

test('the bred search finds what trying everything finds', () => {
  fc.assert(
    fc.property(graphs(8, 12), (graph) => {
      const ising = maxCutIsing(graph);
      const budget = { members: 4, opening: 20, sweeps: 600 };
      const found = searchHybrid(ising, budget, openStream(1, 'law'));
      expect(found.energy).toBeCloseTo(leastOf(ising), 9);
      expect(energyOf(ising, found.spins)).toBeCloseTo(found.energy, 9);
    }),
    runs,
  );
});

test('at 20 spins annealed, tempered and exhaustive energies agree', () => {
  const edges = Array.from({ length: 60 }, (_, k) => {
    return [(k * 7) % 20, (k * 11 + 3) % 20, (k % 5) - 2] as const;
  });
  const ising = maxCutIsing(graphOf(20, edges));
  const least = leastOf(ising);
  const budget = { members: 8, opening: 50, sweeps: 3000 };
  expect(searchHybrid(ising, budget, openStream(2, 'law')).energy).toBeCloseTo(least, 9);
  const tempered = temper(ising, { replicas: 8, sweeps: 400 }, openStream(3, 'law'));
  expect(tempered.best.bestEnergy).toBeCloseTo(least, 9);
  expect(tempered.swapShares).toHaveLength(7);
  for (const share of tempered.swapShares) expect(share).toBeGreaterThan(0.1);
});

test('sweeps visit states as often as Boltzmann says', () => {
  const ising = maxCutIsing(
    graphOf(4, [
      [0, 1, 1],
      [1, 2, 2],
      [2, 3, -1],
      [3, 0, 1],
      [0, 2, 1],
    ]),
  );
  const chance = openStream(4, 'law');
  const state = openState(ising, chance);
  const beta = 0.7;
  const counts = new Float64Array(16);
  const rounds = 200_000;
  for (let k = 0; k < rounds; k++) {
    sweep(ising, state, beta, chance);
    counts[state.spins.reduce((sum, spin, i) => sum + (spin > 0 ? 2 ** i : 0), 0)]++;
  }
  const weights = counts.map((_, bits) => exp(-beta * energyOf(ising, spinsOf(bits, 4))));
  const all = weights.reduce((a, b) => a + b, 0);
  counts.forEach((count, bits) => {
    expect(Math.abs(count / rounds - weights[bits] / all)).toBeLessThan(0.005);
  });
  const kept = state.energy;
  settle(ising, state);
  expect(state.energy).toBeCloseTo(kept, 6);
});

test('a smaller problem of agreeing clusters keeps every energy', () => {
  fc.assert(
    fc.property(graphs(6, 12), fc.nat(4095), fc.nat(4095), fc.nat(4095), (graph, a, b, c) => {
      const ising = maxCutIsing(graph);
      const states = [a, b].map((bits) => spinsOf(bits, ising.spins));
      const small = contract(ising, states);
      const turned = spinsOf(c, small.ising.spins);
      const spins = new Int8Array(ising.spins);
      expand(small, states[0], turned, spins);
      expect(energyOf(small.ising, turned)).toBeCloseTo(energyOf(ising, spins), 9);
    }),
    runs,
  );
});

test('the least energy of a colouring is the least number of conflicts', () => {
  fc.assert(
    fc.property(graphs(3, 5), fc.integer({ min: 2, max: 3 }), (graph, colours) => {
      const ising = colouringIsing(graph, colours);
      let fewest = Number.POSITIVE_INFINITY;
      for (let code = 0; code < colours ** graph.vertices; code++) {
        const chosen = Int32Array.from({ length: graph.vertices }, (_, v) => {
          return Math.floor(code / colours ** v) % colours;
        });
        fewest = Math.min(fewest, conflictsOf(graph, chosen));
      }
      expect(leastOf(ising)).toBeCloseTo(fewest, 9);
      const budget = { members: 4, opening: 60, sweeps: 2000 };
      const found = searchHybrid(ising, budget, openStream(6, 'law'));
      const decoded = decodeColours(graph, colours, found.spins);
      expect(conflictsOf(graph, decoded.colours)).toBe(fewest);
    }),
    { ...runs, numRuns: 10 },
  );
});

test('the least energy of an assignment is the least cost', () => {
  const costs = fc.array(fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(costs, (rows) => {
      const orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
      ];
      const least = Math.min(...orders.map((order) => costOf(rows, Int32Array.from(order))));
      const ising = assignmentIsing(rows, safePenalty(rows));
      expect(leastOf(ising)).toBeCloseTo(least, 6);
      const nothing = decodeTasks(rows, new Int8Array(9).fill(-1));
      expect([...nothing.tasks].sort()).toEqual([0, 1, 2]);
      expect(nothing.repaired).toBe(3);
    }),
    runs,
  );
});
