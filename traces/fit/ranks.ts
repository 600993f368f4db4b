import { sin } from '../../engine/math.ts';

/**
 * Correlation of the normal scores of two samples of one length: 2 sin(pi r / 6) of Spearman's rank
 * correlation r, which is exact for a joint normal law. Equal values share their mean rank.
 */
export function rankScore(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [ranksOf(one), ranksOf(other)];
  const middle = (a.length - 1) / 2;
  const joint = a.reduce((sum, rank, i) => sum + (rank - middle) * (b[i] - middle), 0);
  const squares = (ranks: readonly number[]) =>
    ranks.reduce((sum, rank) => sum + (rank - middle) * (rank - middle), 0);
  const total = Math.sqrt(squares(a) * squares(b));
  return total === 0 ? 0 : 2 * sin((Math.PI * joint) / total / 6);
}

function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let place = from; place < to; place++) ranks[order[place]] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}
