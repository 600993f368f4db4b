import type { Duration } from '../engine/units.ts';

/** What an operator knows of a class of jobs: work that may wait and stand still, within bounds. */
export interface JobClassBrief {
  readonly name: string;
  /** Regions its jobs may run in, by place in the brief; the first is its home. */
  readonly regions: readonly number[];
  /** From an order to work that goes on: launch and restart, as measured in the studio's tests. */
  readonly changeover: Duration;
  /** Work between two checkpoints (Infinity: none is written), and how long writing one takes. */
  readonly checkpointEvery: Duration;
  readonly checkpointTakes: Duration;
}

/** What a job does: it waits for machines, they start, it works, or it writes a last checkpoint. */
export type JobState = 'waiting' | 'starting' | 'working' | 'leaving';
