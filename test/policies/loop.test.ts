import { describe, expect, it } from 'vitest';
import type { Decision } from '../../policies/decision.ts';
import { takeTurn } from '../../policies/loop.ts';
import {
  alwaysMax,
  alwaysZero,
  answersRubbish,
  doesNothing,
  flaps,
  forgets,
} from './degenerate.ts';
import { recording, seen, showing } from './world.ts';

const AT = 90_000_000;

function turnOf<Memory>(policy: Parameters<typeof takeTurn<Memory>>[0]['policy'], turn = 3) {
  const { actuator, orders, asked } = recording();
  const request = { loop: 'capacity', policy, telemetry: showing(seen(), 40_000), actuator };
  const taken = takeTurn({ ...request, at: AT, turn, memory: policy.begin(), since: 60_000_000 });
  return { taken, orders, asked };
}

describe('one turn of a loop', () => {
  it('gives orders ids of loop, turn and index and enacts them in order', () => {
    const { taken, orders } = turnOf(alwaysMax);
    expect(orders.map(({ id }) => id)).toEqual(['capacity/3/0', 'capacity/3/1']);
    expect(orders.every(({ at }) => at === AT)).toBe(true);
    expect(taken.orders).toEqual(orders);
  });

  it('reports how old the observation was', () => {
    expect(turnOf(doesNothing).taken.observedAt).toBe(AT - 40_000);
  });

  it('asks for the receipts since the last turn and hands them over', () => {
    const receipt = { order: 'capacity/2/0', at: AT - 1, granted: 0, reason: 'quota' } as const;
    const receipts = [{ ...receipt, outcome: 'refused' as const }];
    const policy = {
      ...doesNothing,
      decide: (turn: { readonly receipts: readonly unknown[] }) => ({
        decisions: [],
        memory: null,
        because: { rule: 'count', facts: { receipts: turn.receipts.length } },
      }),
    };
    const { actuator, asked } = recording(receipts);
    const telemetry = showing(seen());
    const request = { loop: 'l', policy, telemetry, actuator, memory: null };
    const taken = takeTurn({ ...request, at: AT, turn: 0, since: 7 });
    expect(asked).toEqual([7]);
    expect(taken.because.facts).toEqual({ receipts: 1 });
  });

  it('lets policies do nothing and give everything back', () => {
    expect(turnOf(doesNothing).orders).toEqual([]);
    const { orders } = turnOf(alwaysZero);
    expect(orders.map(({ decision }) => decision)).toMatchObject([{ instances: 0 }, {}]);
  });

  it('hands memory from turn to turn: one policy flaps, another forgets', () => {
    const counts = (policy: typeof flaps | typeof forgets) => {
      const { actuator, orders } = recording();
      let memory: unknown = policy.begin();
      const request = { loop: 'l', policy: wide(policy), telemetry: showing(seen()), actuator };
      for (let turn = 0; turn < 3; turn += 1) {
        memory = takeTurn({ ...request, at: turn, turn, memory, since: turn }).memory;
      }
      return orders.flatMap(({ decision }) =>
        decision.kind === 'scale' && decision.region === 0 ? [decision.instances] : [],
      );
    };
    expect(counts(flaps)).toEqual([10, 0, 10]);
    expect(counts(forgets)).toEqual([1, 1, 1]);
  });

  it('refuses an observation from the future', () => {
    const { actuator } = recording();
    const telemetry = showing(seen(), -1);
    const request = { loop: 'l', policy: doesNothing, telemetry, actuator, memory: null };
    expect(() => takeTurn({ ...request, at: AT, turn: 0, since: 0 })).toThrow(/after the turn/);
  });
});

function wide(policy: Parameters<typeof takeTurn<unknown>>[0]['policy']) {
  return policy;
}

describe('a policy that answers rubbish is stopped before anything is enacted', () => {
  const rubbish: readonly [string, Decision][] = [
    ['instances is NaN', scaleTo(Number.NaN)],
    ['instances is -1', scaleTo(-1)],
    ['instances is 1.5', scaleTo(1.5)],
    ['region is 7', { ...scaleTo(1), region: 7 }],
    ['weights\\[1\\] is -1', { kind: 'route', group: 0, weights: [1, -1] }],
    ['weights is all zero', { kind: 'route', group: 0, weights: [0, 0] }],
    ['weights is 1 long', { kind: 'route', group: 0, weights: [1] }],
    ['group is 2', { kind: 'route', group: 2, weights: [1, 0] }],
    ['region is -1', { kind: 'ring', region: -1, ring: 'edge', reason: '' }],
  ];

  it.each(rubbish)('%s', (complaint, decision) => {
    const policy = answersRubbish(scaleTo(3), decision);
    const { actuator, orders } = recording();
    const request = { loop: 'l', policy, telemetry: showing(seen()), actuator, memory: null };
    const take = () => takeTurn({ ...request, at: AT, turn: 4, since: 0 });
    expect(take).toThrow(new RegExp(`^degenerate/answers-rubbish, turn 4: .*${complaint}`));
    expect(take).toThrow(expect.objectContaining({ name: 'Broken policy' }));
    expect(orders).toEqual([]);
  });
});

function scaleTo(instances: number): Extract<Decision, { kind: 'scale' }> {
  return { kind: 'scale', region: 0, market: 'on-demand', instances };
}
