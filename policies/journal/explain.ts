import type { SimTime } from '../../engine/units.ts';
import type { Receipt } from '../contract.ts';
import type { Decision } from '../decision.ts';
import type { Observation } from '../observation.ts';
import { keyOf } from '../shield/standing.ts';
import { type Difference, listDifferences } from './compare.ts';
import type { JournalTurn } from './lines.ts';

/** A turn with what it saw. */
export interface Witnessed {
  readonly turn: JournalTurn;
  readonly observation: Observation;
}

/** An order in force at an instant, and what became of it; absent: nothing is known of it. */
export interface InForce {
  readonly order: string;
  readonly at: SimTime;
  readonly decision: Decision;
  readonly receipt?: Receipt;
}

/** Why a loop did what it did at an instant: gathered turn by turn. */
export interface Explanation {
  readonly loop: string;
  /** The last turn at or before the instant; absent before the first. */
  latest: Witnessed | undefined;
  /** The newest decision of each key up to the instant, by key. */
  readonly standing: Map<string, InForce>;
  /** Receipts told later of orders that stand, by order. */
  readonly receipts: Map<string, Receipt>;
  /** The newest observation that was true by the instant, but was seen only after it. */
  unseen: Witnessed | undefined;
}

/** Opens the explanation of one loop. */
export function openExplanation(loop: string): Explanation {
  return {
    loop,
    latest: undefined,
    standing: new Map(),
    receipts: new Map(),
    unseen: undefined,
  };
}

/** Takes one turn of any loop in, in the order of the journal. */
export function explainTurn(explanation: Explanation, witnessed: Witnessed, at: SimTime): void {
  const { turn } = witnessed;
  if (turn.loop === explanation.loop) {
    for (const receipt of turn.receipts) explanation.receipts.set(receipt.order, receipt);
    if (turn.at <= at) takeTurnIn(explanation, witnessed);
  }
  const { latest } = explanation;
  if (turn.at <= at || latest === undefined) return;
  const isNewer = turn.observedAt > (explanation.unseen ?? latest).turn.observedAt;
  if (turn.observedAt <= at && isNewer) explanation.unseen = witnessed;
}

function takeTurnIn(explanation: Explanation, witnessed: Witnessed): void {
  const { turn } = witnessed;
  explanation.latest = witnessed;
  explanation.unseen = undefined;
  turn.decisions.forEach((decision, index) => {
    const order = `${turn.loop}/${turn.turn}/${index}`;
    explanation.standing.set(keyOf(decision), { order, at: turn.at, decision });
  });
}

/** Everything that stands, the oldest first, each with its receipt where one came. */
export function standingOrders({ standing, receipts }: Explanation): readonly InForce[] {
  return [...standing.values()]
    .sort((one, other) => one.at - other.at)
    .map((order) => {
      const receipt = receipts.get(order.order);
      return receipt === undefined ? order : { ...order, receipt };
    });
}

/** Parts of an observation that people ask after; distributions and probes are left out. */
const DETAIL = new Set(['service', 'answerWork', 'rttProbes', 'forecastGPerKwh']);

/** What had changed by the instant in what the loop did not see yet, the largest changes first. */
export function unseenChanges({ latest, unseen }: Explanation): readonly Difference[] {
  if (latest === undefined || unseen === undefined) return [];
  const all = listDifferences(latest.observation, unseen.observation);
  const plain = all.filter(({ path }) => !path.some((key) => DETAIL.has(key)) && path.length > 1);
  return [...plain].sort((one, other) => changeOf(other) - changeOf(one));
}

/** Relative size of a change of numbers; other changes come first. */
function changeOf({ one, other }: Difference): number {
  if (typeof one !== 'number' || typeof other !== 'number') return 2;
  return Math.abs(other - one) / Math.max(Math.abs(one), Math.abs(other), 1);
}
