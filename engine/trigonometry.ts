/**
 * Sine and cosine with the same bits on every machine. Method and coefficients: fdlibm 5.3, Sun
 * Microsystems 1993, k_sin.c, k_cos.c and e_rem_pio2.c (https://www.netlib.org/fdlibm). Error
 * below one unit in the last place.
 */

const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;
const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.08757232129817482790e-9;
const C6 = -1.13596475577881948265e-11;

/** 2/π, and π/2 cut into pieces of 33 bits, each with the tail that follows it. */
const INVERSE_HALF_PI = 6.36619772367581382433e-1;
const PIECE_1 = 1.57079632673412561417;
const PIECE_2 = 6.07710050630396597660e-11;
const TAIL_2 = 2.02226624879595063154e-21;
const PIECE_3 = 2.02226624871116645580e-21;
const TAIL_3 = 8.47842766036889956997e-32;
/** Beyond 2^19·π/2 a multiple of the first piece is no longer exact. */
const LARGEST_ANGLE = 823_549;

/** The angle left after taking whole quarter turns, in two parts. */
const rest = new Float64Array(2);

/** Sine of an angle in radians. Angles beyond ±823,549 are refused: reduce the phase first. */
export function sin(x: number): number {
  return quarterTurn(x, 0);
}

/** Cosine of an angle in radians. Angles beyond ±823,549 are refused: reduce the phase first. */
export function cos(x: number): number {
  return quarterTurn(x, 1);
}

function quarterTurn(x: number, ahead: number): number {
  if (x !== x || Math.abs(x) === Infinity) return NaN;
  if (Math.abs(x) > LARGEST_ANGLE) {
    throw new Error(`an angle of ${x} radians is too large; wanted at most ±${LARGEST_ANGLE}`);
  }
  const quarter = (reduce(x) + ahead) & 3;
  const value = (quarter & 1) === 0 ? sinPart(rest[0], rest[1]) : cosPart(rest[0], rest[1]);
  return (quarter & 2) === 0 ? value : -value;
}

/** Leaves x minus n quarter turns, within ±π/4, in `rest` and answers n. */
function reduce(x: number): number {
  if (Math.abs(x) <= 0.7853981633974483) {
    rest[0] = x;
    rest[1] = 0;
    return 0;
  }
  const n = Math.round(x * INVERSE_HALF_PI);
  const first = x - n * PIECE_1;
  const second = first - n * PIECE_2;
  takeTail(second, n * TAIL_2 - (first - second - n * PIECE_2));
  // Where x is so near a multiple of π/2 that 49 bits cancelled, a third piece is needed.
  if (Math.abs(rest[0]) < Math.abs(x) * 1.7763568394002505e-15) {
    const third = second - n * PIECE_3;
    takeTail(third, n * TAIL_3 - (second - third - n * PIECE_3));
  }
  return n;
}

function takeTail(lead: number, tail: number): void {
  rest[0] = lead - tail;
  rest[1] = lead - rest[0] - tail;
}

function sinPart(x: number, y: number): number {
  const z = x * x;
  const v = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return y === 0 ? x + v * (S1 + z * r) : x - (z * (0.5 * y - v * r) - y - v * S1);
}

function cosPart(x: number, y: number): number {
  const z = x * x;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * y));
}
