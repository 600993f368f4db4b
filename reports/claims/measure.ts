import { estimateMean } from '../../engine/estimate.ts';
import type { Estimate, ReplicationResult } from '../result.ts';
import type { Operand, Outcome, Quantity } from './claim.ts';
import { kpiNamed } from './units.ts';

/** Numbers of one contender, one a replication; divided, where they are, only after pooling. */
type Sampled =
  | { readonly above: readonly number[]; readonly below?: readonly number[] }
  | { readonly undefinedBecause: string };

type Sample = Extract<Sampled, { readonly above: readonly number[] }>;

/** Finds the replications of a contender, in their order. */
export type FindReplications = (operand: Operand) => readonly ReplicationResult[];

/**
 * The claimed quantity over replications, with the half-width of its 95 % interval, in base units.
 * Outcomes are pooled and the quantity is made of the pooled ones, ratios last; the interval is the
 * jackknife's over whole replications, so that contenders who met the same players vary together.
 */
export function measureQuantity(quantity: Quantity, find: FindReplications): Estimate {
  const samples: Sample[] = [];
  for (const operand of quantity.of) {
    const sampled = sampleOf(quantity.outcome, find(operand));
    if ('undefinedBecause' in sampled) {
      return { undefinedBecause: `${operand.contender}, ${sampled.undefinedBecause}` };
    }
    samples.push(sampled);
  }
  return jackknife(samples, (pooled) => combine(quantity, pooled));
}

function sampleOf(outcome: Outcome, own: readonly ReplicationResult[]): Sampled {
  return 'kpi' in outcome ? sampleKpi(outcome.kpi, own) : sampleRecovery(outcome.fault, own);
}

function sampleKpi(id: string, own: readonly ReplicationResult[]): Sampled {
  const kpi = kpiNamed(id);
  for (const { replication, kpis } of own) {
    const value = kpis[id];
    if ('undefinedBecause' in value) {
      return { undefinedBecause: `replication ${replication}: ${value.undefinedBecause}` };
    }
  }
  const above = own.map(({ totals }) => kpi.numerator(totals));
  const { denominator } = kpi;
  if (denominator?.divides !== true) return { above };
  return { above, below: own.map(({ totals }) => denominator.of(totals)) };
}

function sampleRecovery(fault: string, own: readonly ReplicationResult[]): Sampled {
  const above: number[] = [];
  for (const { replication, faults = [] } of own) {
    const recovery = faults.find(({ name }) => name === fault)?.recovery;
    if (recovery === undefined) return { undefinedBecause: `no fault is named ${fault}` };
    if ('undefinedBecause' in recovery) {
      return { undefinedBecause: `replication ${replication}: ${recovery.undefinedBecause}` };
    }
    above.push(recovery.value);
  }
  return { above };
}

function combine({ form }: Quantity, [a, b, best]: readonly number[]): number {
  if (form === 'level') return a;
  if (form === 'difference') return a - b;
  if (form === 'times') return a / b;
  // A change of something negative goes the way of its sign.
  return form === 'change' ? (a - b) / Math.abs(b) : (b - a) / (b - best);
}

/** Pseudo-values n Q - (n - 1) Q without one replication; of a mean they are its own values. */
function jackknife(
  samples: readonly Sample[],
  combined: (pooled: readonly number[]) => number,
): Estimate {
  const n = samples[0].above.length;
  const leave = (left?: number) => combined(samples.map((one) => pool(one, left)));
  const point = leave();
  const partial = n < 2 ? [] : samples[0].above.map((_, left) => leave(left));
  if (![point, ...partial].every(Number.isFinite)) {
    return { undefinedBecause: 'what it is divided by is 0' };
  }
  if (n < 2) return { mean: point, replications: n };
  const { halfWidth } = estimateMean(partial.map((one) => n * point - (n - 1) * one));
  return { mean: point, halfWidth, replications: n };
}

function pool({ above, below }: Sample, left?: number): number {
  const sum = (values: readonly number[]): number => {
    return values.reduce((all, value, i) => (i === left ? all : all + value), 0);
  };
  return sum(above) / (below === undefined ? sum(above.map(() => 1)) : sum(below));
}
