import type { PlacementOutcome } from '../../placement.ts';

const PLAYERS = 65_536;

/**
 * Which variants do not run on a player's device, as its failures told: a bit a variant, a byte a
 * player. Two players 65 536 apart share a byte, which costs a frame now and then.
 */
export function openFits(): Uint8Array {
  return new Uint8Array(PLAYERS);
}

/** Whether a variant has not yet failed on that player's device. */
export function isFit(fits: Uint8Array, player: number, variant: number): boolean {
  return ((fits[player % PLAYERS] >> variant) & 1) === 0;
}

/** Learns from a frame that was placed on the device: no answer at all means that it cannot run. */
export function hearFit(fits: Uint8Array, outcome: PlacementOutcome, variants: number): void {
  if (outcome.choice < 0 || outcome.choice >= variants) return;
  const bit = 1 << outcome.choice;
  if (Number.isFinite(outcome.response)) fits[outcome.player % PLAYERS] &= ~bit;
  else fits[outcome.player % PLAYERS] |= bit;
}
