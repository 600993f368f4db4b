import { describe, expect, it } from 'vitest';
import { nextWord, openStream, seedState, uniform } from '../../../engine/random.ts';
import {
  chiOdds,
  gapsOf,
  kolmogorovOdds,
  normalOdds,
  poissonOdds,
  repeatedSpacings,
  runsAround,
  runsUp,
} from './randomness.ts';

// Odds: every assertion below is passed by an honest generator but for one chance in a million
// (ODDS), shared out where it looks at many values at once. There are fewer than 500: a file of
// other seeds would raise a false alarm once in two thousand. These seeds are fixed.
const ODDS = 1e-6;
const COUNT = 20_000;

const sample = (state: Int32Array, count = COUNT) =>
  Float64Array.from({ length: count }, () => uniform(state, 0));

/** χ² of counts against the counts expected. */
function chiSquare(counts: ArrayLike<number>, expected: (cell: number) => number): number {
  return Array.from(counts).reduce((sum, n, cell) => {
    return sum + (n - expected(cell)) ** 2 / expected(cell);
  }, 0);
}

/** Largest distance of the sample's distribution from the uniform one, in units of 1/√n. */
function kolmogorov(values: Float64Array): number {
  const sorted = values.slice().sort();
  let most = 0;
  sorted.forEach((u, i) => {
    most = Math.max(most, u - i / sorted.length, (i + 1) / sorted.length - u);
  });
  return most * Math.sqrt(sorted.length);
}

/** Correlation of two uniform samples, in units of its own standard error. */
function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - 0.5) * (b[i] - 0.5);
  return (12 * sum) / Math.sqrt(a.length);
}

/** Lets the sample follow itself by one step. */
const turned = (values: Float64Array) => Float64Array.from([...values.slice(1), values[0]]);

/** χ² over a square of cells that neighbours from both samples fall into. */
function gridOdds(a: Float64Array, b: Float64Array, side = 32): number {
  const cells = new Float64Array(side * side);
  for (let i = 0; i < a.length; i++) {
    cells[Math.floor(a[i] * side) * side + Math.floor(b[i] * side)]++;
  }
  const expected = a.length / cells.length;
  return chiOdds(
    chiSquare(cells, () => expected),
    cells.length - 1,
  );
}

const substream = (key: Int32Array, serial: number) => {
  const state = new Int32Array(4);
  seedState(state, 0, key, serial);
  return state;
};

/** Streams that stand as near to each other as streams can. */
const NEIGHBOURS: readonly (readonly [string, (i: number) => Int32Array])[] = [
  ['seeds that follow each other', (i) => openStream(i, 'arrivals')],
  [
    'paths that differ in a letter',
    (i) => openStream(1, `arrivals/${String.fromCharCode(97 + i)}`),
  ],
  ['paths of growing length', (i) => openStream(1, 'x'.repeat(i))],
  ['substreams that follow each other', (i) => substream(openStream(1, 'players'), i)],
  ['substreams 2^32 apart', (i) => substream(openStream(1, 'requests'), i * 2 ** 32)],
];

describe('one stream of chance', () => {
  it.each(['a', 'b', 'arrivals/eu', 'arrivals/us', ''])('is uniform: %j', (path) => {
    const values = sample(openStream(1, path), 200_000);
    expect(kolmogorovOdds(kolmogorov(values))).toBeGreaterThan(ODDS);
    expect(normalOdds(correlation(values, turned(values)))).toBeGreaterThan(ODDS);
    expect(gridOdds(values, turned(values), 100)).toBeGreaterThan(ODDS);
  });

  it('has every bit of its words half of the time', () => {
    const state = openStream(3, 'bits');
    const ones = new Float64Array(32);
    for (let i = 0; i < 100_000; i++) {
      const word = nextWord(state, 0);
      for (let bit = 0; bit < 32; bit++) ones[bit] += (word >>> bit) & 1;
    }
    for (const count of ones) {
      expect(normalOdds((count - 50_000) / Math.sqrt(25_000))).toBeGreaterThan(ODDS / 32);
    }
  });

  it('leaves gaps of geometric length between visits to a tenth of its range', () => {
    for (const from of [0, 0.45, 0.9]) {
      const gaps = gapsOf(sample(openStream(4, 'gaps'), 400_000), from, 0.1, 40);
      const total = gaps.reduce((sum, n) => sum + n, 0);
      const share = (length: number) => (length < 40 ? 0.1 * 0.9 ** length : 0.9 ** 40);
      const chi = chiSquare(gaps, (length) => total * share(length));
      expect(chiOdds(chi, 40)).toBeGreaterThan(ODDS);
    }
  });

  it('rises in runs of the lengths Knuth gives', () => {
    // The value that ends a run is thrown away, so runs are independent: of length r with chance
    // r/(r+1)! (Knuth, The Art of Computer Programming 2, 3.3.2 G, exercise 14).
    const runs = runsUp(sample(openStream(5, 'runs'), 400_000), 7);
    const total = runs.reduce((sum, n) => sum + n, 0);
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    const share = (i: number) => (i < 6 ? (i + 1) / factorial(i + 2) : 1 / factorial(7));
    const chi = chiSquare(runs, (i) => total * share(i));
    expect(chiOdds(chi, 6)).toBeGreaterThan(ODDS);
  });
});

describe.each(NEIGHBOURS)('%s', (_, open) => {
  it('are uncorrelated, now and one step apart', () => {
    for (let i = 0; i < 10; i++) {
      const [one, next] = [sample(open(i)), sample(open(i + 1))];
      expect(normalOdds(correlation(one, next))).toBeGreaterThan(ODDS);
      expect(normalOdds(correlation(one, turned(next)))).toBeGreaterThan(ODDS);
      expect(gridOdds(one, next)).toBeGreaterThan(ODDS);
    }
  });

  it('begin uniformly, and without a trace of their order', () => {
    const first = Float64Array.from({ length: 2000 }, (_, i) => uniform(open(i), 0));
    expect(kolmogorovOdds(kolmogorov(first))).toBeGreaterThan(ODDS);
    expect(normalOdds(correlation(first, turned(first)))).toBeGreaterThan(ODDS);
    expect(gridOdds(first, turned(first), 10)).toBeGreaterThan(ODDS);
  });
});

describe('many streams together', () => {
  it('are uncorrelated pair by pair, 300 of all sorts', () => {
    const states = NEIGHBOURS.flatMap(([, open]) => Array.from({ length: 60 }, (_, i) => open(i)));
    const samples = states.map((state) => sample(state, 2000));
    const pairs = samples.flatMap((a, i) => samples.slice(i + 1).map((b) => correlation(a, b)));
    const squares = pairs.reduce((sum, z) => sum + z * z, 0);
    expect(Math.max(...pairs.map(Math.abs))).toBeLessThan(limitOf(pairs.length));
    expect(chiOdds(squares, pairs.length)).toBeGreaterThan(ODDS);
  });

  it.each([4, 8, 12, 16])('are one uniform stream when 2^%i of them take turns', (bits) => {
    const turn = takeTurns(2 ** bits);
    const values = Float64Array.from({ length: 200_000 }, () => turn() / 2 ** 32);
    expect(kolmogorovOdds(kolmogorov(values))).toBeGreaterThan(ODDS);
    expect(gridOdds(values, turned(values), 100)).toBeGreaterThan(ODDS);
    const runs = runsAround(values);
    expect(normalOdds(runs)).toBeGreaterThan(ODDS);
  });

  it.each([4, 8, 12, 16])('space birthdays as chance does when 2^%i take turns', (bits) => {
    // Marsaglia 1985: 4096 birthdays in a year of 2^32 days leave about 4096³/2^34 = 4 spacings
    // that occur before, a Poisson count; 64 years of it make 256.
    const turn = takeTurns(2 ** bits);
    let repeated = 0;
    for (let year = 0; year < 64; year++) repeated += repeatedSpacings(turn, 4096);
    expect(poissonOdds(repeated, 256)).toBeGreaterThan(ODDS);
  });

  it.each([8, 0])('collide as often as chance does: the 24 bits from bit %i', (shift) => {
    // 2^16 first words thrown into 2^24 cells: n - m + m(1 - 1/m)^n, nearly Poisson.
    const [balls, cells] = [2 ** 16, 2 ** 24];
    const turn = takeTurns(balls);
    const filled = new Set(Array.from({ length: balls }, () => (turn() >>> shift) % cells));
    const expected = balls - cells * -Math.expm1(balls * Math.log1p(-1 / cells));
    expect(poissonOdds(balls - filled.size, expected)).toBeGreaterThan(ODDS);
  });

  it('flip half of the opening bits when one bit of the serial flips', () => {
    const key = openStream(9, 'avalanche');
    for (let bit = 0; bit < 40; bit++) {
      let flips = 0;
      for (let serial = 0; serial < 500; serial++) {
        const step = 2 ** bit * (Math.floor(serial / 2 ** bit) % 2 === 0 ? 1 : -1);
        const [a, b] = [substream(key, serial), substream(key, serial + step)];
        for (let word = 0; word < 4; word++) flips += ones(a[word] ^ b[word]);
      }
      const z = (flips - 32_000) / Math.sqrt(16_000);
      expect(normalOdds(z), `bit ${bit}`).toBeGreaterThan(ODDS / 40);
    }
  });

  it('never meet: no four words in a row are shared by a thousand streams', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 1000; i++) {
      const state = openStream(i % 10, `path/${i}`);
      seen.add([1, 2, 3, 4].map(() => nextWord(state, 0)).join());
    }
    expect(seen.size).toBe(1000);
  });
});

describe('these tests', () => {
  it('would tell a stream that is followed by itself, shifted or turned round', () => {
    const one = sample(openStream(1, 'x'));
    const late = turned(one);
    expect(normalOdds(correlation(one, one))).toBeLessThan(ODDS);
    expect(
      normalOdds(
        correlation(
          one,
          one.map((u) => 1 - u),
        ),
      ),
    ).toBeLessThan(ODDS);
    expect(
      gridOdds(
        one,
        late.map((u, i) => (u + one[i]) / 2),
      ),
    ).toBeLessThan(ODDS);
    expect(
      gridOdds(
        one,
        one.map((u) => (u * 7) % 1),
      ),
    ).toBeLessThan(ODDS);
  });

  it('would tell the low bits of a linear congruential generator', () => {
    let word = 1;
    const next = () => {
      word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0;
      return word;
    };
    let repeated = 0;
    for (let year = 0; year < 64; year++) repeated += repeatedSpacings(next, 4096);
    expect(poissonOdds(repeated, 256)).toBeLessThan(ODDS);
  });
});

/** Bonferroni: the z that the largest of this many passes with chance ODDS. */
function limitOf(count: number): number {
  let z = 4;
  while (normalOdds(z) * count > ODDS) z += 0.01;
  return z;
}

/** Words of this many substreams, one of each in turn, again and again. */
function takeTurns(count: number): () => number {
  const key = openStream(6, 'turns');
  const states = new Int32Array(4 * count);
  for (let i = 0; i < count; i++) seedState(states, 4 * i, key, i);
  let next = 0;
  return () => {
    const word = nextWord(states, 4 * next);
    next = (next + 1) % count;
    return word;
  };
}

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
