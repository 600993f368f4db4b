/** A claim about what the systems achieve, as data: what is said, measured, assumed and varied. */
export interface Claim {
  /** `CL13`; files are named by it. */
  readonly id: string;
  readonly says: string;
  /** Rows of the table of systems that it speaks of, for example `G4`. */
  readonly systems: readonly string[];
  readonly runs: readonly ClaimRun[];
  readonly parts: readonly ClaimPart[];
  readonly assumptions: readonly Assumption[];
  /** What a reader must know beside the numbers; empty where nothing. */
  readonly remark: string;
}

/** A scenario of the library, by name, with what is put into it. */
export interface ClaimRun {
  readonly name: string;
  readonly scenario: string;
  readonly set: readonly Edited[];
}

/** A value put at a dotted path of a scenario. */
export interface Edited {
  readonly path: string;
  readonly value: unknown;
}

/** One statement of a claim: measured, or without a system that could be. */
export type ClaimPart = { readonly name: string; readonly says: string } & (
  | { readonly quantity: Quantity; readonly wanted: Wanted }
  | { readonly notCovered: string }
);

/** The part of a claim that is measured. */
export type MeasuredPart = Extract<ClaimPart, { readonly quantity: Quantity }>;

/** A contender of one of the claim's runs. */
export interface Operand {
  readonly run: string;
  readonly contender: string;
}

/** A KPI by id, or the time that a named fault took to get over. */
export type Outcome = { readonly kpi: string } | { readonly fault: string };

/**
 * How outcomes make the claimed quantity: `level` a; `change` (a - b) ÷ b; `difference` a - b;
 * `times` a ÷ b; `kept` (b - a) ÷ (b - best), the share of a possible gain that was kept.
 */
export type Form = 'level' | 'change' | 'difference' | 'times' | 'kept';

/** A claimed quantity: its form, its outcome, and whose: a, b and best. */
export interface Quantity {
  readonly form: Form;
  readonly outcome: Outcome;
  /** One for a level, three for a share kept, else two. */
  readonly of: readonly Operand[];
}

/** The claim's own threshold, in the quantity's unit for people. */
export interface Wanted {
  readonly bound: 'least' | 'most';
  readonly value: number;
}

/** What the measured numbers rest on. */
export interface Assumption {
  readonly name: string;
  readonly says: string;
  /** Where it comes from, with its date, or `assumed`. */
  readonly source: string;
  readonly vary: readonly Variation[];
}

/** The same claim under another assumption: what is put into which of its runs. */
export interface Variation {
  readonly name: string;
  readonly set: readonly Edited[];
  /** Names of runs. */
  readonly runs: readonly string[];
}
