import type { PowerLaw, ServingLaw } from '../models/devices/language-model.ts';
import type { PerfSample } from '../traces/import/splitwise-perf.ts';

/** Model, hardware and number of cards: what one law is fitted for. */
export interface Setup {
  readonly model: string;
  readonly hardware: string;
  readonly cards: number;
}

type PrefillLaw = Pick<ServingLaw, 'floorMs' | 'prefill'>;
type StepLaw = Omit<ServingLaw, keyof PrefillLaw>;

// Where the law bends: sizes that are fitted, four apart, chosen before looking at the others.
const BENDS = [512, 2048, 8192, 32768];
const CROWD = 16;

/** The setups of the samples, in their order. */
export function setupsOf(samples: readonly PerfSample[]): readonly Setup[] {
  const keyed = samples.map(({ model, hardware, cards }) => {
    return [`${model} ${hardware} ${cards}`, { model, hardware, cards }] as const;
  });
  return [...new Map(keyed).values()];
}

/** The samples of one setup. */
export function samplesOf(samples: readonly PerfSample[], setup: Setup): readonly PerfSample[] {
  return samples.filter(({ model, hardware, cards }) => {
    return model === setup.model && hardware === setup.hardware && cards === setup.cards;
  });
}

/** Tokens that a batch brings in all. */
export function tokensOf({ prompt, requests }: PerfSample): number {
  return prompt * requests;
}

/** Prefill of one setup: medians at the sizes where it bends, never below the shortest of them. */
export function fitPrefill(samples: readonly PerfSample[]): PrefillLaw {
  const sizes = [...new Set(samples.map(tokensOf))].sort((a, b) => a - b);
  const medianAt = (size: number): number => {
    const here = samples.filter((one) => tokensOf(one) === size);
    return rounded(medianOf(here.map(({ prefillMs }) => prefillMs)));
  };
  const bends = sizes.filter((size) => BENDS.includes(size));
  const floorMs = Math.min(...[sizes[0], ...bends].map(medianAt));
  return { floorMs, prefill: bends.map((size) => [size, medianAt(size)]) };
}

/** Decoding steps of one setup; a bend at 16 requests where larger batches were fitted. */
export function fitStep(samples: readonly PerfSample[]): StepLaw {
  const isCrowded = samples.some(({ requests }) => requests > CROWD);
  const points = samples.map((one) => {
    const x = [1, one.requests, one.requests * contextOf(one)];
    const beyond = Math.max(0, one.requests - CROWD);
    return { x: isCrowded ? [...x, beyond] : x, y: one.stepMs };
  });
  const [stepMs, stepEachMs, stepTokenMs, crowdEachMs = 0] = fitLinear(points).map(rounded);
  return { stepMs, stepEachMs, stepTokenMs, crowd: CROWD, crowdEachMs };
}

// The catalogue holds four digits: what is judged is what is shipped.
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Tokens that a request has behind it in the middle of its answer. */
export function contextOf({ prompt, generated }: PerfSample): number {
  return prompt + generated / 2;
}

/** Power of one setup, by how a run divides into reading and answering. */
export function fitPower(samples: readonly PerfSample[]): PowerLaw {
  const [prefillShare, decodeShare, decodeEachShare] = fitLinear(
    samples.map((one) => {
      const steps = (one.generated - 1) * one.stepMs;
      const first = one.prefillMs / (one.prefillMs + steps);
      return { x: [first, 1 - first, (1 - first) * (one.requests - 1)], y: one.powerShare ?? 0 };
    }),
  ).map(rounded);
  return { prefillShare, decodeShare, decodeEachShare };
}

interface Point {
  readonly x: readonly number[];
  readonly y: number;
}

/** Least squares of relative errors: the normal equations of x/y against 1, solved directly. */
function fitLinear(points: readonly Point[]): readonly number[] {
  const size = points[0].x.length;
  const scaled = points.map(({ x, y }) => x.map((value) => value / y));
  const rows = Array.from({ length: size }, (_, i) => {
    const left = Array.from({ length: size }, (_, j) => {
      return scaled.reduce((sum, x) => sum + x[i] * x[j], 0);
    });
    return [...left, scaled.reduce((sum, x) => sum + x[i], 0)];
  });
  return solve(rows);
}

function solve(given: readonly (readonly number[])[]): readonly number[] {
  const rows = given.map((row) => [...row]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.findIndex((row, at) => {
      return at >= i && Math.abs(row[i]) === Math.max(...rows.slice(i).map((r) => Math.abs(r[i])));
    });
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let j = 0; j < rows.length; j++) {
      if (j === i) continue;
      const factor = rows[j][i] / rows[i][i];
      rows[j] = rows[j].map((value, at) => value - factor * rows[i][at]);
    }
  }
  return rows.map((row, i) => row[rows.length] / row[i]);
}

/** The middle value; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : ((sorted[half - 1] ?? NaN) + sorted[half]) / 2;
}
