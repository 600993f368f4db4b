import { exp } from '../../engine/math.ts';
import { MINUTE, SECOND } from '../../engine/units.ts';
import type { GateListing } from '../listing.ts';
import { resolveParameters } from '../listing.ts';
import type { SearchBrief, SearchGate, SearchView } from '../search.ts';
import { type Expected, emptyExpected, expectAnnealer, expectClassical } from './expected-times.ts';

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
  readonly weighed: Weighed;
}

/** What a second, a dollar and a tonne weigh, USD, and when a wait as told is forgotten. */
export interface Weights {
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
    const known = { brief, weights };
    return {
      id: ID,
      begin: (): Memory => ({
        toldAt: -1,
        chosenAt: 0,
        sent: [0, 0],
        mean: [0, 0],
        count: 0,
        weighed: emptyWeighed(),
      }),
      choose: (view: SearchView, memory: Memory) => decide(view, memory, known),
    };
  },
};

interface Known {
  readonly brief: SearchBrief;
  readonly weights: Weights;
}

function decide(view: SearchView, memory: Memory, { brief, weights }: Known): number {
  learn(view, memory);
  const { weighed } = memory;
  weighed.size = view.size;
  weighed.embedding = view.embedding;
  weighed.grams = view.intensityGPerKwh;
  weighed.waits[0] = waitAt(0, view, memory, weights);
  weighed.waits[1] = waitAt(1, view, memory, weights);
  const choice = offloadGain(brief, weighed, weights) > 0 ? 1 : 0;
  const { own, away } = weighed;
  memory.sent[choice] += choice === 0 ? own.busy / brief.workers : away.busy;
  return choice;
}

/** One search as a gate weighs it, with room for what is expected at either solver. */
export interface Weighed {
  size: number;
  embedding: number;
  /** Expected wait at either solver. */
  readonly waits: number[];
  /** Intensity of the grid, g/kWh. */
  grams: number;
  readonly own: Expected;
  readonly away: Expected;
}

/** A search yet to be filled in. */
export function emptyWeighed(): Weighed {
  const [own, away] = [emptyExpected(), emptyExpected()];
  return { size: 1, embedding: 0, waits: [0, 0], grams: 0, own, away };
}

/** What an off-load is expected to gain over the own machines, USD; below 0 it loses. */
export function offloadGain(brief: SearchBrief, one: Weighed, weights: Weights): number {
  const away = expectAnnealer(brief, one.size, one.embedding, one.away);
  const ownWorth = worth(expectClassical(brief, one.size, one.own), one.waits[0], one, weights);
  const awayWorth = worth(away, one.waits[1], one, weights);
  return ownWorth - (awayWorth + away.failure * ownWorth);
}

function worth(one: Expected, wait: number, { grams }: Weighed, weights: Weights): number {
  const seconds = (one.time + wait) / SECOND;
  const tonnes = (one.energyKwh * grams) / GRAMS_PER_TONNE;
  const money = one.money + tonnes * weights.perTonne;
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
