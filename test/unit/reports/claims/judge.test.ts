import { describe, expect, it } from 'vitest';
import { pairedDifference } from '../../../../engine/estimate.ts';
import type { Claim, Form, Quantity } from '../../../../reports/claims/claim.ts';
import { judgeClaim, sideOf } from '../../../../reports/claims/judge.ts';
import { measureQuantity } from '../../../../reports/claims/measure.ts';
import { keyOf, planRuns } from '../../../../reports/claims/plan.ts';
import { wordEstimate, wordVerdict } from '../../../../reports/claims/words.ts';
import type { ReplicationResult } from '../../../../reports/result.ts';
import type { RunTotals } from '../../../../reports/run-totals.ts';
import { replicationOf } from '../fixture.ts';

/** Replications of which each differs from the fixture's day as told. */
function replicationsOf(some: readonly Partial<RunTotals>[]): readonly ReplicationResult[] {
  return some.map((change, replication) => replicationOf('x', replication, change));
}

const costs = (...usd: readonly number[]) => replicationsOf(usd.map((costJobs) => ({ costJobs })));

function quantity(form: Form, kpi: string, ...contenders: readonly string[]): Quantity {
  return { form, outcome: { kpi }, of: contenders.map((contender) => ({ run: 'r', contender })) };
}

const findIn = (all: Readonly<Record<string, readonly ReplicationResult[]>>) => {
  return ({ contender }: { readonly contender: string }) => all[contender];
};

const ALL = {
  ours: costs(60, 70, 50),
  theirs: costs(100, 120, 80),
  best: costs(40, 60, 20),
  none: costs(0, 0, 0),
};

function measured(form: Form, ...contenders: readonly string[]) {
  const estimate = measureQuantity(quantity(form, 'job-cost', ...contenders), findIn(ALL));
  if ('undefinedBecause' in estimate) throw new Error(estimate.undefinedBecause);
  return estimate;
}

describe('a claimed quantity', () => {
  it.each([
    ['level', ['ours'], 60],
    ['change', ['ours', 'theirs'], -0.4],
    ['difference', ['ours', 'theirs'], -40],
    ['times', ['ours', 'theirs'], 0.6],
    ['kept', ['ours', 'theirs', 'best'], 2 / 3],
  ] as const)('of form %s is made of pooled outcomes', (form, contenders, point) => {
    expect(measured(form, ...contenders).mean).toBeCloseTo(point, 12);
  });

  it('has the interval of the paired difference where it is one', () => {
    const { mean, halfWidth } = measured('difference', 'ours', 'theirs');
    const paired = pairedDifference([60, 70, 50], [100, 120, 80]);
    expect(mean).toBeCloseTo(paired.mean, 10);
    expect(halfWidth).toBeCloseTo(paired.halfWidth, 10);
  });

  it('divides ratios last: a busy replication weighs more than a quiet one', () => {
    const ours = replicationsOf([
      { requestsLate: 0, requestsAnswered: 1_000 },
      { requestsLate: 9_000, requestsAnswered: 9_000 },
    ]);
    const find = findIn({ ours });
    const estimate = measureQuantity(quantity('level', 'late-frames', 'ours'), find);
    expect('mean' in estimate ? estimate.mean : 0).toBeCloseTo(0.9, 12);
  });

  it('is undefined, and says why, where it would be divided by nothing', () => {
    const find = findIn(ALL);
    const change = measureQuantity(quantity('change', 'job-cost', 'ours', 'none'), find);
    expect(change).toEqual({ undefinedBecause: 'what it is divided by is 0' });
    const idle = { ours: replicationsOf([{ requestsAnswered: 0 }]) };
    const level = measureQuantity(quantity('level', 'response-p50', 'ours'), findIn(idle));
    expect(level).toEqual({
      undefinedBecause: 'ours, replication 0: no request was answered',
    });
  });

  it('may be the time that a fault took to get over', () => {
    const fault = { name: 'cut', fault: 'partition', at: 0, lateBefore: 0, lateMinutes: 1 };
    const lost = { sessionsLost: 0, requestsLost: 0, instancesLost: 0 };
    const ours = costs(1, 1).map((one, i) => {
      return { ...one, faults: [{ ...fault, ...lost, recovery: { value: 60e6 * (i + 1) } }] };
    });
    const recovery: Quantity = {
      form: 'level',
      outcome: { fault: 'cut' },
      of: [{ run: 'r', contender: 'ours' }],
    };
    expect(measureQuantity(recovery, findIn({ ours }))).toMatchObject({ mean: 90e6 });
    const other: Quantity = { ...recovery, outcome: { fault: 'flood' } };
    expect(measureQuantity(other, findIn({ ours }))).toEqual({
      undefinedBecause: 'ours, no fault is named flood',
    });
  });
});

describe('a threshold', () => {
  const at = (mean: number) => ({ mean, halfWidth: 2, replications: 3 });

  it.each([
    ['least', 62, 'met'],
    ['least', 61, 'open'],
    ['least', 58, 'open'],
    ['least', 57.9, 'missed'],
    ['most', 58, 'met'],
    ['most', 59, 'open'],
    ['most', 62.1, 'missed'],
  ] as const)('of at %s 60 and an interval of %d ± 2: %s', (bound, mean, side) => {
    expect(sideOf(at(mean), { bound, value: 60 })).toBe(side);
  });

  it('is never met by one replication, nor by what is undefined', () => {
    expect(sideOf({ mean: 99, replications: 1 }, { bound: 'least', value: 0 })).toBe('open');
    expect(sideOf({ undefinedBecause: 'x' }, { bound: 'least', value: 0 })).toBe('open');
  });
});

describe('the verdict of a claim', () => {
  const CLAIM: Claim = {
    id: 'CL1',
    says: 'cheaper',
    systems: [],
    runs: [{ name: 'r', scenario: 's', set: [] }],
    parts: [
      {
        name: 'cost',
        says: 'at most 70 USD',
        quantity: quantity('level', 'job-cost', 'ours'),
        wanted: { bound: 'most', value: 70 },
      },
      { name: 'rest', says: 'more', notCovered: 'nobody built it' },
    ],
    assumptions: ['a', 'b'].map((name) => {
      const set = [{ path: name, value: 1 }];
      return {
        name,
        says: '',
        source: 'assumed',
        vary: [{ name: `more-${name}`, set, runs: ['r'] }],
      };
    }),
    remark: '',
  };

  /** As it stands, under more of a, under more of b: a cost each, the same in all replications. */
  function verdictOf(...byCase: readonly number[]) {
    const keys = planRuns([CLAIM]).map(({ key }) => key);
    const outcome = judgeClaim(CLAIM, ({ runs }) => () => {
      const cost = byCase[keys.indexOf(keyOf(runs[0]))];
      return costs(cost, cost);
    });
    return { ...outcome, word: wordVerdict(outcome.judged) };
  }

  it.each([
    [[60, 60, 60], 'holds'],
    [[60, 80, 60], 'holds only if not more-a'],
    [[60, 80, 80], 'holds only if not more-a, not more-b'],
    [[80, 80, 60], 'holds only if more-b'],
    [[80, 60, 60], 'holds only if more-a or more-b'],
    [[80, 80, 80], 'not reproduced'],
  ])('with costs of %j is %j', (byCase, word) => {
    expect(verdictOf(...byCase).word).toBe(word);
  });

  it('says where more replications may decide', () => {
    const open = judgeClaim(CLAIM, () => () => costs(60, 78));
    expect(wordVerdict(open.judged)).toBe('not reproduced (open: more replications may decide)');
  });

  it('is of the covered parts, and says of the others that they are not', () => {
    const words = verdictOf(60, 60, 60).parts.map(({ verdict }) => verdict);
    expect(words).toEqual(['holds', 'not covered yet']);
  });

  it('plans a run that two claims want once, with the contenders of both', () => {
    const part = { ...CLAIM.parts[0], quantity: quantity('level', 'cost', 'theirs') };
    const other: Claim = { ...CLAIM, id: 'CL2', parts: [part], assumptions: [] };
    const planned = planRuns([CLAIM, other]);
    expect(planned).toHaveLength(3);
    expect(planned[0]).toMatchObject({ claim: 'CL1', contenders: ['ours', 'theirs'] });
  });
});

describe('a number for people', () => {
  it.each([
    [{ mean: -30.123, halfWidth: 3.21, replications: 3 }, '-30.1 ± 3.2 %'],
    [{ mean: 0, halfWidth: 0, replications: 3 }, '0.0 ± 0 %'],
    [{ mean: 12.3456, replications: 1 }, '12.35 %, no interval'],
    [{ undefinedBecause: 'nothing came' }, 'undefined: nothing came'],
  ])('of %j is %j', (estimate, text) => {
    expect(wordEstimate(estimate, '%')).toBe(text);
  });
});
