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
const KEPT_TABLES = 64;

/** Opens the tables, all of them empty; they keep values of pure functions only. */
export function openLateRisks(brief: Brief, exposure: Duration): LateRisks {
  const laws = openKept<WorkLaws>(KEPT_TABLES);
  const tables = openKept<LateRisk>(KEPT_TABLES);
  const lawsOf = (knowledge: WorkKnowledge) =>
    laws(knowledge.key, () => workLawsOf(knowledge, brief));
  const keyOf = (knowledge: WorkKnowledge, network: Duration) =>
    `${knowledge.key}/${Math.ceil(network / NETWORK_STEP)}`;
  const riskOf = (knowledge: WorkKnowledge, network: Duration) =>
    tables(keyOf(knowledge, network), () => {
      const budget = brief.budget - Math.ceil(network / NETWORK_STEP) * NETWORK_STEP;
      return openLateRisk({ ...lawsOf(knowledge), budget, exposure });
    });
  return { lawsOf, keyOf, riskOf };
}
