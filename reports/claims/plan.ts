import type { Assumption, Claim, ClaimRun, Edited, Variation } from './claim.ts';
import { isMeasured } from './units.ts';

/** One way to run a claim: as it stands, or under another assumption. */
export interface Case {
  /** Absent: as it stands. */
  readonly varied?: { readonly assumption: Assumption; readonly variation: Variation };
  readonly runs: readonly ClaimRun[];
}

/** A scenario to run once, however many claims and cases want it. */
export interface PlannedRun {
  readonly key: string;
  readonly scenario: string;
  readonly set: readonly Edited[];
  readonly contenders: readonly string[];
  /** The first claim that wants it. */
  readonly claim: string;
}

/** The claim as it stands, then under every variation of its assumptions, in their order. */
export function casesOf(claim: Claim): readonly Case[] {
  const varied = claim.assumptions.flatMap((assumption) => {
    return assumption.vary.map((variation) => {
      const runs = claim.runs.map((run) => vary(run, variation));
      return { varied: { assumption, variation }, runs };
    });
  });
  return [{ runs: claim.runs }, ...varied];
}

function vary(run: ClaimRun, { runs, set }: Variation): ClaimRun {
  return runs.includes(run.name) ? { ...run, set: [...run.set, ...set] } : run;
}

/** What tells runs apart: scenario and edits; contenders of equal ones run side by side. */
export function keyOf({ scenario, set }: Pick<ClaimRun, 'scenario' | 'set'>): string {
  return JSON.stringify([scenario, ...set.map(({ path, value }) => [path, value])]);
}

/** Every run that the claims need, each once, with only the contenders that are asked for. */
export function planRuns(claims: readonly Claim[]): readonly PlannedRun[] {
  const planned = new Map<string, PlannedRun>();
  for (const claim of claims) {
    for (const run of casesOf(claim).flatMap((one) => one.runs)) {
      const wanted = contendersOf(claim, run.name);
      if (wanted.length === 0) continue;
      const { scenario, set } = run;
      const key = keyOf(run);
      const before = planned.get(key);
      const contenders = [...new Set([...(before?.contenders ?? []), ...wanted])];
      planned.set(key, { key, scenario, set, contenders, claim: before?.claim ?? claim.id });
    }
  }
  return [...planned.values()];
}

function contendersOf(claim: Claim, run: string): readonly string[] {
  const operands = claim.parts.filter(isMeasured).flatMap(({ quantity }) => quantity.of);
  return operands.filter((one) => one.run === run).map(({ contender }) => contender);
}
