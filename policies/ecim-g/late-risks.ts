import { type Duration, MILLISECOND } from '../../engine/units.ts';
import type { Brief } from '../observation.ts';
import { type LateRisk, openLateRisk } from '../queueing/late-risk.ts';
import { type WorkKnowledge, type WorkLaws, workLawsOf } from './work-knowledge.ts';

/** The late-risk tables of the laws in force, by what the network leaves of the budget. */
export interface LateRisks {
  lawsOf(knowledge: WorkKnowledge): WorkLaws;
  /** `network` is rounded up to 5 ms so that tables can be kept. */
  riskOf(knowledge: WorkKnowledge, network: Duration): LateRisk;
}

const NETWORK_STEP = 5 * MILLISECOND;
const KEPT_TABLES = 64;

/**
 * Opens an empty cache. It keeps values of pure functions only, by the digest of their inputs:
 * a policy with a warm cache and one with a cold cache decide alike.
 */
export function openLateRisks(brief: Brief, exposure: Duration): LateRisks {
  const laws = new Map<string, WorkLaws>();
  const tables = new Map<string, LateRisk>();
  const lawsOf = (knowledge: WorkKnowledge) =>
    keep(laws, knowledge.key, () => workLawsOf(knowledge, brief));
  const riskOf = (knowledge: WorkKnowledge, network: Duration) => {
    const steps = Math.ceil(network / NETWORK_STEP);
    return keep(tables, `${knowledge.key}/${steps}`, () => {
      const budget = brief.budget - steps * NETWORK_STEP;
      return openLateRisk({ ...lawsOf(knowledge), budget, exposure });
    });
  };
  return { lawsOf, riskOf };
}

function keep<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= KEPT_TABLES) kept.clear();
  const value = make();
  kept.set(key, value);
  return value;
}
