import type { Duration } from '../../engine/units.ts';
import type { Setup } from '../../models/setup.ts';
import type { LoopPolicy, ParameterSpecs } from '../../policies/listing.ts';
import type { Brief } from '../../policies/observation.ts';
import type { Parameters } from '../../policies/parameters.ts';

/** What an oracle is told when it is made. */
export interface Foreknowledge {
  readonly brief: Brief;
  /** The compiled run: every recorded series from its beginning to its end. */
  readonly setup: Setup;
}

/**
 * A loop that sees the future, to measure regret against. It acts through the same orders as a
 * policy, and is made from the compiled run; no policy is.
 */
export interface OracleListing {
  readonly doc: string;
  readonly parameters: ParameterSpecs;
  create(parameters: Parameters, known: Foreknowledge, every: Duration): LoopPolicy;
}
