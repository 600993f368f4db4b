import { exp, log } from '../engine/math.ts';
import { DAY, SECOND } from '../engine/units.ts';

/** How a launch goes: a rise, a peak, and the shares of it that are left a week and months on. */
export interface LaunchShape {
  /** Days from a tenth of the peak to the peak. */
  readonly riseDays: number;
  /** Share of the peak left 7, 30 and 90 days after it, above 0. */
  readonly left: readonly [week: number, month: number, quarter: number];
}

/** A launch that was recorded. */
export interface RecordedLaunch extends LaunchShape {
  /** Name of the formula's function. */
  readonly name: string;
  readonly title: string;
  /** Most players at once on Steam. */
  readonly peak: number;
  /** Share left after 180 days: no part of the shape, so the shape can be held against it. */
  readonly leftHalfYear: number;
}

/** Daily peaks of players on Steam up to December 2022 (SteamDB, chart export, figures only). */
export const LAUNCHES: readonly RecordedLaunch[] = [
  launch('launchNewWorld', 'New World', [913_634, 5], [0.8, 0.33, 0.13, 0.03]),
  launch('launchLostArk', 'Lost Ark', [1_325_305, 4], [0.86, 0.45, 0.32, 0.09]),
  launch('launchEldenRing', 'ELDEN RING', [953_426, 9], [0.87, 0.36, 0.08, 0.03]),
  launch('launchCyberpunk', 'Cyberpunk 2077', [1_054_388, 0], [0.55, 0.14, 0.01, 0.01]),
  launch('launchValheim', 'Valheim', [502_387, 16], [0.95, 0.38, 0.1, 0.04]),
  launch('launchPubg', 'PUBG', [3_257_248, 188], [0.97, 0.78, 0.75, 0.37]),
];

function launch(
  name: string,
  title: string,
  [peak, riseDays]: readonly [number, number],
  [week, month, quarter, leftHalfYear]: readonly [number, number, number, number],
): RecordedLaunch {
  return { name, title, peak, riseDays, left: [week, month, quarter], leftHalfYear };
}

const DAY_SECONDS = DAY / SECOND;

/**
 * A launch's level, 1 at its peak, so many seconds after it begins at a tenth of the peak: it grows
 * evenly on a logarithmic scale (assumed), and falls so for a week; from then on the shares are
 * joined on double logarithmic scales, and the last line goes on.
 */
export function launchLevel({ riseDays, left }: LaunchShape, seconds: number): number {
  if (seconds < 0) return 0;
  const days = seconds / DAY_SECONDS - riseDays;
  if (days < 0) return exp((log(10) * days) / riseDays);
  const [week, month, quarter] = left;
  if (days <= 7) return exp((log(week) * days) / 7);
  if (days <= 30) return between([7, week], [30, month], days);
  return between([30, month], [90, quarter], days);
}

type Point = readonly [days: number, share: number];

function between([day, share]: Point, [later, less]: Point, days: number): number {
  return share * exp((log(less / share) * log(days / day)) / log(later / day));
}
