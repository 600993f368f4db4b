import type { Policy } from '../../policies/contract.ts';
import type { Decision } from '../../policies/decision.ts';
import type { Observation } from '../../policies/observation.ts';

type Degenerate<Memory> = Policy<Observation, Decision, Memory>;

const BECAUSE = { rule: 'because', facts: {} };
const WAKES = { every: 30_000_000 };

/** Never orders anything: the world must live on without orders. */
export const doesNothing: Degenerate<null> = {
  id: 'degenerate/does-nothing',
  wakes: WAKES,
  begin: () => null,
  decide: () => ({ decisions: [], memory: null, because: BECAUSE }),
};

/** Orders so many instances everywhere, every turn. */
export function always(instances: number): Degenerate<null> {
  return {
    id: `degenerate/always-${instances}`,
    wakes: WAKES,
    begin: () => null,
    decide: ({ observation }) => ({
      decisions: observation.regions.map((_, region) => scale(region, instances)),
      memory: null,
      because: BECAUSE,
    }),
  };
}

/** Asks for far more than any quota: the actuator must refuse, not break. */
export const alwaysMax = always(1_000_000);

/** Gives everything back: queues may grow, nothing may break. */
export const alwaysZero = always(0);

/** Ten instances, none, ten, none: reversals must be counted and paid for. */
export const flaps: Degenerate<number> = {
  id: 'degenerate/flaps',
  wakes: WAKES,
  begin: () => 0,
  decide: ({ observation, memory }) => ({
    decisions: observation.regions.map((_, region) => scale(region, memory % 2 === 0 ? 10 : 0)),
    memory: memory + 1,
    because: BECAUSE,
  }),
};

/** Answers whatever it is given: the loop must refuse it by name. */
export function answersRubbish(...decisions: Decision[]): Degenerate<null> {
  return {
    id: 'degenerate/answers-rubbish',
    wakes: WAKES,
    begin: () => null,
    decide: () => ({ decisions, memory: null, because: BECAUSE }),
  };
}

/** Counts its turns and forgets the count: every turn is its first. */
export const forgets: Degenerate<{ readonly turns: number }> = {
  id: 'degenerate/forgets',
  wakes: WAKES,
  begin: () => ({ turns: 0 }),
  decide: ({ memory }) => ({
    decisions: [scale(0, memory.turns + 1)],
    memory: { turns: 0 },
    because: { rule: 'first turn', facts: { turns: memory.turns } },
  }),
};

function scale(region: number, instances: number): Decision {
  return { kind: 'scale', region, market: 'on-demand', instances };
}
