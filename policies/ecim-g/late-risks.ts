import { type Duration, MILLISECOND } from '../../engine/units.ts';
import { openKept } from '../kept.ts';
import type { Brief } from '../observation.ts';
import { type LateRisk, openLateRisk } from '../queueing/late-risk.ts';
import { type WorkKnowledge, type WorkLaws, workLawsOf } from './work-knowledge.ts';

/** The late-risk tables of the laws in force, by what the network leaves of the budget. */
export interface LateRisks {
  lawsOf(knowledge: WorkKnowledge): WorkLaws;
  /** Equal keys, equal risks: `network` is rounded up to 5 ms so that tables can be kept. */
  keyOf(knowledge: WorkKnowledge, network: Duration): string;
  riskOf(knowledge: WorkKnowledge, network: Duration): LateRisk;
}

const NETWORK_STEP = 5 * MILLISECOND;
const KEPT_LAWS = 4;

/** The laws of one key, and their tables by network steps. */
interface KnownLaws {
  readonly laws: WorkLaws;
  readonly tables: Map<number, LateRisk>;
}

/** Opens the tables, all of them empty; they keep values of pure functions only. */
export function openLateRisks(brief: Brief, exposure: Duration): LateRisks {
  const kept = openKept<KnownLaws>(KEPT_LAWS);
  const knownOf = (knowledge: WorkKnowledge) =>
    kept(knowledge.key, () => ({ laws: workLawsOf(knowledge, brief), tables: new Map() }));
  return {
    lawsOf: (knowledge) => knownOf(knowledge).laws,
    riskOf(knowledge, network) {
      const { laws, tables } = knownOf(knowledge);
      const steps = Math.ceil(network / NETWORK_STEP);
      const known = tables.get(steps);
      if (known !== undefined) return known;
      const budget = brief.budget - steps * NETWORK_STEP;
      const risk = openLateRisk({ ...laws, budget, exposure });
      tables.set(steps, risk);
      return risk;
    },
    keyOf: (knowledge, network) => `${knowledge.key}/${Math.ceil(network / NETWORK_STEP)}`,
  };
}
