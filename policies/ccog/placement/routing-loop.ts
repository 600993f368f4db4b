import type { Duration } from '../../../engine/units.ts';
import type { Policy } from '../../contract.ts';
import type { Decision, RouteDecision } from '../../decision.ts';
import { openLateRisks } from '../../ecim-g/late-risks.ts';
import type { Brief, Observation } from '../../observation.ts';
import type { Parameters } from '../../parameters.ts';
import { beginKnowledge, type Knowledge, learn } from './knowledge.ts';
import { openOutlook } from './outlook.ts';
import type { Planner } from './planner.ts';
import { type Shares, totalsOf } from './problem.ts';
import { outlookRule, slaRule } from './settings.ts';

/** A placement loop by its name and its way to choose. */
export interface PlacementLoop {
  readonly id: string;
  readonly brief: Brief;
  readonly every: Duration;
  readonly parameters: Parameters;
  readonly planner: Planner;
}

interface Memory {
  readonly knowledge: Knowledge;
  readonly shares: Shares;
}

/** Routing as planned, as far as ready instances have room: capacity goes ahead of players. */
export function openPlacedRouting(loop: PlacementLoop): Policy<Observation, Decision, Memory> {
  const { id, brief, every, parameters, planner } = loop;
  const outlook = openOutlook(brief, openLateRisks(brief, brief.bootP95), outlookRule(parameters));
  const sla = slaRule(parameters);
  return {
    id,
    wakes: { every },
    begin: () => ({ knowledge: beginKnowledge(brief), shares: brief.groups.map(() => []) }),
    decide({ at, observedAt, observation, memory }) {
      const knowledge = learn(memory.knowledge, { observation, observedAt }, brief, sla);
      const instant = { at, observation, knowledge, before: memory.shares };
      const problem = outlook.problemOf(instant, 'ready');
      const { strictness, lateShare } = knowledge.sla;
      const planned = planner(problem, strictness);
      const decisions: RouteDecision[] = [];
      const shares = planned.shares.map((wanted, group) => {
        const held = memory.shares[group];
        if (isWithin(held, wanted, parameters['dead-band'])) return held;
        decisions.push({ kind: 'route', group, weights: wanted });
        return wanted;
      });
      const moved = decisions.length;
      const facts = {
        ...planned.facts,
        ...totalsOf(problem, shares),
        strictness,
        lateShare,
        moved,
      };
      const because = { rule: 'placement, within what is ready', facts };
      return { decisions, memory: { knowledge, shares }, because };
    },
  };
}

function isWithin(before: readonly number[], after: readonly number[], band: number): boolean {
  return before.length === after.length && after.every((w, r) => Math.abs(w - before[r]) <= band);
}
