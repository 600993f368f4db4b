import { draw } from '../../engine/distributions.ts';
import { openStream, uniform } from '../../engine/random.ts';
import { normalCdf } from '../../engine/special.ts';
import { type Duration, SECOND, type SimTime } from '../../engine/units.ts';
import { type QuantileTable, quantileAt } from './quantiles.ts';

/** What mass disconnects look like; times in seconds. */
export interface StormFigures {
  /** From the start of one episode to that of the next, in the mean. */
  readonly meanGap: number;
  /** Chance that another drop of the episode follows. */
  readonly more: number;
  /** Gaps between drops of one episode, start to start. */
  readonly inside: QuantileTable;
  readonly share: QuantileTable;
  readonly over: QuantileTable;
  readonly recovery: QuantileTable;
  /** Correlations of the normal scores of phase and share, recovery and share, and of both. */
  readonly overShare: number;
  readonly recoveryShare: number;
  readonly recoveryOver: number;
}

/** A generated storm in simulated time. */
export interface StormDrop {
  readonly at: SimTime;
  readonly share: number;
  readonly over: Duration;
  /** From its start until players can log in again. */
  readonly down: Duration;
}

/**
 * RuneScape, 2 331 drops of 2007-08-17 to 2015-03-24 (Cloud Uptime Archive, peaks of the game's
 * player count every 2 min, MIT), by `playtwin traces fit outage-events`. Drops less than 8 h
 * apart are one episode: the gaps between episodes then have a CV of 1.01. Phases and recoveries
 * are cut at 6 h (assumed).
 */
export const stormFigures: StormFigures = {
  meanGap: 214_500,
  more: 0.52,
  inside: [
    [0, 0],
    [0.05, 240],
    [0.2, 480],
    [0.3, 600],
    [0.4, 960],
    [0.5, 1680],
    [0.6, 3360],
    [0.7, 6600],
    [0.8, 11_400],
    [0.9, 19_080],
    [0.95, 24_360],
    [0.99, 94_440],
    [1, 99_000],
  ],
  share: [
    [0, 0.0005],
    [0.05, 0.0516],
    [0.1, 0.0684],
    [0.2, 0.0886],
    [0.3, 0.1295],
    [0.4, 0.1858],
    [0.5, 0.2677],
    [0.6, 0.4229],
    [0.7, 0.6009],
    [0.8, 0.7797],
    [0.9, 0.9362],
    [0.95, 0.9887],
    [0.99, 1],
    [1, 1],
  ],
  over: [
    [0, 240],
    [0.05, 240],
    [0.1, 360],
    [0.4, 360],
    [0.5, 480],
    [0.6, 720],
    [0.7, 1080],
    [0.8, 1440],
    [0.9, 2640],
    [0.95, 5040],
    [0.99, 21_600],
    [1, 21_600],
  ],
  recovery: [
    [0, 240],
    [0.05, 240],
    [0.1, 360],
    [0.2, 360],
    [0.3, 480],
    [0.4, 840],
    [0.5, 1680],
    [0.6, 2400],
    [0.7, 3960],
    [0.8, 9120],
    [0.9, 21_600],
    [1, 21_600],
  ],
  overShare: 0.482,
  recoveryShare: 0.228,
  recoveryOver: 0.709,
};

/**
 * Storms up to a horizon: episodes at random, a mean gap apart, each of one or more drops.
 * `meanGap` in microseconds takes the place of the recorded one.
 */
export function drawStorms(
  figures: StormFigures,
  wish: { readonly meanGap: Duration; readonly horizon: Duration; readonly seed: number },
): readonly StormDrop[] {
  const stream = openStream(wish.seed, 'players/storms');
  const storms: StormDrop[] = [];
  const gap = { kind: 'exponential', mean: wish.meanGap } as const;
  let at = draw(gap, stream, 0);
  while (at < wish.horizon) {
    let next = at;
    do {
      storms.push(dropAt(figures, Math.round(next), stream));
      next += quantileAt(figures.inside, uniform(stream, 0)) * SECOND;
    } while (uniform(stream, 0) < figures.more);
    at += draw(gap, stream, 0);
  }
  return storms.filter((storm) => storm.at < wish.horizon);
}

const standardNormal = { kind: 'normal', mean: 0, sd: 1 } as const;

function dropAt(figures: StormFigures, at: SimTime, stream: Int32Array): StormDrop {
  const size = draw(standardNormal, stream, 0);
  const a = figures.overShare;
  const length = a * size + Math.sqrt(1 - a * a) * draw(standardNormal, stream, 0);
  // The recovery's score given the other two: regression on both, then what is left.
  const { recoveryShare: s, recoveryOver: o } = figures;
  const bySize = (s - o * a) / (1 - a * a);
  const byLength = (o - s * a) / (1 - a * a);
  const rest = Math.max(0, 1 - bySize * s - byLength * o);
  const slow =
    bySize * size + byLength * length + Math.sqrt(rest) * draw(standardNormal, stream, 0);
  const over = quantileAt(figures.over, normalCdf(length));
  const recovery = quantileAt(figures.recovery, normalCdf(slow));
  return {
    at,
    share: quantileAt(figures.share, normalCdf(size)),
    over: Math.round(over * SECOND),
    down: Math.round((over + recovery) * SECOND),
  };
}
