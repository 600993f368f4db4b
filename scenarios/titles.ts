import type { Law } from '../engine/distributions.ts';
import { cos, exp, log } from '../engine/math.ts';
import { HOUR, MINUTE, SECOND } from '../engine/units.ts';

/** A figure of a title type with where it comes from. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly confidence: 'measured' | 'vendor' | 'derived' | 'assumed';
}

/** Day or week of a title type: a factor of mean 1 by local hour or weekday (Monday first). */
export interface CycleShape {
  readonly values: readonly number[];
  /** Whether values stand for instants, joined by straight lines, or for whole days. */
  readonly isJoined: boolean;
}

/** One kind of game: how its day goes, how long a visit lasts, how often it asks for AI. */
export interface TitleType {
  readonly name: string;
  readonly doc: string;
  readonly daily: Sourced<CycleShape>;
  readonly weekly: Sourced<CycleShape>;
  readonly session: Sourced<Law>;
  readonly think: Sourced<Law>;
  /** Frames a second that a client shows or a server ticks, for reference. */
  readonly frames: Sourced<number>;
}

const RUNESCAPE = 'player count before 2 331 drops, RuneScape 2007-15 (Cloud Uptime Archive)';

// Hours of the game's own clock: players of all zones are in it, so one zone swings wider.
const runescapeDay: Sourced<CycleShape> = {
  value: {
    values: [
      ...[1.23, 1.13, 1.14, 1.07, 1.1, 1.0, 0.95, 0.92, 0.84, 0.69, 0.68, 0.67],
      ...[0.67, 0.73, 0.81, 0.87, 0.99, 1.07, 1.1, 1.21, 1.26, 1.25, 1.32, 1.31],
    ],
    isJoined: true,
  },
  source: RUNESCAPE,
  confidence: 'measured',
};

const runescapeWeek: Sourced<CycleShape> = {
  value: { values: [0.97, 0.87, 0.95, 0.95, 0.97, 1.14, 1.15], isJoined: false },
  source: RUNESCAPE,
  confidence: 'measured',
};

const evenWeek: Sourced<CycleShape> = {
  value: { values: [1, 1, 1, 1, 1, 1, 1], isJoined: false },
  source: 'no figure found; a week without a shape',
  confidence: 'assumed',
};

/** A day that swings by this ratio around an evening peak: exp(a cos), a = ln(ratio) / 2. */
function swing(ratio: number, peakHour: number): CycleShape {
  const a = log(ratio) / 2;
  const raw = Array.from({ length: 24 }, (_, hour) =>
    exp(a * cos((2 * Math.PI * (hour - peakHour)) / 24)),
  );
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  return { values: raw.map((value) => value / mean), isJoined: true };
}

const assumedDay: Sourced<CycleShape> = {
  value: swing(4, 20),
  source: '24 h peak in the load of all games (Chambers et al., IMC 2005); size 4:1 assumed',
  confidence: 'assumed',
};

const fourTalks: Sourced<Law> = {
  value: { kind: 'exponential', mean: 176 * SECOND },
  source: '4 turns a minute in 8.5 % of the time; middle of guesses, no measurement found',
  confidence: 'assumed',
};

function lognormalMinutes(median: number, upper: number): Law {
  // The upper quartile lies 0.6745 standard deviations above the median.
  return { kind: 'lognormal', mu: log(median * MINUTE), sigma: log(upper / median) / 0.6745 };
}

/** The title types a scenario may name in `daily cycle`, `weekly cycle`, `session` and `think`. */
export const TITLES: readonly TitleType[] = [
  {
    name: 'arena-shooter',
    doc: 'first-person shooter on servers of tens of players',
    daily: assumedDay,
    weekly: evenWeek,
    session: {
      value: { kind: 'weibull', shape: 0.5, scale: 20 * MINUTE },
      source: '16 000 Counter-Strike sessions (Chang & Feng, NetGames 2003)',
      confidence: 'measured',
    },
    think: fourTalks,
    frames: { value: 128, source: 'VALORANT server tick (PC Gamer 2020)', confidence: 'vendor' },
  },
  {
    name: 'battle-royale',
    doc: 'one match of about a hundred players, death may come early',
    daily: {
      value: swing(10, 20),
      source: 'Fortnite, 10:1 within a region (Epic, AWS Summit 2018); peak at 20:00 assumed',
      confidence: 'vendor',
    },
    weekly: evenWeek,
    session: {
      value: lognormalMinutes(22, 45),
      source: 'match of 20 to 25 min, one to two matches a visit; no session data found',
      confidence: 'assumed',
    },
    think: fourTalks,
    frames: { value: 30, source: 'Fortnite server tick (PC Gamer 2020)', confidence: 'vendor' },
  },
  {
    name: 'moba',
    doc: 'five against five, matches of half an hour and more',
    daily: assumedDay,
    weekly: evenWeek,
    session: {
      value: lognormalMinutes(40, 80),
      source: 'matches of 30 to 45 min (press 2022), one to two a visit; spread assumed',
      confidence: 'assumed',
    },
    think: {
      value: { kind: 'deterministic', value: SECOND / 7.5 },
      source: 'a bot acts 7.5 times a second (OpenAI Five, arXiv 1912.06680, 2nd-hand)',
      confidence: 'derived',
    },
    frames: { value: 30, source: 'Dota 2 as OpenAI Five sees it, 30/s', confidence: 'derived' },
  },
  {
    name: 'mmo',
    doc: 'persistent world of thousands',
    daily: runescapeDay,
    weekly: runescapeWeek,
    session: {
      value: lognormalMinutes(90, 180),
      source: 'means of 1 to 4 h (Chen et al., CACM 2006, remembered); family and spread assumed',
      confidence: 'assumed',
    },
    think: fourTalks,
    frames: { value: 1.67, source: 'RuneScape tick of 0.6 s', confidence: 'vendor' },
  },
  {
    name: 'mobile',
    doc: 'short visits on a phone',
    daily: { ...assumedDay, value: swing(3, 20) },
    weekly: evenWeek,
    session: {
      value: lognormalMinutes(4.5, 7.5),
      source: 'median 4 to 5, upper quartile of titles 7 to 8 min (GameAnalytics 2019)',
      confidence: 'derived',
    },
    think: fourTalks,
    frames: { value: 60, source: 'usual screens', confidence: 'assumed' },
  },
  {
    name: 'turn-based',
    doc: 'players take turns; AI is asked once a turn',
    daily: { ...assumedDay, value: swing(3, 20) },
    weekly: evenWeek,
    session: {
      value: lognormalMinutes(20, 40),
      source: 'no figure found',
      confidence: 'assumed',
    },
    think: {
      value: { kind: 'exponential', mean: 45 * SECOND },
      source: 'one request a turn of 45 s; no figure found',
      confidence: 'assumed',
    },
    frames: { value: 0, source: 'no frames are asked for', confidence: 'assumed' },
  },
];

/** Names of the title types. */
export const TITLE_NAMES: readonly string[] = TITLES.map(({ name }) => name);

/** A cycle's value at a time of its period, seconds: hours of a day, or days of a week. */
export function cycleAt({ values, isJoined }: CycleShape, second: number): number {
  const cell = isJoined ? (second * SECOND) / HOUR : (second * SECOND) / (24 * HOUR);
  const place = cell - Math.floor(cell / values.length) * values.length;
  const before = Math.floor(place);
  if (!isJoined) return values[before];
  // A value stands for the middle of its hour.
  const shifted = (place - 0.5 + values.length) % values.length;
  const low = Math.floor(shifted);
  const high = (low + 1) % values.length;
  return values[low] + (values[high] - values[low]) * (shifted - low);
}
