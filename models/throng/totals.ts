import type { World } from '../world.ts';

/**
 * What the totals of a run are whose players are counted. Requests, sessions, money and energy are
 * counts of everybody; lateness and times are what witnesses felt, weighed so that their answers
 * stand for all answers; matches are those followed, times how many one stands for.
 */
export function throngTotals({ throng, ledger }: World) {
  if (throng === undefined) return {};
  const { counts, witnessed } = ledger;
  const weight = witnessed === 0 ? 0 : counts.requestsAnswered / witnessed;
  return {
    sessionsCompleted: Math.round(counts.sessionsCompleted),
    sessionsQuit: Math.round(counts.sessionsQuit),
    matchesEnded: counts.matchesEnded * throng.oneIn,
    matchesCompleted: counts.matchesCompleted * throng.oneIn,
    requestsLate: Math.round(weight * ledger.witnessedLate),
    responseSum: weight * ledger.responseSum,
    waitSum: weight * ledger.waitSum,
    peakConcurrentPlayers: Math.round(ledger.playingPeak),
  };
}
