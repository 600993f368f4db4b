import { describe, expect, test } from 'vitest';
import { randomGraph } from '../../../../bench/search-graphs.ts';
import { openStream } from '../../../../engine/random.ts';
import { chain, chainLength } from '../../../../policies/q-burst/device/chains.ts';
import { sampleAsDevice } from '../../../../policies/q-burst/device/sample.ts';
import { maxCutProblem, solve } from '../../../../policies/q-burst/pipeline.ts';
import { energyOf } from '../../../../policies/q-burst/problems/ising.ts';
import { maxCutIsing } from '../../../../policies/q-burst/problems/max-cut.ts';

const rule = { perChainQubit: 12, mostVariables: 150, prefactor: Math.SQRT2 };

describe('the stand-in for a device', () => {
  test('chains have the length of the guidance, and nothing beyond it fits', () => {
    expect([2, 10, 30, 71, 150, 151].map((n) => chainLength(rule, n))).toEqual([1, 2, 4, 7, 14, 0]);
  });

  test('unbroken chains have the energy of the problem, less what holds them together', () => {
    const ising = maxCutIsing(randomGraph(20, 1));
    const { ising: chained, length, strength } = chain(ising, rule);
    const spins = Int8Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? 1 : -1));
    const qubits = Int8Array.from({ length: 20 * length }, (_, q) => spins[Math.floor(q / length)]);
    const held = strength * 20 * (length - 1);
    expect(energyOf(chained, qubits)).toBeCloseTo(energyOf(ising, spins) - held, 9);
  });

  test('reads have the energies of their spins, and weak chains break more', () => {
    const ising = maxCutIsing(randomGraph(40, 2));
    const brokenAt = (prefactor: number) => {
      const settings = { rule: { ...rule, prefactor }, reads: 40, sweeps: 40, noise: 0.02 };
      const reads = sampleAsDevice(ising, settings, openStream(1, 'reads'));
      for (const { energy, votedEnergy, spins } of reads) {
        expect(energyOf(ising, spins)).toBeCloseTo(energy, 9);
        expect(energy).toBeLessThanOrEqual(votedEnergy + 1e-9);
      }
      return reads.reduce((sum, { broken }) => sum + broken, 0) / reads.length;
    };
    expect(brokenAt(0.2)).toBeGreaterThan(brokenAt(2));
  });
});

test('the pipeline never ends worse than its reads, and the same seed gives the same', () => {
  const problem = maxCutProblem(randomGraph(60, 3));
  const solved = solve(problem, { sweeps: 2000, perRead: 100 }, 1);
  expect(solved.isEmbedded).toBe(true);
  expect(solved.refinedCost).toBeLessThanOrEqual(solved.repairedCost);
  expect(solved.repairedCost).toBeLessThanOrEqual(solved.rawCost);
  expect(solve(problem, { sweeps: 2000, perRead: 100 }, 1)).toEqual(solved);
});
