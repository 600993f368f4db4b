/**
 * Sine and cosine with the same bits on every machine. Method and coefficients: fdlibm 5.3, Sun
 * Microsystems 1993, k_sin.c, k_cos.c and e_rem_pio2.c (https://www.netlib.org/fdlibm). Error
 * below one unit in the last place.
 */

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 0.0000027557313707070068;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;
const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 0.00002480158728947673;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

/** 2/π, and π/2 in two pieces of 33 bits and the tail that follows them. */
const INVERSE_HALF_PI = 0.6366197723675814;
const PIECE_1 = 1.5707963267341256;
const PIECE_2 = 6.077100506303966e-11;
const TAIL_2 = 2.0222662487959506e-21;
/** 2^19·π/2. Up to here no double is so near a multiple of π/2 that a third piece is needed. */
const LARGEST_ANGLE = 823_549;

/** The angle left after taking whole quarter turns, in two parts. */
const rest = new Float64Array(2);

/** Sine of an angle in radians. Angles beyond ±823,549 are refused: reduce the phase first. */
export function sin(x: number): number {
  // So small that x is the answer; this also keeps the sign of -0.
  return Math.abs(x) < 7.450580596923828e-9 ? x : quarterTurn(x, 0);
}

/** Cosine of an angle in radians. Angles beyond ±823,549 are refused: reduce the phase first. */
export function cos(x: number): number {
  return quarterTurn(x, 1);
}

function quarterTurn(x: number, ahead: number): number {
  if (Number.isNaN(x) || Math.abs(x) === Infinity) return NaN;
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
