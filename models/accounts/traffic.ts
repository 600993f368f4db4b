import type { Setup } from '../setup.ts';
import type { RegionMeters } from './region-meters.ts';
import type { Tier, TrafficSetup } from './setup.ts';

const JOULES_PER_KWH = 3.6e6;
const BYTES_PER_GB = 1e9;

/** What a region sent: answers, sessions that began, requests answered away from home. */
export interface Sent {
  readonly answers: number;
  readonly sessions: number;
  readonly away: number;
}

/** GB out to players: the readings of a region, or their difference. */
export function outGb({ answerBytes, sessionBytes }: TrafficSetup, sent: Sent): number {
  return (sent.answers * answerBytes + sent.sessions * sessionBytes) / BYTES_PER_GB;
}

/** GB from a region to others that answer for it. */
export function betweenGb({ awayBytes }: TrafficSetup, { away }: Sent): number {
  return (away * awayBytes) / BYTES_PER_GB;
}

/** Charges networks with what was sent since the last time, at the sender's intensity. */
export function chargeNetwork({ accounts }: Setup, meters: RegionMeters, region: number): void {
  if (accounts?.traffic === undefined || accounts.networkKwhPerGb === 0) return;
  const { traffic, networkKwhPerGb } = accounts;
  const sent = {
    answers: meters.answers[region],
    sessions: meters.sessions[region],
    away: meters.away[region],
  };
  const gb = outGb(traffic, sent) + betweenGb(traffic, sent);
  const joules = gb * networkKwhPerGb * JOULES_PER_KWH - meters.networkJ[region];
  meters.networkJ[region] += joules;
  meters.networkG[region] += (joules / JOULES_PER_KWH) * meters.intensity[region];
}

/**
 * What each tier takes of a volume: tiers are of a month, and a run that lasts another time has
 * them in proportion, as if it went on at its mean rate.
 */
export function fillTiers(
  tiers: readonly Tier[],
  gb: number,
  months: number,
): readonly (Tier & { readonly gb: number })[] {
  return tiers.map((tier, i) => {
    const from = tier.fromGb * months;
    const to = i + 1 < tiers.length ? tiers[i + 1].fromGb * months : Number.POSITIVE_INFINITY;
    return { ...tier, gb: Math.max(0, Math.min(gb, to) - from) };
  });
}
