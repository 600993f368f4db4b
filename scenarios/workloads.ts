import type { Law } from '../engine/distributions.ts';
import type { Duration } from '../engine/units.ts';
import type { CollectorSetup, PipelineSetup } from '../models/pipeline/setup.ts';
import type { AllReduce } from '../models/training/all-reduce.ts';

/** When the jobs of a class come. */
export type JobArrivalsScenario =
  | { readonly kind: 'daily'; readonly at: Duration }
  | { readonly kind: 'gaps'; readonly gap: Law }
  /** As in the scenario's job trace, from its first row on, sizes and widths too. */
  | { readonly kind: 'recorded'; readonly widthMost: number; readonly oneIn: number };

/** One class of jobs. */
export interface JobClassScenario {
  readonly name: string;
  readonly arrivals: JobArrivalsScenario;
  /** Jobs that come together. */
  readonly count: number;
  /** Work of a job in time of one instance; undefined where it is recorded. */
  readonly work: Law | undefined;
  /** Instances of a gang; 1 where it is recorded. */
  readonly width: number;
  readonly deadline: Duration;
  /** Infinity: no checkpoint is written. */
  readonly checkpointEvery: Duration;
  readonly checkpointTakes: Duration;
  readonly savesOnNotice: boolean;
  readonly restart: Duration;
  /** Names of the regions it may run in, home first. */
  readonly regions: readonly string[];
  /** How a gang works together; undefined: n instances are n times as fast. */
  readonly allReduce: AllReduce | undefined;
}

/** Training and search jobs on instances of their own. */
export interface JobsScenario {
  /** Most instances jobs may hold in one region. */
  readonly quota: number;
  readonly launch: Law;
  /** Share of the dynamic power that a working job draws. */
  readonly power: number;
  /** Shipped trace that spot's hazards are fitted to; absent: policies are told none. */
  readonly hazards?: string;
  readonly classes: readonly JobClassScenario[];
}

/** One way to collect, by name. */
export interface CollectorScenario extends CollectorSetup {
  readonly name: string;
}

/** The event pipeline with the collectors that contenders choose from. */
export interface PipelineScenario extends Omit<PipelineSetup, 'collector'> {
  readonly collectors: readonly CollectorScenario[];
}
