/** Chances of going from one state to another in a step, row by row, without the zeros. */
export interface Kernel {
  readonly size: number;
  /** First entry of each row, and one past the last. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly chances: Float64Array;
}

/**
 * The kernel of counted steps, `counts[from * size + to]`. Every state that was ever reached gets
 * `prior` counts spread over a row (Dirichlet), so that a row that was never seen is no surprise;
 * the part of it below `least` chance is left out and the row made whole again.
 */
export function kernelOf(counts: Float64Array, size: number, prior: number): Kernel {
  const reached = reachOf(counts, size);
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  const chances: number[] = [];
  for (let from = 0; from < size; from++) {
    const row = rowOf(counts, { from, size, prior, reached });
    const whole = row.reduce((sum, chance) => sum + (chance >= LEAST ? chance : 0), 0);
    row.forEach((chance, to) => {
      if (chance < LEAST) return;
      columns.push(to);
      chances.push(chance / whole);
    });
    starts[from + 1] = columns.length;
  }
  const entries = { columns: Int32Array.from(columns), chances: Float64Array.from(chances) };
  return { size, starts, ...entries };
}

// Chances below this would make a sweep slow and a value no better.
const LEAST = 5e-4;

interface Row {
  readonly from: number;
  readonly size: number;
  readonly prior: number;
  readonly reached: Float64Array;
}

function reachOf(counts: Float64Array, size: number): Float64Array {
  const reached = new Float64Array(size);
  for (let i = 0; i < counts.length; i++) reached[i % size] += counts[i];
  const all = reached.reduce((sum, count) => sum + count, 0);
  return reached.map((count) => (all > 0 ? count / all : 1 / size));
}

function rowOf(counts: Float64Array, { from, size, prior, reached }: Row): Float64Array {
  const row = counts.slice(from * size, (from + 1) * size);
  const all = row.reduce((sum, count) => sum + count, 0) + prior;
  return row.map((count, to) => (count + prior * reached[to]) / all);
}

/**
 * Expected values one step on, where the state is a pair and both parts move by themselves:
 * `out[i * inner + j]` from `values` in the same order. `half` is room for as many numbers.
 */
export function expectPair(
  [outer, inner]: readonly [Kernel, Kernel],
  values: Float64Array,
  half: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < outer.size; i++) {
    const base = i * inner.size;
    for (let j = 0; j < inner.size; j++) {
      let sum = 0;
      for (let at = inner.starts[j]; at < inner.starts[j + 1]; at++) {
        sum += inner.chances[at] * values[base + inner.columns[at]];
      }
      half[base + j] = sum;
    }
  }
  for (let i = 0; i < outer.size; i++) {
    const base = i * inner.size;
    out.fill(0, base, base + inner.size);
    for (let at = outer.starts[i]; at < outer.starts[i + 1]; at++) {
      const from = outer.columns[at] * inner.size;
      const chance = outer.chances[at];
      for (let j = 0; j < inner.size; j++) out[base + j] += chance * half[from + j];
    }
  }
}

/**
 * Share of time in each state in the long run, by a thousand steps at most: near enough to
 * weigh states by. */
export function longRunOf(kernel: Kernel): Float64Array {
  let now: Float64Array = new Float64Array(kernel.size).fill(1 / kernel.size);
  for (let round = 0; round < 1000; round++) {
    const next = stepOn(kernel, now);
    let change = 0;
    for (let i = 0; i < next.length; i++) change += Math.abs(next[i] - now[i]);
    now = next;
    if (change < 1e-9) break;
  }
  return now;
}

function stepOn(kernel: Kernel, shares: Float64Array): Float64Array {
  const next = new Float64Array(kernel.size);
  for (let from = 0; from < kernel.size; from++) {
    for (let at = kernel.starts[from]; at < kernel.starts[from + 1]; at++) {
      next[kernel.columns[at]] += kernel.chances[at] * shares[from];
    }
  }
  return next;
}
