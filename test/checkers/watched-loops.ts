import { openSimulation } from '../../models/open.ts';
import type { WorldSimulation } from '../../models/world.ts';
import type { Turn } from '../../policies/contract.ts';
import type { LoopPolicy } from '../../policies/listing.ts';
import type { Observation } from '../../policies/observation.ts';
import { compileRun } from '../../scenarios/compile.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { smallBundle } from '../fixtures/small-world.ts';

/** One turn of one loop as the policy lived it, and the ids of the orders it gave. */
export interface WatchedTurn {
  readonly loop: number;
  readonly turn: Turn<Observation, unknown>;
  readonly orders: readonly string[];
}

/** Runs a contender to the horizon and writes down what its loops were told and what they said. */
export function watchLoops(
  scenario: Scenario,
  contender: number,
): {
  readonly turns: readonly WatchedTurn[];
  readonly simulation: WorldSimulation;
} {
  const turns: WatchedTurn[] = [];
  const run = compileRun(scenario, smallBundle(), scenario.contenders[contender], 0);
  const { loopNames } = run.setup;
  const policies = run.policies.map((policy, loop): LoopPolicy => {
    const counted = { turns: 0 };
    return {
      ...policy,
      begin: () => policy.begin(),
      decide: (turn) => {
        const verdict = policy.decide(turn);
        const prefix = `${loopNames[loop]}/${counted.turns++}`;
        turns.push({ loop, turn, orders: verdict.decisions.map((_, i) => `${prefix}/${i}`) });
        return verdict;
      },
    };
  });
  const simulation = openSimulation(run.setup, policies);
  simulation.run(scenario.horizon);
  return { turns, simulation };
}
