import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../policies/contract.ts';
import type { Decision } from '../../../policies/decision.ts';
import type { LoopPolicy } from '../../../policies/listing.ts';
import type { Observation } from '../../../policies/observation.ts';
import { shieldPolicy } from '../../../policies/shield/shield.ts';
import { briefOf, regionSeen, seen } from '../../policies/world.ts';
import { LIMITS } from './shield-limits.ts';

const EVERY = 30_000_000;

function scale(instances: number, region = 0): Decision {
  return { kind: 'scale', region, market: 'on-demand', instances };
}

/** A policy that says its lines one turn after the other, and keeps the receipts it is told. */
function script(...lines: readonly (readonly Decision[] | 'throws')[]): LoopPolicy {
  return {
    id: 'script',
    wakes: { every: EVERY },
    begin: () => ({ turn: 0, told: [] }),
    decide({ memory, receipts }) {
      const { turn, told } = asScript(memory);
      const line = lines[turn] ?? [];
      if (line === 'throws') throw new Error('lost the thread');
      const heard = [...told, ...receipts.map(({ order }) => order)];
      const because = { rule: 'script', facts: { told: heard.length } };
      return { decisions: line, memory: { turn: turn + 1, told: heard }, because };
    },
  };
}

function asScript(memory: unknown): { turn: number; told: string[] } {
  if (typeof memory !== 'object' || memory === null) throw new Error('no memory');
  return { turn: 0, told: [], ...memory };
}

interface Told {
  readonly observation?: Observation;
  readonly age?: number;
  readonly receipts?: readonly Receipt[];
}

function live(policy: LoopPolicy, told: readonly Told[]) {
  const shielded = shieldPolicy(policy, LIMITS, briefOf());
  let memory = shielded.begin();
  return told.map(({ observation = seen(), age = 0, receipts = [] }, turn) => {
    const at = 10 * 3_600_000_000 + turn * EVERY;
    const verdict = shielded.decide({ at, observedAt: at - age, observation, receipts, memory });
    memory = verdict.memory;
    const rules = (verdict.interventions ?? []).map(({ rule }) => rule);
    return { decisions: verdict.decisions, rules, memory };
  });
}

const three = [{}, {}, {}];

describe('a shield', () => {
  it('lets pass what is inside its envelope, untouched', () => {
    const [first] = live(script([scale(6), scale(3, 1)]), three);
    expect(first).toMatchObject({ decisions: [scale(6), scale(3, 1)], rules: [] });
  });

  it('cuts growth to double and goes on with it while the policy is silent', () => {
    const turns = live(script([scale(30)]), [...three, {}]);
    expect(turns.map(({ decisions }) => decisions)).toEqual([
      [scale(8)],
      [scale(16)],
      [scale(30)],
      [],
    ]);
    expect(turns.map(({ rules }) => rules)).toEqual([['most growth'], [], [], []]);
  });

  it('keeps to the quota of both markets together', () => {
    const spot: Decision = { kind: 'scale', region: 0, market: 'spot', instances: 38 };
    const held = seen({
      regions: [regionSeen({ ready: { 'on-demand': 4, spot: 30 } }), regionSeen()],
    });
    const [first] = live(script([spot]), [{ observation: held }]);
    expect(first).toMatchObject({ decisions: [{ ...spot, instances: 36 }], rules: ['quota'] });
  });

  it('holds what the observed load keeps busy: 24 of 32 slots are three instances', () => {
    const busy = seen({ regions: [regionSeen({ busySlotSeconds: 24 * 30 }), regionSeen()] });
    const [first] = live(script([scale(0)]), [{ observation: busy }]);
    expect(first).toMatchObject({ decisions: [scale(3)], rules: ['floor of the load'] });
  });

  it('shrinks by half a turn at most, and not at all on old news', () => {
    const large = seen({
      regions: [regionSeen({ ready: { 'on-demand': 20, spot: 0 } }), regionSeen()],
    });
    const fresh = live(script([scale(0)]), [{ observation: large }]);
    expect(fresh).toMatchObject([{ decisions: [scale(10)], rules: ['most shrinkage'] }]);
    const old = live(script([scale(0)]), [{ observation: large, age: LIMITS.oldest + 1 }]);
    expect(old).toMatchObject([{ decisions: [scale(20)], rules: ['old observation'] }]);
  });

  it('orders again what stands when the policy throws, and goes on with it afterwards', () => {
    const turns = live(script([scale(6)], 'throws'), three);
    expect(turns.slice(1)).toMatchObject([
      { decisions: [scale(6)], rules: ['the policy threw'] },
      { decisions: [scale(6)], rules: ['the policy threw'] },
    ]);
  });

  it('tells receipts by the turns that the policy knows, and those of strangers not at all', () => {
    const blind = { observation: seen({ regions: [] }) };
    const done = (order: string): Receipt => {
      return { order, at: 0, outcome: 'done', granted: 1, reason: '' };
    };
    // The policy's second turn is the loop's third.
    const heard = { receipts: [done('capacity/2/0'), done('capacity/7/0')] };
    const turns = live(script([scale(5)], [scale(6)], []), [{}, blind, {}, heard]);
    expect(turns.map(({ rules }) => rules)).toEqual([
      [],
      ['missing telemetry'],
      [],
      ['unknown receipt'],
    ]);
    expect(turns[3].memory).toMatchObject({ own: { told: ['capacity/1/0'] } });
  });
});
