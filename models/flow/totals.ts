import { pow } from '../../engine/power.ts';
import type { World } from '../world.ts';
import type { Flow } from './flow.ts';
import { WAIT_BINS, waitOfBin } from './waits.ts';

/** Most cells of the response: what lies beyond is gathered in the last of them. */
const MOST = 200_000;

/** What the totals of a fluid run are: counts are rounded, quantiles read off all replies. */
export function flowTotals({ flow, ledger }: World) {
  if (flow === undefined) return {};
  const { counts } = ledger;
  const whole = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, Math.round(count)]),
  );
  const ended = counts.sessionsCompleted + counts.sessionsQuit;
  const matches =
    counts.sessionsStarted === 0 ? 0 : (flow.matches * ended) / counts.sessionsStarted;
  const size = flow.matches === 0 ? 1 : counts.sessionsStarted / flow.matches;
  const stays = ended === 0 ? 1 : counts.sessionsCompleted / ended;
  const quantiles = quantilesOf(flow, [0.5, 0.95, 0.99]);
  return {
    ...whole,
    matchesEnded: Math.round(matches),
    matchesCompleted: Math.round(matches * pow(stays, size)),
    peakConcurrentPlayers: Math.round(ledger.playingPeak),
    requestsInFlight: Math.round(ledger.inFlight),
    responseSum: flow.responseSum,
    responseP50: quantiles[0],
    responseP95: quantiles[1],
    responseP99: quantiles[2],
  };
}

/** Quantiles of wait and reply together, over all manners of being served. */
function quantilesOf(flow: Flow, shares: readonly number[]): number[] {
  const { chance, cell } = responsesOf(flow);
  const all = chance.reduce((sum, one) => sum + one, 0);
  return shares.map((share) => {
    let seen = 0;
    let at = 0;
    while (at < MOST - 1 && seen + chance[at] < share * all) seen += chance[at++];
    const within = chance[at] > 0 ? (share * all - seen) / chance[at] : 0;
    return all === 0 ? Number.NaN : (at + within) * cell;
  });
}

function responsesOf(flow: Flow) {
  const chance = new Float64Array(MOST);
  let cell = 1;
  flow.outcomes.forEach((outcomes, place) => {
    if (outcomes === undefined) return;
    const { reply } = outcomes;
    cell = reply.cell;
    const last = reply.tail.findLastIndex((share) => share > 0);
    for (let bin = 0; bin < WAIT_BINS; bin++) {
      const many = flow.answered[place * WAIT_BINS + bin];
      if (many === 0) continue;
      const shift = Math.round(waitOfBin(bin) / cell);
      for (let at = 0; at <= last; at++) {
        chance[Math.min(MOST - 1, at + shift)] += many * reply.chance[at];
      }
    }
  });
  return { chance, cell };
}
