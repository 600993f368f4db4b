import { log } from '../../engine/math.ts';
import { uniform } from '../../engine/random.ts';

/** Hourly values from a Unix hour on; hours nobody told are NaN. */
export interface HourlyValues {
  readonly firstHour: number;
  readonly values: readonly number[];
}

/**
 * Carbon intensity as a chain of states, one step an hour. State k holds the values between
 * quantiles k/n and (k + 1)/n of its clock hour, so a state is how dirty the grid is for the time
 * of day; one matrix serves all hours.
 */
export interface MarkovFit {
  readonly states: number;
  /** For each clock hour (UTC) the n + 1 edges of its states, g/kWh. */
  readonly edges: readonly (readonly number[])[];
  /** Chance to go from state i to state j in an hour. */
  readonly transitions: readonly (readonly number[])[];
  /** Steps the matrix was counted from. */
  readonly steps: number;
}

/** Fits a chain of this many states; every transition is counted once more than it was seen. */
export function fitMarkov(recorded: HourlyValues, states: number): MarkovFit {
  const edges = Array.from({ length: 24 }, (_, hour) => edgesOf(recorded, hour, states));
  const counts = Array.from({ length: states }, () => new Array<number>(states).fill(1 / states));
  const chain = statesOf(recorded, edges);
  let steps = 0;
  for (let i = 1; i < chain.length; i++) {
    if (chain[i - 1] < 0 || chain[i] < 0) continue;
    counts[chain[i - 1]][chain[i]]++;
    steps++;
  }
  const transitions = counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => count / total);
  });
  return { states, edges, transitions, steps };
}

/** The state of every hour; -1 where the hour was not told. */
export function statesOf(
  { firstHour, values }: HourlyValues,
  edges: MarkovFit['edges'],
): readonly number[] {
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return -1;
    const bounds = edges[(firstHour + i) % 24];
    const above = bounds.findIndex((edge, k) => k > 0 && value <= edge);
    return (above < 0 ? bounds.length - 1 : above) - 1;
  });
}

/** How well a chain tells hours it was not fitted on. */
export interface MarkovGoodness {
  readonly steps: number;
  /** Bits an hour that the chain says better than states drawn at random. */
  readonly bitsGained: number;
  /** Mean hours in a state, as recorded and as the matrix has it. */
  readonly stay: number;
  readonly modelStay: number;
  /** Half the sum of differences between the shares of states and 1/n: 0 is perfect. */
  readonly misplaced: number;
  /** Correlation of the states' ranks a day apart, as recorded and as the matrix has it. */
  readonly dayApart: number;
  readonly modelDayApart: number;
}

/** Holds a chain against hours; give it none that it was fitted on. */
export function judgeMarkov(fit: MarkovFit, recorded: HourlyValues): MarkovGoodness {
  const { states, transitions } = fit;
  const chain = statesOf(recorded, fit.edges);
  const told = chain.filter((state) => state >= 0);
  const shares = Array.from({ length: states }, (_, k) => {
    return told.filter((state) => state === k).length / told.length;
  });
  const pairs = pairsApart(chain, 1);
  const bits = pairs.reduce((sum, [from, to]) => sum + log(transitions[from][to] * states), 0);
  const moved = pairs.filter(([from, to]) => from !== to).length;
  const stays = transitions.reduce((sum, row, k) => sum + row[k], 0) / states;
  return {
    steps: pairs.length,
    bitsGained: bits / Math.LN2 / pairs.length,
    stay: pairs.length / Math.max(1, moved),
    modelStay: 1 / (1 - stays),
    misplaced: shares.reduce((sum, share) => sum + Math.abs(share - 1 / states), 0) / 2,
    dayApart: correlationOf(pairsApart(chain, 24)),
    modelDayApart: chainCorrelation(transitions, 24),
  };
}

/** Hours drawn from a chain that starts in a middle state; a value is uniform within its state. */
export function drawMarkov(fit: MarkovFit, firstHour: number, hours: number, stream: Int32Array) {
  let state = Math.floor(fit.states / 2);
  return Array.from({ length: hours }, (_, i) => {
    const bounds = fit.edges[(firstHour + i) % 24];
    const value = bounds[state] + (bounds[state + 1] - bounds[state]) * uniform(stream, 0);
    state = nextState(fit.transitions[state], uniform(stream, 0));
    return value;
  });
}

function nextState(row: readonly number[], u: number): number {
  let left = u;
  for (let k = 0; k < row.length - 1; k++) {
    left -= row[k];
    if (left < 0) return k;
  }
  return row.length - 1;
}

function edgesOf({ firstHour, values }: HourlyValues, hour: number, states: number): number[] {
  const own = values
    .filter((value, i) => (firstHour + i) % 24 === hour && Number.isFinite(value))
    .sort((a, b) => a - b);
  return Array.from({ length: states + 1 }, (_, k) => {
    const place = (k / states) * (own.length - 1);
    const low = Math.floor(place);
    const high = Math.min(own.length - 1, low + 1);
    return own[low] + (place - low) * (own[high] - own[low]);
  });
}

function pairsApart(chain: readonly number[], hours: number): readonly [number, number][] {
  return chain.flatMap((to, i): [number, number][] => {
    const from = chain[i - hours] ?? -1;
    return from < 0 || to < 0 ? [] : [[from, to]];
  });
}

function correlationOf(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: (pair: readonly [number, number]) => number) => {
    return pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  };
  const [a, b] = [mean(([from]) => from), mean(([, to]) => to)];
  const together = mean(([from, to]) => (from - a) * (to - b));
  return together / Math.sqrt(mean(([from]) => (from - a) ** 2) * mean(([, to]) => (to - b) ** 2));
}

// Correlation of the states of a chain, started from its shares 1/n, and those so many steps on.
function chainCorrelation(transitions: MarkovFit['transitions'], steps: number): number {
  const n = transitions.length;
  let power = transitions.map((row) => [...row]);
  for (let step = 1; step < steps; step++) {
    power = power.map((row) => {
      return row.map((_, j) => row.reduce((sum, value, k) => sum + value * transitions[k][j], 0));
    });
  }
  const centre = (n - 1) / 2;
  const spread = transitions.reduce((sum, _, k) => sum + (k - centre) ** 2, 0) / n;
  const together = power.reduce((sum, row, i) => {
    return sum + row.reduce((part, chance, j) => part + chance * (i - centre) * (j - centre), 0);
  }, 0);
  return together / n / spread;
}
