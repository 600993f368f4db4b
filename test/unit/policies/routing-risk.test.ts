import { describe, expect, it } from 'vitest';
import { openLateRisks } from '../../../policies/ecim-g/late-risks.ts';
import { regionNetworks } from '../../../policies/ecim-g/region-network.ts';
import { openRegionPieces } from '../../../policies/ecim-g/region-pieces.ts';
import { noWorkKnowledge } from '../../../policies/ecim-g/work-knowledge.ts';
import { routingPolicies } from '../../../policies/registry.ts';
import { briefOf, groupSeen, regionSeen, seen } from '../../policies/world.ts';

const MS = 1000;
const TIGHT = briefOf({ budget: 50 * MS, plannedService: 5 * MS });
const RULE = { lateTarget: 0.01, latePenalty: 1_000_000 };

/** Pieces of four ready slots whose players are so far away. */
function piecesAt(network: number) {
  const pieces = openRegionPieces(openLateRisks(TIGHT, TIGHT.bootP95), RULE);
  return pieces(noWorkKnowledge(), network, 4);
}

/** Cost of the piece that so many requests per second reach into. */
function costAt(network: number, rate: number): number {
  let room = 0;
  for (const piece of piecesAt(network)) {
    room += piece.rate;
    if (rate <= room) return piece.cost;
  }
  return Infinity;
}

describe('the room of a region under a budget of 50 ms', () => {
  it('is dearer where the players are 35 ms away than where they are 10 ms away', () => {
    for (const rate of [100, 200, 300, 400]) {
      expect(costAt(35 * MS, rate)).toBeGreaterThan(costAt(10 * MS, rate));
    }
  });

  it('ends earlier where the network takes more of the budget', () => {
    const roomAt = (network: number) =>
      piecesAt(network).reduce((sum, { rate, cost }) => (cost < 1e8 ? sum + rate : sum), 0);
    expect(roomAt(35 * MS)).toBeLessThan(0.9 * roomAt(10 * MS));
  });

  it('is the same for round trips on the same step of 5 ms', () => {
    expect(piecesAt(31 * MS)).toEqual(piecesAt(35 * MS));
    expect(piecesAt(36 * MS)).not.toEqual(piecesAt(35 * MS));
  });
});

describe('the round trip of the players of a region', () => {
  const rtt = [
    [10 * MS, 60 * MS],
    [80 * MS, 40 * MS],
  ];
  const routed = { brief: briefOf(), rates: [30, 10], rtt };

  it('is weighted by the requests that are routed there', () => {
    const half = [0.5, 0.5];
    expect(regionNetworks({ ...routed, before: [half, half] })).toEqual([27.5 * MS, 55 * MS]);
  });

  it('is that of the players nearest by round trip before the first order', () => {
    expect(regionNetworks({ ...routed, before: [[], []] })).toEqual([10 * MS, 40 * MS]);
  });

  it('is that of the nearest who could come where nobody is', () => {
    const west = [1, 0];
    expect(regionNetworks({ ...routed, before: [west, west] })).toEqual([27.5 * MS, 40 * MS]);
  });

  it('is nothing where nothing was measured', () => {
    const blank = [
      [Infinity, Infinity],
      [Infinity, Infinity],
    ];
    expect(regionNetworks({ ...routed, rtt: blank, before: [[], []] })).toEqual([0, 0]);
  });
});

describe('routing under a tight budget', () => {
  /** Weights of the first group when the busy near region is `near` and the idle one `far` away. */
  function weightsOf(near: number, far: number, budget: number): readonly number[] {
    const brief = briefOf({ budget, plannedService: 5 * MS, slotsPerInstance: 4 });
    const policy = routingPolicies['ecim-g/latency-budget-routing'].create({}, brief, 30_000_000);
    const west = regionSeen({ ready: { 'on-demand': 1, spot: 0 } });
    const many = regionSeen({ ready: { 'on-demand': 20, spot: 0 } });
    const groups = [
      groupSeen({ requests: 680 * 30, rttProbes: [[near], [far]] }),
      groupSeen({ requests: 30, rttProbes: [[far], [near]] }),
    ];
    const observation = seen({ regions: [west, many], groups });
    const memory = policy.begin();
    const verdict = policy.decide({ at: 1, observedAt: 1, observation, receipts: [], memory });
    const [first] = verdict.decisions;
    return first?.kind === 'route' ? first.weights : [];
  }

  it('keeps players from where the network alone makes them late', () => {
    const shares = [12, 30, 49].map((far) => weightsOf(10 * MS, far * MS, 50 * MS)[0]);
    expect(shares[0]).toBeLessThan(0.85);
    expect(shares[1]).toBeGreaterThan(shares[0]);
    expect(shares[2]).toBe(1);
    expect(weightsOf(10 * MS, 12 * MS, 500 * MS)[0]).toBe(1);
  });
});
