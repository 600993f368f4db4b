import { exp } from '../../engine/math.ts';
import { MINUTE, SECOND } from '../../engine/units.ts';
import type { GateListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { SearchBrief, SearchGate, SearchView } from '../search.ts';
import { type Expected, expectAnnealer, expectClassical } from './expected-times.ts';

const ID = 'q-burst/break-even';
const GRAMS_PER_TONNE = 1e6;

/** What the gate remembers of each solver, in the order of the solvers. */
interface Memory {
  /** Instant of the last word on the waits, and of the last choice. */
  toldAt: number;
  chosenAt: number;
  /** Work sent there since the last word, less the time that went by. */
  readonly sent: number[];
  /** Mean of the waits told so far, and how many. */
  readonly mean: number[];
  count: number;
}

/** What a second, a dollar and a tonne weigh, USD. */
interface Weights {
  readonly perSecond: number;
  readonly perUsd: number;
  readonly perTonne: number;
  readonly forget: number;
}

/**
 * Off-loads where α T_Q(n) + β C_Q(n) < α T_C(n) + β C_C(n). T holds the wait: as last told, plus
 * what this gate has sent there since, less the time that went by; a wait told long ago counts for
 * less and the mean of those told for more. An off-load that fails is solved classically in the
 * end, so T_Q and C_Q hold that chance of T_C and C_C. Emissions are priced in C where asked for.
 */
export const breakEven: GateListing<SearchBrief, SearchGate> = {
  doc:
    'Off-loads a search where its expected time and cost at the annealer, waits, embedding and ' +
    'failures counted, are worth less than at the classical machines.',
  parameters: {
    'per-second': {
      unit: 'money',
      least: 0,
      most: 1000,
      default: 0.001,
      doc: 'What one second of one search is worth (α): its lateness as felt in the game.',
    },
    'cost-weight': {
      unit: 'count',
      least: 0,
      most: 1000,
      default: 1,
      doc: 'Weight of money in the comparison (β).',
    },
    'carbon-price': {
      unit: 'money',
      least: 0,
      most: 100_000,
      default: 0,
      doc: 'Price of a tonne of emissions, added to the money.',
    },
    'forget-after': {
      unit: 'duration',
      least: SECOND,
      most: 1440 * MINUTE,
      default: MINUTE,
      doc: 'Age at which a wait as told counts for 1/e, the mean of those told for the rest.',
    },
  },
  create(given, brief) {
    const found = resolveParameters(ID, breakEven.parameters, given);
    const weights = {
      perSecond: found['per-second'],
      perUsd: found['cost-weight'],
      perTonne: found['carbon-price'],
      forget: found['forget-after'],
    };
    return {
      id: ID,
      begin: (): Memory => ({
        toldAt: -1,
        chosenAt: 0,
        sent: [0, 0],
        mean: [0, 0],
        count: 0,
      }),
      choose: (view: SearchView, memory: Memory) => decide(view, memory, { brief, weights }),
    };
  },
};

interface Known {
  readonly brief: SearchBrief;
  readonly weights: Weights;
}

function decide(view: SearchView, memory: Memory, { brief, weights }: Known): number {
  learn(view, memory);
  const classical = expectClassical(brief, view.size);
  const annealer = expectAnnealer(brief, view.size, view.embedding);
  const own = worth(classical, waitAt(0, view, memory, weights), view, weights);
  const fallback = annealer.failure * own;
  const away = worth(annealer, waitAt(1, view, memory, weights), view, weights) + fallback;
  const choice = away < own ? 1 : 0;
  memory.sent[0] += choice === 0 ? classical.busy / brief.workers : 0;
  memory.sent[1] += choice === 1 ? annealer.busy : 0;
  return choice;
}

function worth(one: Expected, wait: number, view: SearchView, weights: Weights): number {
  const seconds = (one.time + wait) / SECOND;
  const grams = one.energyKwh * view.intensityGPerKwh;
  const money = one.money + (grams / GRAMS_PER_TONNE) * weights.perTonne;
  return weights.perSecond * seconds + weights.perUsd * money;
}

/** Time works off what was sent; a new word on the waits begins a new count of it. */
function learn({ at, wait, waitAge }: SearchView, memory: Memory): void {
  const { sent, mean } = memory;
  const gone = at - memory.chosenAt;
  memory.chosenAt = at;
  sent[0] = Math.max(0, sent[0] - gone);
  sent[1] = Math.max(0, sent[1] - gone);
  const toldAt = at - waitAge[0];
  if (!Number.isFinite(toldAt) || toldAt === memory.toldAt) return;
  memory.toldAt = toldAt;
  memory.count++;
  for (let solver = 0; solver < 2; solver++) {
    sent[solver] = 0;
    mean[solver] += (wait[solver] - mean[solver]) / memory.count;
  }
}

function waitAt(
  solver: number,
  { wait, waitAge }: SearchView,
  { sent, mean }: Memory,
  weights: Weights,
): number {
  const age = waitAge[solver];
  if (!Number.isFinite(age)) return sent[solver];
  const trust = exp(-age / weights.forget);
  const told = trust * Math.max(0, wait[solver] - age) + (1 - trust) * mean[solver];
  return told + sent[solver];
}
