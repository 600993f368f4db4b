import type { TraceFiles } from '../files.ts';

/** One table of a report: a title, column heads, and cells that are ready to print. */
export interface FitTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a fit found: tables for people, notes on what was assumed, left out or repaired. */
export interface FitReport {
  readonly title: string;
  readonly tables: readonly FitTable[];
  readonly notes: readonly string[];
}

/** Which part of the recordings a fit is judged on and not shown. */
export type HoldOut = 'later-half' | 'zone';

/** What a fit was asked for. */
export interface FitOptions {
  /** Instance type, column or zone, where the format has several. */
  readonly select?: string;
  readonly holdOut: HoldOut;
}

/** Fits a model to recordings of one public format; refuses what it cannot read. */
export interface Fitter {
  readonly format: string;
  /** What it fits and what a path of it points at, in one line. */
  readonly doc: string;
  /** Ways to hold out that it knows; the first is the default. */
  readonly holdOuts: readonly HoldOut[];
  readonly fit: (files: TraceFiles, path: string, options: FitOptions) => FitReport;
}
