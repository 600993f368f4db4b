import { decimalsFor, formatNumber } from '../numbers.ts';
import type { Estimate } from '../result.ts';
import type { Claim, ClaimPart, Edited, Wanted } from './claim.ts';
import type { CaseOutcome, ClaimOutcome, Judgement, PartOutcome } from './judge.ts';
import { isMeasured, unitOf } from './units.ts';

/** A threshold with its unit: `at least 60 %`. */
function wordWanted({ bound, value }: Wanted, unit: string): string {
  return `at ${bound} ${value}${wordUnit(unit)}`;
}

function wordUnit(unit: string): string {
  return unit === '1' ? '' : ` ${unit}`;
}

/** `58.3 ± 2.1 %`, or why there is no value. */
export function wordEstimate(estimate: Estimate, unit: string): string {
  if ('undefinedBecause' in estimate) return `undefined: ${estimate.undefinedBecause}`;
  const { mean, halfWidth } = estimate;
  if (halfWidth === undefined) {
    return `${formatNumber(mean, decimalsFor(mean, 4))}${wordUnit(unit)}, no interval`;
  }
  const isExact = halfWidth <= 1e-9 * Math.abs(mean);
  const decimals = isExact ? decimalsFor(mean, 3) : decimalsFor(halfWidth, 2);
  const shown = Math.min(mean === 0 ? 1 : decimals, decimalsFor(mean, 6));
  const half = isExact ? '0' : formatNumber(halfWidth, shown);
  return `${formatNumber(mean, shown)} ± ${half}${wordUnit(unit)}`;
}

/** The verdict with what it hangs on, in one line. */
export function wordVerdict({ verdict, onlyIf, unless, isOpen }: Judgement): string {
  if (isOpen) return `${verdict} (open: more replications may decide)`;
  if (onlyIf.length > 0) return `${verdict} ${onlyIf.join(' or ')}`;
  return unless.length > 0 ? `${verdict} not ${unless.join(', not ')}` : verdict;
}

/** How many of the claim's parts are covered, where not all are; else nothing. */
export function wordCover({ parts }: Claim): string {
  const covered = parts.filter(isMeasured).length;
  if (covered === parts.length || covered === 0) return '';
  return `${covered} of ${parts.length} parts covered`;
}

/** A value put at a path, as the command line would. */
export function wordEdit({ path, value }: Edited): string {
  return `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** One part as the claim stands: what was measured, what was wanted, what it amounts to. */
export interface PartRow {
  readonly says: string;
  readonly measured: string;
  readonly wanted: string;
  readonly verdict: string;
}

/** A row for each part of a claim. */
export function partRows({ claim, cases, parts }: ClaimOutcome): readonly PartRow[] {
  return claim.parts.map((part, i) => {
    if (!isMeasured(part)) {
      const { says, notCovered } = part;
      return { says, measured: notCovered, wanted: '', verdict: wordVerdict(parts[i]) };
    }
    const { unit } = unitOf(part.quantity);
    return {
      says: part.says,
      measured: wordCase(cases[0], part, unit),
      wanted: wordWanted(part.wanted, unit),
      verdict: wordVerdict(parts[i]),
    };
  });
}

function outcomeIn({ parts }: CaseOutcome, { name }: ClaimPart): PartOutcome {
  const found = parts.find(({ part }) => part === name);
  if (found === undefined) throw new Error(`part ${name} was not measured`);
  return found;
}

function wordCase(one: CaseOutcome, part: ClaimPart, unit: string): string {
  return wordEstimate(outcomeIn(one, part).estimate, unit);
}

/** One variation of an assumption, with every covered part as it came out and where that lies. */
export interface VaryRow {
  readonly assumption: string;
  readonly variation: string;
  readonly set: string;
  readonly measured: readonly string[];
  /** Whether a part came out on another side than as the claim stands. */
  readonly turns: boolean;
}

/** A row for each variation. */
export function varyRows({ claim, cases }: ClaimOutcome): readonly VaryRow[] {
  const [asItStands, ...others] = cases;
  const measured = claim.parts.filter(isMeasured);
  return others.flatMap((one) => {
    const { varied } = one;
    if (varied === undefined) return [];
    const assumption = claim.assumptions.find(({ name }) => name === varied.assumption);
    const variation = assumption?.vary.find(({ name }) => name === varied.variation);
    const sides = one.parts.map(({ side }) => side);
    return {
      ...varied,
      set: (variation?.set ?? []).map(wordEdit).join(' '),
      measured: measured.map((part) => {
        const { unit } = unitOf(part.quantity);
        return `${part.name} ${wordCase(one, part, unit)} ${outcomeIn(one, part).side}`;
      }),
      turns: sides.some((side, i) => side !== asItStands.parts[i].side),
    };
  });
}
