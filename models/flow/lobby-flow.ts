import { cdfOf } from '../../engine/distributions.ts';
import { gammaCdf } from '../../engine/special.ts';
import type { Setup } from '../setup.ts';

/** What the lobby makes of Poisson arrivals at one rate. */
export interface LobbyFlow {
  /** Mean wait in the lobby of those who arrive, microseconds. */
  readonly wait: number;
  /** Share of them that gives up. */
  readonly abandoned: number;
  /** Players of a match at its start. */
  readonly matched: number;
}

const SLICES = 64;

/**
 * A lobby opens with a player and closes when it is full or its time is up. With u since it opened
 * there wait 1 + N(u), N Poisson, until it is full. Who gives up is reckoned from the mean wait and
 * does not delay the others: right to first order in wait over patience.
 */
export function reckonLobby(setup: Setup, rate: number): LobbyFlow {
  const { matchSize, fillAfter, patience } = setup;
  if (matchSize === 1 || rate <= 0)
    return { wait: rate <= 0 ? fillAfter : 0, abandoned: 0, matched: 1 };
  const slice = Math.min(fillAfter, (3 * matchSize) / rate) / SLICES;
  let waited = 0;
  let players = 1;
  for (let i = 0; i < SLICES; i++) {
    const { isOpen, present } = lobbyAt(matchSize, rate * (i + 0.5) * slice);
    waited += present * slice;
    players += isOpen * rate * slice;
  }
  const matched = Math.min(matchSize, players);
  const wait = waited / matched;
  return { wait, abandoned: cdfOf(patience, wait), matched };
}

/** Chance that a lobby is not full with this many arrivals expected, and how many wait in it. */
function lobbyAt(size: number, expected: number) {
  let present = 0;
  let isOpen = 0;
  for (let more = 0; more < size - 1; more++) {
    const chance = chanceOf(more, expected);
    isOpen += chance;
    present += (1 + more) * chance;
  }
  return { isOpen, present };
}

/** Poisson chance of exactly n, as a difference of two tails. */
function chanceOf(n: number, mean: number): number {
  const atLeast = n === 0 ? 1 : gammaCdf(n, mean);
  return atLeast - gammaCdf(n + 1, mean);
}
