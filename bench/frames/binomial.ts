import { betaCdf } from '../../engine/special.ts';

/** Clopper and Pearson's exact 95 % interval of a share, 1934: `hits` of `count`. */
export function exactBinomial(
  hits: number,
  count: number,
): { readonly low: number; readonly high: number } {
  const low = hits === 0 ? 0 : betaQuantile(0.025, hits, count - hits + 1);
  const high = hits === count ? 1 : betaQuantile(0.975, hits + 1, count - hits);
  return { low, high };
}

function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (betaCdf(a, b, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
