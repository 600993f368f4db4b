import type { Estimate } from '../result.ts';
import type { Claim, MeasuredPart, Wanted } from './claim.ts';
import type { FindReplications } from './measure.ts';
import { measureQuantity } from './measure.ts';
import type { Case } from './plan.ts';
import { casesOf } from './plan.ts';
import { isMeasured, unitOf } from './units.ts';

/** Where an interval lies: all on the wanted side, all on the other, or the threshold is in it. */
export type Side = 'met' | 'missed' | 'open';

/** What is said of a claim, or of a part of it, in the end. */
export type ClaimVerdict = 'holds' | 'holds only if' | 'not reproduced' | 'not covered yet';

/** A part as one case came out, in the unit for people. */
export interface PartOutcome {
  readonly part: string;
  readonly estimate: Estimate;
  readonly side: Side;
}

/** All parts as one case came out. */
export interface CaseOutcome {
  /** Names of the assumption and of its variation; absent: as the claim stands. */
  readonly varied?: { readonly assumption: string; readonly variation: string };
  readonly parts: readonly PartOutcome[];
}

/** A verdict, with the variations that it hangs on. */
export interface Judgement {
  readonly verdict: ClaimVerdict;
  /** Only under these does it hold; empty where it holds as it stands, or never. */
  readonly onlyIf: readonly string[];
  /** Under these it does not; empty where it does not hold as it stands. */
  readonly unless: readonly string[];
  /** Not reproduced, and as it stands nothing is missed: more replications may decide. */
  readonly isOpen: boolean;
}

/** A claim with everything that was measured of it. */
export interface ClaimOutcome {
  readonly claim: Claim;
  /** As it stands, then one a variation; none where nothing is covered. */
  readonly cases: readonly CaseOutcome[];
  /** Of the covered parts together. */
  readonly judged: Judgement;
  /** By part, in the claim's order. */
  readonly parts: readonly Judgement[];
}

/** Measures every case of a claim and says what it amounts to. */
export function judgeClaim(claim: Claim, findIn: (one: Case) => FindReplications): ClaimOutcome {
  const measured = claim.parts.filter(isMeasured);
  const cases = measured.length === 0 ? [] : casesOf(claim).map((one) => measureCase(one));
  return {
    claim,
    cases,
    judged: judgeSides(cases, () => true),
    parts: claim.parts.map(({ name }) => judgeSides(cases, ({ part }) => part === name)),
  };

  function measureCase(one: Case): CaseOutcome {
    const find = findIn(one);
    const parts = measured.map((part) => measurePart(part, find));
    if (one.varied === undefined) return { parts };
    const { assumption, variation } = one.varied;
    return { varied: { assumption: assumption.name, variation: variation.name }, parts };
  }
}

function measurePart({ name, quantity, wanted }: MeasuredPart, find: FindReplications) {
  const estimate = scaled(measureQuantity(quantity, find), unitOf(quantity).scale);
  return { part: name, estimate, side: sideOf(estimate, wanted) };
}

function scaled(estimate: Estimate, scale: number): Estimate {
  if ('undefinedBecause' in estimate) return estimate;
  const { mean, halfWidth, replications } = estimate;
  const shown = { mean: mean / scale, replications };
  return halfWidth === undefined ? shown : { ...shown, halfWidth: halfWidth / scale };
}

/** Decided only by a whole interval; what has none, one replication or no value, is open. */
export function sideOf(estimate: Estimate, { bound, value }: Wanted): Side {
  if ('undefinedBecause' in estimate || estimate.halfWidth === undefined) return 'open';
  const { mean, halfWidth } = estimate;
  const sign = bound === 'least' ? 1 : -1;
  const above = sign * (mean - value);
  if (above - halfWidth >= 0) return 'met';
  return above + halfWidth < 0 ? 'missed' : 'open';
}

/** Holds where every case meets it; only if, where some do; not reproduced where none does. */
function judgeSides(
  cases: readonly CaseOutcome[],
  concerns: (one: PartOutcome) => boolean,
): Judgement {
  const none = { onlyIf: [], unless: [], isOpen: false };
  const relevant = cases.map((one) => ({ ...one, parts: one.parts.filter(concerns) }));
  if (relevant.every(({ parts }) => parts.length === 0)) {
    return { verdict: 'not covered yet', ...none };
  }
  const isMet = ({ parts }: CaseOutcome) => parts.every(({ side }) => side === 'met');
  const namesOf = (some: readonly CaseOutcome[]) => {
    return some.flatMap(({ varied }) => (varied === undefined ? [] : [varied.variation]));
  };
  const [asItStands, ...others] = relevant;
  const met = others.filter(isMet);
  if (!isMet(asItStands)) {
    const verdict = met.length > 0 ? 'holds only if' : 'not reproduced';
    const isOpen = met.length === 0 && asItStands.parts.every(({ side }) => side !== 'missed');
    return { ...none, verdict, onlyIf: namesOf(met), isOpen };
  }
  const unless = namesOf(others.filter((one) => !isMet(one)));
  return { ...none, verdict: unless.length > 0 ? 'holds only if' : 'holds', unless };
}
