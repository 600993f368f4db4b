import type { Duration } from '../../../engine/units.ts';
import type { Policy } from '../../contract.ts';
import type { Decision, RouteDecision } from '../../decision.ts';
import { openLateRisks } from '../../ecim-g/late-risks.ts';
import type { Brief, Observation } from '../../observation.ts';
import type { Parameters } from '../../parameters.ts';
import { approach } from './cheapest-flow.ts';
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
  /** Shares in force, and those that are aimed at. */
  readonly shares: Shares;
  readonly target: Shares;
}

/** Routing as planned, as far as ready instances have room: capacity goes ahead of players. */
export function openPlacedRouting(loop: PlacementLoop): Policy<Observation, Decision, Memory> {
  const { id, brief, every, parameters, planner } = loop;
  const outlook = openOutlook(brief, openLateRisks(brief, brief.bootP95), outlookRule(parameters));
  const sla = slaRule(parameters);
  return {
    id,
    wakes: { every },
    begin: () => {
      const none = brief.groups.map(() => []);
      return { knowledge: beginKnowledge(brief), shares: none, target: none };
    },
    decide({ at, observedAt, observation, memory }) {
      const knowledge = learn(memory.knowledge, { observation, observedAt }, brief, sla);
      const { strictness, lateShare } = knowledge.sla;
      const aim = { at, observation, knowledge, before: memory.target };
      const planned = planner(outlook.problemOf(aim, 'quota'), strictness);
      const instant = { ...aim, before: memory.shares };
      const problem = outlook.problemOf(instant, 'ready');
      const decisions: RouteDecision[] = [];
      const shares = approach(problem, planned.shares).map((wanted, group) => {
        const held = memory.shares[group];
        if (isWithin(held, wanted, parameters['dead-band'])) return held;
        decisions.push({ kind: 'route', group, weights: wanted });
        return wanted;
      });
      const moved = decisions.length;
      const totals = totalsOf(problem, shares);
      const facts = { ...planned.facts, ...totals, strictness, lateShare, moved };
      const because = { rule: 'placement, as far as it is ready', facts };
      return { decisions, memory: { knowledge, shares, target: planned.shares }, because };
    },
  };
}

function isWithin(before: readonly number[], after: readonly number[], band: number): boolean {
  return before.length === after.length && after.every((w, r) => Math.abs(w - before[r]) <= band);
}
