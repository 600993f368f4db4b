import type { World } from '../world.ts';
import type { FailOver } from './fail-over.ts';

/** Totals of the agreement and of what became of lost regions: all 0 where nobody agrees. */
export function membershipTotals({ membership }: World) {
  const all = membership?.failOvers.all ?? [];
  const whole = all.filter((one) => one.movedAt >= 0);
  const recovered = whole.filter((one) => one.recoveredAt >= 0);
  const sum = (of: (one: FailOver) => number, over = whole) =>
    over.reduce((total, one) => total + of(one), 0);
  const counts = membership?.counts;
  return {
    failOvers: all.length,
    failOversMoved: whole.length,
    failOversRecovered: recovered.length,
    failOverDetectSum: sum((one) => one.detectedAt - one.begunAt),
    failOverElectSum: sum((one) => one.electedAt - one.detectedAt),
    failOverAgreeSum: sum((one) => one.agreedAt - one.electedAt),
    failOverMoveSum: sum((one) => one.movedAt - one.agreedAt),
    failOverWarmSum: sum((one) => Math.max(0, one.recoveredAt - one.movedAt), recovered),
    failOverSum: sum((one) => one.recoveredAt - one.begunAt, recovered),
    elections: counts?.elections ?? 0,
    falseElections: counts?.falseElections ?? 0,
    falseOuts: counts?.falseOuts ?? 0,
    turnsUnmanaged: counts?.turnsMissed ?? 0,
  };
}
