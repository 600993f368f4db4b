import { type Estimate, estimateMean } from '../../../engine/estimate.ts';
import type { Truth } from './truth.ts';

/** Where a replication gets its chance from: its number and the name of its case. */
export interface Chance {
  readonly seed: number;
  readonly path: string;
}

/** Both sides of L = λ·W over a run from empty to empty, in heads × microseconds. */
export interface Account {
  readonly name: string;
  /** Integral of the number present. */
  readonly area: number;
  /** Sum of the times that customers spent, from their own records. */
  readonly spent: number;
}

/** One quantity of a model: what theory says of it and how a run is read. */
export interface Check<Run> {
  readonly quantity: string;
  readonly truth: Truth;
  readonly measure: (run: Run) => number;
  /** The check must catch a formula that is off by this share; a tenth unless told. */
  readonly catches?: number;
}

/** A model with its parameters and everything that theory says of it. */
export interface CaseOf<Run> {
  readonly model: string;
  readonly parameters: string;
  readonly source: string;
  readonly simulate: (chance: Chance) => Run;
  readonly accounts: (run: Run) => readonly Account[];
  readonly checks: readonly Check<Run>[];
}

/** A case whose runs are nobody's business but its own. */
export interface Case {
  readonly model: string;
  readonly parameters: string;
  readonly source: string;
  readonly quantities: readonly string[];
  readonly play: () => Played;
}

/** What came of all replications of a case. */
export interface Played {
  readonly findings: readonly Finding[];
  /** Every account of every replication that has something in it. */
  readonly accounts: readonly Account[];
}

/** One quantity as theory has it and as it was simulated. */
export interface Finding {
  readonly quantity: string;
  readonly truth: Truth;
  readonly catches: number;
  readonly estimate: Estimate;
}

/** Replications of each case. */
export const REPLICATIONS = 20;
/** Confidence of each interval. */
export const CONFIDENCE = 0.999;

/** Hides what a case runs. Its streams are named after it, so no two cases share their luck. */
export function caseOf<Run>(spec: CaseOf<Run>): Case {
  const { model, parameters, source, checks } = spec;
  return {
    model,
    parameters,
    source,
    quantities: checks.map(({ quantity }) => quantity),
    play: () => play(spec),
  };
}

function play<Run>({ model, parameters, simulate, accounts, checks }: CaseOf<Run>): Played {
  const values: number[][] = checks.map(() => []);
  const books: Account[] = [];
  for (let seed = 1; seed <= REPLICATIONS; seed++) {
    const run = simulate({ seed, path: `theory/${model}/${parameters}` });
    checks.forEach(({ measure }, i) => {
      values[i].push(measure(run));
    });
    // Where nobody ever waits, both sides are 0 and prove nothing.
    books.push(...accounts(run).filter(({ area, spent }) => area !== 0 || spent !== 0));
  }
  const findings = checks.map(({ quantity, truth, catches = 0.1 }, i) => {
    return { quantity, truth, catches, estimate: estimateMean(values[i], CONFIDENCE) };
  });
  return { findings, accounts: books };
}

/** A check of a value. */
export function is<Run>(
  quantity: string,
  value: number,
  measure: (run: Run) => number,
): Check<Run> {
  return { quantity, truth: { is: value }, measure };
}
