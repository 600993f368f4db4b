/** Solves a small system of normal equations: Gauss with the largest pivot. */
export function solve(square: readonly (readonly number[])[], side: readonly number[]): number[] {
  const rows = square.map((row, i) => [...row, side[i]]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.slice(i).reduce((best, row, k) => {
      return Math.abs(row[i]) > Math.abs(rows[best][i]) ? i + k : best;
    }, i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let k = 0; k < rows.length; k++) {
      if (k === i) continue;
      const factor = rows[k][i] / rows[i][i];
      rows[k] = rows[k].map((value, j) => value - factor * rows[i][j]);
    }
  }
  return rows.map((row, i) => row[rows.length] / row[i]);
}
