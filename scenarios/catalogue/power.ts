import type { CurvePoint } from '../../models/accounts/power-curve.ts';
import { batchPowerShare } from '../../models/devices/language-model.ts';
import type { InstanceType } from './instances.ts';
import type { Filling, PlacedModel } from './serving.ts';

/** Full power of an instance at its work, and how it grows with busy slots. */
export interface WorkingPower {
  readonly maxW: number;
  /** Absent: a straight line. */
  readonly powerCurve?: readonly CurvePoint[];
}

/** An answer's tokens over its prompt's, where only the sum is known: between chat and code. */
const GENERATED_SHARE = 0.25;

/**
 * Power of cards that work as a whole: almost the same whether one slot is busy or all, for a card
 * that decodes reads the weights once a step, and one that runs a batch runs it on all its units.
 * Measured shares of the limit by batch where the catalogue has them for the model on these cards,
 * its share for inference elsewhere. The host's part grows with use.
 */
export function decodingPower(
  type: InstanceType,
  slots: number,
  {
    served,
    most = slots,
  }: {
    readonly served?: { readonly placed: PlacedModel; readonly filling: Filling } | undefined;
    /** Requests that keep the host as busy as it gets. */
    readonly most?: number;
  } = {},
): WorkingPower {
  const watts = Array.from({ length: slots + 1 }, (_, busy) => {
    if (busy === 0) return type.idleW;
    const share = shareAt(type, busy, served);
    return type.cardsLimitW * share + type.hostIdleW + type.hostW * Math.min(1, busy / most);
  });
  const maxW = watts[slots];
  const way = maxW - type.idleW;
  if (!(way > 0)) return { maxW };
  return {
    maxW,
    powerCurve: watts.map((watt, busy) => [busy / slots, (watt - type.idleW) / way] as const),
  };
}

function shareAt(
  { inferenceShare }: InstanceType,
  busy: number,
  served: { readonly placed: PlacedModel; readonly filling: Filling } | undefined,
): number {
  if (served?.placed.power === undefined) return inferenceShare;
  const { placed, filling } = served;
  const generated = filling.context * GENERATED_SHARE;
  const batch = { requests: busy, prompt: filling.context - generated, generated };
  return batchPowerShare(placed.law, served.placed.power, batch);
}
