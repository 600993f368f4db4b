import type { LoopPolicy } from '../../policies/listing.ts';
import { openLoop } from '../../policies/open-loop.ts';
import { jobPolicies } from '../../policies/registry.ts';
import type { PolicyDescriptor } from '../parse/policy-choices.ts';
import type { Contender, PolicyChoice } from '../scenario.ts';
import { carbonOracle } from './carbon.ts';
import type { Foreknowledge, OracleListing } from './listing.ts';
import { spotOracle } from './spot.ts';

const jobOracles: Readonly<Record<string, OracleListing>> = {
  'oracle/spot': spotOracle,
  'oracle/carbon': carbonOracle,
};

/** What may place jobs: the policies, and the oracles they are measured against. */
export const jobLoops: Readonly<Record<string, PolicyDescriptor>> = {
  ...jobPolicies,
  ...jobOracles,
};

/** Opens the loop that places jobs. Only an oracle is handed the compiled run. */
export function openJobLoop(choice: PolicyChoice, known: Foreknowledge): LoopPolicy {
  if (!Object.hasOwn(jobOracles, choice.use)) {
    return openLoop(jobPolicies[choice.use], choice, known.brief);
  }
  return jobOracles[choice.use].create(choice.parameters, known, choice.every);
}

/** Whether a contender sees the future: the others' regret is against it. */
export function isOracle({ jobs }: Contender): boolean {
  return jobs !== undefined && Object.hasOwn(jobOracles, jobs.use);
}
