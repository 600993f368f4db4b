import { logistic } from './model.ts';

/** Log-odds told = slope × log-odds foretold + shift. Slope 1 and shift 0 change nothing. */
export interface PlattLine {
  readonly slope: number;
  readonly shift: number;
}

/** Fewest late and on-time answers from which a line is drawn. */
const LEAST = 10;
const ROUNDS = 30;

/**
 * Platt's calibration (1999) by Newton's method: the line that makes foretold log-odds fit a later
 * block, with his targets (N+ + 1)/(N+ + 2) and 1/(N- + 2) instead of 1 and 0. The slope is never
 * negative, so that an order of chances is kept; with too few late or on-time answers, or where
 * the slope would be negative, only the shift is fitted or nothing at all.
 */
export function fitPlatt(logits: Float64Array, misses: Uint8Array, count: number): PlattLine {
  let late = 0;
  for (let i = 0; i < count; i++) late += misses[i];
  if (late < LEAST || count - late < LEAST) return { slope: 1, shift: 0 };
  const targets = [1 / (count - late + 2), (late + 1) / (late + 2)] as const;
  let line: PlattLine = { slope: 1, shift: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const next = newtonStep(line, { logits, misses, count }, targets);
    const change = Math.abs(next.slope - line.slope) + Math.abs(next.shift - line.shift);
    line = next;
    if (change < 1e-9) break;
  }
  return line;
}

/** The calibrated chance of foretold log-odds. */
export function plattChance(line: PlattLine, logit: number): number {
  return logistic(line.slope * logit + line.shift);
}

interface Block {
  readonly logits: Float64Array;
  readonly misses: Uint8Array;
  readonly count: number;
}

function newtonStep(line: PlattLine, block: Block, targets: readonly [number, number]): PlattLine {
  let [gs, gb, ss, sb, bb] = [0, 0, 1e-9, 0, 1e-9];
  for (let i = 0; i < block.count; i++) {
    const x = block.logits[i];
    const p = plattChance(line, x);
    const wrong = p - targets[block.misses[i] === 1 ? 1 : 0];
    const weight = p * (1 - p);
    gs += wrong * x;
    gb += wrong;
    ss += weight * x * x;
    sb += weight * x;
    bb += weight;
  }
  const determinant = ss * bb - sb * sb;
  if (!(determinant > 1e-12 * ss * bb))
    return { slope: line.slope, shift: bounded(line.shift, -gb / bb) };
  const slope = bounded(line.slope, (sb * gb - bb * gs) / determinant);
  const shift = bounded(line.shift, (sb * gs - ss * gb) / determinant);
  return { slope: Math.max(0, slope), shift };
}

// A step of two keeps Newton's method from overshooting where the classes hardly overlap.
function bounded(value: number, step: number): number {
  return value + Math.max(-2, Math.min(2, step));
}
