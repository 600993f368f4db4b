import { describe, expect, it } from 'vitest';
import {
  beginRings,
  type RingMemory,
  type RingRule,
  type RingSample,
  reasonOf,
  turnRings,
} from '../../../policies/ecim-g/rings.ts';
import {
  beginScale,
  followWanted,
  type ScaleSample,
} from '../../../policies/ecim-g/scale-hysteresis.ts';

const MINUTE = 60_000_000;
const RULE: RingRule = { high: 0.05, low: 0.01, openAfter: MINUTE, closeAfter: 3 * MINUTE };

/** Rings minute by minute for these risks of elastic, edge and fidelity. */
function ringsOf(
  risks: readonly (readonly [number, number, number])[],
  options: Partial<RingSample> = {},
): string[] {
  let memory: RingMemory = beginRings();
  return risks.map(([elastic, edge, fidelity], minute) => {
    memory = turnRings(memory, RULE, {
      at: minute * MINUTE,
      risks: { elastic, edge, fidelity },
      usesElastic: true,
      rings: ['core', 'elastic', 'edge', 'fidelity'],
      ...options,
    });
    return memory.ring;
  });
}

const HIGH = [0.2, 0.2, 0.02] as const;
const BETTER = [0.2, 0.005, 0] as const;
const CALM = [0.001, 0, 0] as const;

describe('rings', () => {
  it('open one by one, each after the risk has lasted', () => {
    expect(ringsOf([HIGH, HIGH, HIGH, HIGH, HIGH])).toEqual([
      'elastic',
      'elastic',
      'edge',
      'edge',
      'fidelity',
    ]);
  });

  it('do not open for a risk that passes', () => {
    expect(ringsOf([CALM, HIGH, CALM, HIGH, CALM])).toEqual(Array(5).fill('elastic'));
  });

  it('close only when the risk without them has been low for long', () => {
    const opened = [HIGH, HIGH, HIGH, HIGH, HIGH];
    const rings = ringsOf([...opened, BETTER, BETTER, BETTER, BETTER, BETTER, BETTER]);
    expect(rings.slice(5)).toEqual(['fidelity', 'fidelity', 'fidelity', 'edge', 'edge', 'edge']);
  });

  it('hold between the two thresholds for ever', () => {
    const between = [0.03, 0.03, 0.03] as const;
    const rings = ringsOf([HIGH, HIGH, HIGH, ...Array(20).fill(between)]);
    expect(rings.at(-1)).toBe('edge');
  });

  it('skip a ring the region does not have', () => {
    const rings = ringsOf([HIGH, HIGH, HIGH], { rings: ['core', 'elastic', 'fidelity'] });
    expect(rings.at(-1)).toBe('fidelity');
  });

  it('return to the core when no spot capacity is held', () => {
    const calm = Array(4).fill(CALM);
    let memory: RingMemory = { ...beginRings(), ring: 'elastic' };
    calm.forEach((_, minute) => {
      const risks = { elastic: 0.001, edge: 0, fidelity: 0 };
      const rings = ['core', 'elastic'] as const;
      const sample = { at: minute * MINUTE, risks, usesElastic: false, rings };
      memory = turnRings(memory, RULE, sample);
    });
    expect(memory.ring).toBe('core');
  });

  it('say why, with numbers', () => {
    const risks = { elastic: 0.2, edge: 0.002, fidelity: 0 };
    expect(reasonOf('elastic', 'edge', risks, RULE)).toBe('late risk 20.00 % above 5.00 %');
    expect(reasonOf('fidelity', 'edge', risks, RULE)).toBe(
      'late risk 0.20 % without it below 1.00 %',
    );
    expect(reasonOf('elastic', 'core', risks, RULE)).toMatch(/no spot/);
  });
});

describe('following what is wanted', () => {
  const release = { wait: 3 * MINUTE, reversalCost: 0.1 };

  /** Targets minute by minute; the price makes the reversal cost five minutes of keeping. */
  function targetsOf(samples: readonly Partial<ScaleSample>[]): number[] {
    let memory = beginScale();
    return samples.map((sample, minute) => {
      const at = minute * MINUTE;
      const full = {
        at,
        observedAt: at,
        wanted: 4,
        held: 4,
        price: 1.2,
        deadTime: 2 * MINUTE,
        ...sample,
      };
      memory = followWanted(memory, release, full);
      return memory.target;
    });
  }

  it('goes out at once', () => {
    expect(targetsOf([{ wanted: 4 }, { wanted: 9 }])).toEqual([4, 9]);
  });

  it('comes in after the wait, once keeping has cost a reversal, to the most wanted since', () => {
    const less = [2, 3, 1, 2, 2].map((wanted) => ({ wanted }));
    expect(targetsOf([{}, ...less, { wanted: 2 }])).toEqual([4, 4, 4, 4, 4, 4, 3]);
  });

  it('starts the wait again whenever the target is needed', () => {
    const wanted = [2, 2, 2, 4, 2, 2, 2, 2].map((n) => ({ wanted: n }));
    expect(targetsOf(wanted)).toEqual(Array(8).fill(4));
  });

  it('orders again what never showed up, but not before it could', () => {
    let memory = followWanted(beginScale(), release, sampleAt(0, 4, 2));
    expect(memory).toMatchObject({ target: 4, orderedAt: 0 });
    memory = followWanted(memory, release, sampleAt(1, 4, 2));
    expect(memory.orderedAt).toBe(0);
    memory = followWanted(memory, release, sampleAt(2, 4, 2));
    expect(memory.orderedAt).toBe(2 * MINUTE);
  });

  function sampleAt(minute: number, wanted: number, held: number): ScaleSample {
    const at = minute * MINUTE;
    return { at, observedAt: at, wanted, held, price: 1.2, deadTime: 2 * MINUTE };
  }
});
