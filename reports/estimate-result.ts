import { estimateMean } from '../engine/estimate.ts';
import type { Kpi } from './kpi.ts';
import { kpis } from './kpis.ts';
import type {
  Comparison,
  ContenderResult,
  Estimate,
  ReplicationResult,
  ScenarioResult,
} from './result.ts';

/** One KPI over replications: the point, and one number per replication around which it varies. */
interface Sample {
  readonly point: number;
  readonly values: readonly number[];
}

type Sampled = Sample | { readonly undefinedBecause: string };

/** What a result says besides the replications. */
export type ResultHead = Pick<
  ScenarioResult,
  'scenario' | 'question' | 'seed' | 'provenance' | 'forks' | 'resolved'
> & {
  /** Names in the order of the scenario; the first is compared with every other. */
  readonly contenders: readonly string[];
  /** Those of them that see the future; absent where none does. */
  readonly oracles?: readonly string[];
};

/** Replications, in any order, to a result: the order in which they ended leaves no mark. */
export function estimateResult(
  head: ResultHead,
  replications: readonly ReplicationResult[],
): ScenarioResult {
  const byContender = head.contenders.map((name) => replicationsOf(name, replications));
  return {
    schema: 'playtwin/result/1',
    scenario: head.scenario,
    question: head.question,
    seed: head.seed,
    provenance: head.provenance,
    contenders: byContender.map((own, i) => estimateContender(head.contenders[i], own)),
    comparisons: byContender.slice(1).map((other) => compare(byContender[0], other)),
    ...regretsOf(head, replications),
    ...(head.forks === undefined ? {} : { forks: head.forks }),
    resolved: head.resolved,
  };
}

/** What each contender without foresight lost by it, against each that has it. */
function regretsOf(
  { contenders, oracles = [] }: ResultHead,
  all: readonly ReplicationResult[],
): Pick<ScenarioResult, 'regrets'> {
  const others = contenders.filter((name) => !oracles.includes(name));
  const regrets = oracles.flatMap((oracle) =>
    others.map((name) => compare(replicationsOf(name, all), replicationsOf(oracle, all))),
  );
  return regrets.length === 0 ? {} : { regrets };
}

function replicationsOf(name: string, all: readonly ReplicationResult[]): ReplicationResult[] {
  const own = all.filter((one) => one.contender === name);
  return own.sort((a, b) => a.replication - b.replication);
}

function estimateContender(name: string, own: readonly ReplicationResult[]): ContenderResult {
  const estimates = kpis.map((kpi) => [kpi.id, toEstimate(sampleOf(kpi, own))] as const);
  return { name, kpis: Object.fromEntries(estimates), replications: own };
}

function compare(a: readonly ReplicationResult[], b: readonly ReplicationResult[]): Comparison {
  const estimates = kpis.map((kpi) => {
    return [kpi.id, toEstimate(difference(sampleOf(kpi, a), sampleOf(kpi, b)))] as const;
  });
  return {
    contender: a[0].contender,
    against: b[0].contender,
    kpis: Object.fromEntries(estimates),
  };
}

/** Replication by replication: common random numbers make the pairs vary together. */
function difference(a: Sampled, b: Sampled): Sampled {
  if ('undefinedBecause' in a) return a;
  if ('undefinedBecause' in b) return b;
  const values = a.values.map((value, i) => value - b.values[i]);
  return { point: a.point - b.point, values };
}

function toEstimate(sample: Sampled): Estimate {
  if ('undefinedBecause' in sample) return sample;
  const replications = sample.values.length;
  if (replications < 2) return { mean: sample.point, replications };
  const { halfWidth } = estimateMean(sample.values);
  return { mean: sample.point, halfWidth, replications };
}

function sampleOf(kpi: Kpi, own: readonly ReplicationResult[]): Sampled {
  for (const { replication, kpis: values } of own) {
    const value = values[kpi.id];
    if ('undefinedBecause' in value) {
      return { undefinedBecause: `replication ${replication}: ${value.undefinedBecause}` };
    }
  }
  return kpi.denominator?.divides ? jackknife(kpi, own) : sampleMean(kpi, own);
}

function sampleMean(kpi: Kpi, own: readonly ReplicationResult[]): Sample {
  const values = own.map((one) => kpi.numerator(one.totals));
  return { point: sum(values) / values.length, values };
}

/**
 * Ratio of totals with its pseudo-values: n R - (n - 1) R without one replication. Their spread is
 * the jackknife's; a mean of the replications' own ratios would weigh a quiet run like a busy one.
 */
function jackknife(kpi: Kpi, own: readonly ReplicationResult[]): Sample {
  const numerators = own.map((one) => kpi.numerator(one.totals));
  const denominators = own.map((one) => kpi.denominator?.of(one.totals) ?? 1);
  const above = sum(numerators);
  const below = sum(denominators);
  const point = above / below;
  const n = own.length;
  if (n < 2) return { point, values: [point] };
  const values = numerators.map((numerator, i) => {
    return n * point - ((n - 1) * (above - numerator)) / (below - denominators[i]);
  });
  return { point, values };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
