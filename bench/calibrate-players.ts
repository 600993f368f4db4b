import { cos } from '../engine/math.ts';
import { HOUR, MILLISECOND } from '../engine/units.ts';
import { survivalChance } from '../models/players/churn.ts';
import { spendPerHour } from '../models/players/felt.ts';
import { compileOpinion, lostFrames, opinionOf } from '../models/players/opinion.ts';
import { LAUNCHES, launchLevel } from '../scenarios/launches.ts';
import { type Cycles, fitCycles, levelsOf } from '../traces/fit/cycles.ts';
import { episodesOf, fitStorms, quantileOf } from '../traces/fit/storms.ts';
import { drawStorms, stormFigures } from '../traces/generate/storms.ts';
import { type Drop, importDrops } from '../traces/import/outage-events.ts';
import { openFolder } from '../traces/open-files.ts';
import { drawTable } from './document-text.ts';
import { writeFigure } from './figure.ts';

const PEAKS = 'process_raw_data/game_failures/peaks/runescape_peaks_extended.csv';

/** The page on players: launches, cycles, storms and what is felt, against what they did not see. */
export async function writePlayers(traces: string): Promise<string> {
  const files = openFolder(`${traces}/players/cloud-uptime-archive`);
  const runescape = importDrops(files.read(PEAKS));
  const others = ['minehut', 'hypixel'].map((name) => {
    return { name, ...importDrops(files.read(`traces/${name}_online_game.csv`)) };
  });
  const cyclesFigure = await figureOfCycles(runescape.value);
  const stormsFigure = await figureOfStorms(runescape.value, others);
  return [
    '### Launches: the shape against the half year it was not given',
    launchTable(),
    '### Day and week: fitted on even years of RuneScape, judged on odd ones',
    cyclesTable(runescape.value),
    cyclesFigure,
    '### Mass disconnects: RuneScape fitted, Minehut and Hypixel held out',
    `Read: ${runescape.notes.join('; ')}.`,
    stormsTable(runescape.value, others),
    stormsFigure,
    recoveryTable(runescape.value),
    '### What is felt: opinion, leaving, spending',
    feltTable(),
  ].join('\n\n');
}

function launchTable(): string {
  const rows = LAUNCHES.map((one) => {
    const day = (days: number) => launchLevel(one, (one.riseDays + days) * 86_400);
    const shares = [7, 30, 90, 180].map((days) => day(days).toFixed(3));
    const miss = day(180) / one.leftHalfYear;
    return [
      one.title,
      String(one.riseDays),
      ...shares,
      `**${one.leftHalfYear}**`,
      `× ${miss.toFixed(1)}`,
    ];
  });
  return drawTable(
    ['', 'rise, d', '7 d', '30 d', '90 d', '180 d, model', '180 d, recorded', 'off by'],
    rows,
  );
}

interface Split {
  readonly even: readonly Drop[];
  readonly odd: readonly Drop[];
}

function splitYears(drops: readonly Drop[]): Split {
  const isEven = ({ year = 0 }: Drop) => year % 2 === 0;
  return { even: drops.filter(isEven), odd: drops.filter((drop) => !isEven(drop)) };
}

function cyclesTable(drops: readonly Drop[]): string {
  const { even, odd } = splitYears(drops);
  const fitted = fitCycles(even);
  const levels = levelsOf(odd);
  const middle = levels.reduce((sum, { level }) => sum + level, 0) / levels.length;
  const models: readonly (readonly [string, (hour: number, weekday: number) => number])[] = [
    ['no cycle', () => middle],
    ['day', (hour) => middle * fitted.daily[hour]],
    ['day and week', (hour, weekday) => middle * fitted.daily[hour] * fitted.weekly[weekday]],
    ['sine of 4:1, peak at 20:00', (hour) => middle * (1 + 0.6 * sineAt(hour))],
  ];
  const rows = models.map(([name, of]) => {
    const errors = levels.map(({ level, hour, weekday }) =>
      Math.abs(of(hour, weekday) / level - 1),
    );
    return [name, ...[0.5, 0.9].map((p) => `${(100 * quantileOf(errors, p)).toFixed(1)} %`)];
  });
  return drawTable([`${levels.length} levels of odd years`, 'median error', 'p90'], rows);
}

function sineAt(hour: number): number {
  return cos((2 * Math.PI * (hour + 0.5 - 20)) / 24);
}

function figureOfCycles(drops: readonly Drop[]): Promise<string> {
  const { even, odd } = splitYears(drops);
  const line = (law: string, { daily }: Cycles) =>
    daily.map((level, hour) => ({ law, hour: hour + 0.5, level }));
  const values = [
    ...line('even, fitted', fitCycles(even)),
    ...line('odd, held out', fitCycles(odd)),
  ];
  const alt = 'Player count over the day beside its mean, even and odd years of RuneScape';
  return writeFigure('players-day', alt, {
    data: { values },
    mark: { type: 'line', strokeWidth: 2, point: { size: 20 } },
    encoding: {
      x: { field: 'hour', type: 'quantitative', title: "hour of the game's clock" },
      y: {
        field: 'level',
        type: 'quantitative',
        scale: { zero: true },
        title: 'players over their mean',
      },
      color: { field: 'law', type: 'nominal', title: null, sort: null },
    },
  });
}

interface Recorded {
  readonly name: string;
  readonly value: readonly Drop[];
}

/** As many drops as twenty years of the generator give. */
function generated(): readonly Drop[] {
  const meanGap = stormFigures.meanGap * 1e6;
  const storms = drawStorms(stormFigures, { meanGap, horizon: 20 * 365 * 24 * HOUR, seed: 1 });
  return storms
    .map(({ at, over, share }) => ({ at: at / 1e6, over: over / 1e6, share }))
    .sort((one, other) => one.at - other.at);
}

function stormsTable(runescape: readonly Drop[], others: readonly Recorded[]): string {
  const parts: readonly Recorded[] = [
    { name: 'RuneScape, fitted', value: runescape },
    { name: 'generator', value: generated() },
    ...others.map(({ name, value }) => ({ name: `**${name}**, held out`, value })),
  ];
  const rows = parts.map(({ name, value }) => {
    const shares = [0.1, 0.5, 0.9].map((p) => {
      return `${(
        100 *
          quantileOf(
            value.map(({ share }) => share),
            p,
          )
      ).toFixed(1)} %`;
    });
    const lengths = [0.1, 0.5, 0.9].map((p) => {
      return (
        quantileOf(
          value.map(({ over }) => over),
          p,
        ) / 60
      ).toFixed(0);
    });
    const { meanGap, more } = fitStorms(value);
    const episodes = String(episodesOf(value).length);
    return [
      name,
      String(value.length),
      ...shares,
      ...lengths,
      episodes,
      (meanGap / 3600).toFixed(0),
      more.toFixed(2),
    ];
  });
  const head = ['', 'drops', 'lost p10', 'p50', 'p90', 'over p10, min', 'p50', 'p90'];
  return drawTable([...head, 'episodes', 'mean gap, h', 'chance of more'], rows);
}

function figureOfStorms(runescape: readonly Drop[], others: readonly Recorded[]): Promise<string> {
  const parts: readonly Recorded[] = [
    { name: 'RuneScape, fitted', value: runescape },
    ...others.map(({ name, value }) => ({ name: `${name}, held out`, value })),
    { name: 'generator', value: generated() },
  ];
  const values = parts.flatMap(({ name, value }) =>
    Array.from({ length: 49 }, (_, i) => {
      const p = (i + 1) / 50;
      return {
        part: name,
        p,
        share:
          100 *
          quantileOf(
            value.map(({ share }) => share),
            p,
          ),
      };
    }),
  );
  const alt = 'Share of players lost in a mass disconnect, by quantile, four sources';
  return writeFigure('players-storms', alt, {
    data: { values },
    mark: { type: 'line', strokeWidth: 2 },
    encoding: {
      x: { field: 'share', type: 'quantitative', title: 'players lost, %' },
      y: { field: 'p', type: 'quantitative', title: 'share of drops that lose no more' },
      color: { field: 'part', type: 'nominal', title: null, sort: null },
      order: { field: 'p' },
    },
  });
}

function recoveryTable(drops: readonly Drop[]): string {
  const middle = drops[Math.floor(drops.length / 2)].at;
  const halves = [drops.filter(({ at }) => at < middle), drops.filter(({ at }) => at >= middle)];
  const rows = halves.map((half, i) => {
    const minutes = half.map(({ recovery = 0 }) => recovery / 60);
    const cells = [0.1, 0.25, 0.5, 0.75, 0.9].map((p) => quantileOf(minutes, p).toFixed(0));
    return [i === 0 ? 'earlier half, fitted' : '**later half**, held out', ...cells];
  });
  return drawTable(['recovery of RuneScape, min', 'p10', 'p25', 'p50', 'p75', 'p90'], rows);
}

const STREAM = {
  complexity: 'medium',
  frameRate: 60,
  bitRateMbps: 25,
  pixels: 1920 * 1080,
} as const;

/** Weights 1 : 2 : 11; scaled so that 400 ms make stays a quarter as long (assumed). */
const LEAVING = { meanStay: 4 * HOUR, perDelay: 0.4, perJitter: 0.8, perLoss: 4.4 };
const SPEND = { perHour: 0.06, nothingBelow: 2, allAbove: 4 };

function feltTable(): string {
  const games = [true, false].map((isSensitive) => compileOpinion({ ...STREAM, isSensitive }));
  const rows = [0, 20, 50, 100, 150, 200, 300, 400].map((delay) => {
    const opinions = games.map((game) => opinionOf(game, delay, 0));
    const lost = lostFrames({ ...STREAM, isSensitive: true }, delay, 0.05);
    const strain = { delay: delay * MILLISECOND, jitter: 0, lost: 0 };
    const leaves = survivalChance(LEAVING, strain, HOUR);
    const spent = spendPerHour(SPEND, opinions[0]) / SPEND.perHour;
    return [
      String(delay),
      ...opinions.map((one) => one.toFixed(2)),
      opinionOf(games[0], delay, lost).toFixed(2),
      `${(100 * leaves).toFixed(1)} %`,
      `${(100 * spent).toFixed(0)} %`,
    ];
  });
  return drawTable(
    [
      'delay, ms',
      'opinion, time-critical',
      'tolerant',
      'time-critical, loss 0.05',
      'leaves early within 1 h',
      'spend left',
    ],
    rows,
  );
}
