import { cdfOf, type Law } from '../engine/distributions.ts';
import { DAY, type Duration } from '../engine/units.ts';
import type { Curve, GroupScenario, PlayersScenario } from './scenario.ts';

/** Value of a step curve at an instant; the last value holds on. */
function curveAt(curve: Curve, at: number): number {
  const cell = Math.min(Math.floor(at / curve.every), curve.values.length - 1);
  return curve.values[Math.max(cell, 0)];
}

/**
 * A group's arrivals per microsecond on the world curve's grid: the world's rate times the group's
 * share times the daily cycle at the group's local time. `midnight` is the local time of day, UTC,
 * at simulated time 0.
 */
export function groupRates(
  players: PlayersScenario,
  group: GroupScenario,
  midnight: Duration,
): Float64Array {
  const { arrivals, dailyCycle } = players;
  return Float64Array.from(arrivals.values, (perSecond, cell) => {
    const local = (((cell * arrivals.every + midnight + group.clock) % DAY) + DAY) % DAY;
    return (perSecond * group.share * curveAt(dailyCycle, local)) / 1e6;
  });
}

/**
 * Largest expected number at play if every arrival starts at once and plays its planned time:
 * N(t) = ∫ rate(t - u) P(session > u) du, on the rate's own grid.
 */
export function expectedPeak(rates: Float64Array, every: Duration, session: Law): number {
  const survival = Float64Array.from(rates, (_, lag) => 1 - cdfOf(session, (lag + 0.5) * every));
  let peak = 0;
  for (let at = 0; at < rates.length; at++) {
    let playing = 0;
    for (let lag = 0; lag <= at; lag++) playing += rates[at - lag] * survival[lag];
    if (playing > peak) peak = playing;
  }
  return peak * every;
}
