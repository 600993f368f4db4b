import { type DeviceFacts, powerAt, type Served, UNFIT } from './device.ts';
import { type HeadLaw, headLatencyMs } from './gpu.ts';

/** A point of presence: a few cards, near the players. */
export interface EdgePop extends DeviceFacts {
  readonly kind: 'edge';
  /** Cards, each serving one batch at a time. */
  readonly slots: number;
  /** Round trip between a player and the site, ms. */
  readonly roundTripMs: number;
  readonly heads: Readonly<Record<string, HeadLaw>>;
}

/**
 * A batch on one free card, felt at the player: the way there and back is part of the latency, not
 * of the busy time. Larger than one request a card is refused: a site near players is not filled.
 */
export function serveNear(site: EdgePop, law: HeadLaw, batch: number): Served {
  if (batch > site.slots) return UNFIT;
  const busyMs = headLatencyMs(law, 1);
  const eachW = (powerAt(site, 1) - powerAt(site, 0)) / site.slots;
  const energyJ = (batch * (eachW + site.idleW / site.slots) * busyMs) / 1000;
  const failure = Math.min(1, (site.faultsPerHour * busyMs) / 3_600_000);
  return { latencyMs: site.roundTripMs + busyMs, busyMs, energyJ, failure };
}
