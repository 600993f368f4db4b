import type { LinkView } from '../../../../policies/placement.ts';

/** A link of six round trips, which are its quantiles; microseconds. */
export function link(
  quantiles: readonly number[],
  given: { readonly last?: number; readonly quick?: number; readonly wait?: number },
): LinkView {
  const { last = quantiles[0], wait = 0 } = given;
  const { quick = last } = given;
  const sorted = [...quantiles].sort((a, b) => a - b);
  return {
    lastRtt: last,
    quickRtt: quick,
    slowRtt: (last + quick) / 2,
    jitter: Math.abs(last - quick),
    p10Rtt: sorted[0],
    p25Rtt: sorted[1],
    medianRtt: sorted[2],
    p75Rtt: sorted[3],
    p90Rtt: sorted[4],
    p95Rtt: sorted[5],
    loss: 0,
    age: 0,
    wait,
    waitAge: 0,
  };
}
