import { decayRoot, lateShare, overloadedLateShare, solveWaiting } from './waiting.ts';
import type { WorkLaw } from './work-law.ts';

/** What makes an answer late in one region. Times in microseconds. */
export interface LateQuestion {
  /** Time a request holds its slot. */
  readonly service: WorkLaw;
  /** Time from the start of service to the answer the player feels. */
  readonly answer: WorkLaw;
  /** Latency budget minus the network. */
  readonly budget: number;
  /** How long an overload lasts before more capacity can come. */
  readonly exposure: number;
}

/** P(late) of one question, tabulated as it is asked. A pure function of slots and load. */
export interface LateRisk {
  /** P(late) with no waiting at all: what capacity cannot cure. */
  readonly floor: number;
  /** P(late) with so many slots at so many erlangs. */
  shareAt(slots: number, load: number): number;
  /** Most erlangs whose P(late) exceeds the floor by at most `target`. */
  admissibleLoad(slots: number, target: number): number;
}

/** Steps of the utilisation grid per unit; between grid points the share is linear. */
const STEPS = 128;
/** Beyond this utilisation the fluid formula is used without a table. */
const LAST_UTILISATION = 2;
/** Steady state is not reached in time any nearer to saturation than this. */
const STEADY_UTILISATION = 0.99;

/** Opens the table of one question; entries are computed once, on first use. */
export function openLateRisk(question: LateQuestion): LateRisk {
  const { answer, budget, exposure } = question;
  const roots: number[] = [];
  const rows = new Map<number, Float64Array>();
  const admissible = new Map<number, number>();
  const floor = overloadedLateShare(0, answer, budget, exposure);
  const shareAt = (slots: number, load: number): number => {
    if (load <= 0) return floor;
    const utilisation = load / slots;
    if (!(utilisation < LAST_UTILISATION)) {
      return overloadedLateShare(utilisation, answer, budget, exposure);
    }
    const row = rowOf(rows, slots);
    const place = utilisation * STEPS;
    const step = Math.floor(place);
    if (row[step] < 0) row[step] = gridShare(question, roots, slots, step);
    if (row[step + 1] < 0) row[step + 1] = gridShare(question, roots, slots, step + 1);
    return row[step] + (place - step) * (row[step + 1] - row[step]);
  };
  return {
    floor,
    shareAt,
    admissibleLoad(slots, target) {
      const key = slots + target / 2;
      const known = admissible.get(key);
      if (known !== undefined) return known;
      const load = bisect(slots, (tried) => shareAt(slots, tried) <= floor + target);
      admissible.set(key, load);
      return load;
    },
  };
}

function rowOf(rows: Map<number, Float64Array>, slots: number): Float64Array {
  const known = rows.get(slots);
  if (known !== undefined) return known;
  const row = new Float64Array(LAST_UTILISATION * STEPS + 2).fill(-1);
  rows.set(slots, row);
  return row;
}

function gridShare(question: LateQuestion, roots: number[], slots: number, step: number): number {
  const { service, answer, budget, exposure } = question;
  const utilisation = step / STEPS;
  const fluid = overloadedLateShare(utilisation, answer, budget, exposure);
  if (step === 0) return fluid;
  const steady = Math.min(utilisation, STEADY_UTILISATION);
  const place = utilisation < STEADY_UTILISATION ? step : STEPS;
  roots[place] ??= decayRoot(service, steady);
  const waiting = solveWaiting(slots, steady * slots, service, roots[place]);
  return Math.max(fluid, lateShare(waiting, answer, budget));
}

/** Largest load in [0, slots] that passes, to a thousandth of a slot; passing ends once. */
function bisect(slots: number, passes: (load: number) => boolean): number {
  let low = 0;
  let high = slots;
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (passes(middle)) low = middle;
    else high = middle;
  }
  return low;
}
