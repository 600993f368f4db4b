import { cdfOf, type Law } from '../engine/distributions.ts';
import { DAY, type Duration, SECOND } from '../engine/units.ts';
import type { Curve, GroupScenario, PlayersScenario } from './scenario.ts';

/** Value of a step curve at an instant; the last value holds on. */
function curveAt(curve: Curve, at: number): number {
  const cell = Math.min(Math.floor(at / curve.every), curve.values.length - 1);
  return curve.values[Math.max(cell, 0)];
}

const WEEK = 7 * DAY;

/** How long before a Unix second the week began, Monday 00:00 UTC. */
export function sinceMonday(epoch: number): Duration {
  // The first of January 1970 was a Thursday.
  return inPeriod((epoch + (3 * DAY) / SECOND) * SECOND, WEEK);
}

function inPeriod(time: number, period: Duration): Duration {
  return ((time % period) + period) % period;
}

/**
 * A group's arrivals per microsecond on the world curve's grid: the world's rate times the group's
 * share times the cycles of day and week at the group's local time. `monday` is how long before
 * simulated time 0 the week began, UTC.
 */
export function groupRates(
  players: PlayersScenario,
  group: GroupScenario,
  monday: Duration,
): Float64Array {
  const { arrivals, dailyCycle, weeklyCycle } = players;
  return Float64Array.from(arrivals.values, (perSecond, cell) => {
    const local = cell * arrivals.every + monday + group.clock;
    const rate = (perSecond * group.share * curveAt(dailyCycle, inPeriod(local, DAY))) / 1e6;
    return weeklyCycle === undefined ? rate : rate * curveAt(weeklyCycle, inPeriod(local, WEEK));
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
