import type { QuantileTable } from '../generate/quantiles.ts';
import type { StormFigures } from '../generate/storms.ts';
import { type Drop, importDrops } from '../import/outage-events.ts';
import { figure, percent } from './figures.ts';
import { rankScore } from './ranks.ts';
import type { FitReport, FitTable, Fitter } from './report.ts';

/** Drops nearer than this to the one before belong to the same episode, seconds. */
const TOGETHER = 8 * 3600;
/** Beyond this a level waits for the evening, not for the service, seconds (assumed). */
const LONGEST_WAIT = 6 * 3600;
const POINTS = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

/** Fits sizes, lengths and episodes of mass disconnects to recorded drops. */
export const stormFitter: Fitter = {
  format: 'outage-events',
  doc: 'sizes, lengths and episodes of mass disconnects; CSV file of the Cloud Uptime Archive',
  holdOuts: ['later-half'],
  fit: (files, path) => {
    const { value, notes } = importDrops(files.read(path));
    return reportStorms(value, path, notes);
  },
};

/** Figures of recorded drops, as the generator takes them. */
export function fitStorms(drops: readonly Drop[]): StormFigures {
  const episodes = episodesOf(drops);
  const inside = episodes.flatMap((episode) => {
    return episode.slice(1).map((drop, i) => drop.at - episode[i].at);
  });
  const recorded = drops.filter(({ recovery }) => recovery !== undefined);
  const recoveries = recorded.map(({ recovery = 0 }) => recovery);
  const hasRecovery = recorded.length > 0;
  return {
    meanGap: meanGapOf(episodes),
    more: inside.length / drops.length,
    inside: tableOf(inside),
    share: tableOf(drops.map(({ share }) => share)),
    over: tableOf(drops.map(({ over }) => Math.min(over, LONGEST_WAIT))),
    recovery: tableOf(hasRecovery ? recoveries.map((r) => Math.min(r, LONGEST_WAIT)) : [0]),
    overShare: rankScore(
      drops.map(({ share }) => share),
      drops.map(({ over }) => over),
    ),
    recoveryShare: hasRecovery
      ? rankScore(
          recorded.map(({ share }) => share),
          recoveries,
        )
      : 0,
    recoveryOver: hasRecovery
      ? rankScore(
          recorded.map(({ over }) => over),
          recoveries,
        )
      : 0,
  };
}

/** Drops that follow each other within hours, taken together. */
export function episodesOf(drops: readonly Drop[]): readonly (readonly Drop[])[] {
  const episodes: Drop[][] = [];
  let endsAt = Number.NEGATIVE_INFINITY;
  for (const drop of drops) {
    if (drop.at - endsAt < TOGETHER) episodes[episodes.length - 1].push(drop);
    else episodes.push([drop]);
    endsAt = drop.at + drop.over;
  }
  return episodes;
}

function meanGapOf(episodes: readonly (readonly Drop[])[]): number {
  const first = episodes[0][0].at;
  return (episodes[episodes.length - 1][0].at - first) / Math.max(1, episodes.length - 1);
}

/** A quantile table of a sample. */
function tableOf(values: readonly number[]): QuantileTable {
  return POINTS.map((p) => [p, quantileOf(values, p)] as const);
}

/** The value at a share of a sample in order; NaN of nothing. */
export function quantileOf(values: readonly number[], p: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted.length === 0 ? Number.NaN : sorted[Math.floor(p * (sorted.length - 1))];
}

function reportStorms(drops: readonly Drop[], path: string, notes: readonly string[]): FitReport {
  const middle = drops[Math.floor(drops.length / 2)].at;
  const early = drops.filter(({ at }) => at < middle);
  const late = drops.filter(({ at }) => at >= middle);
  const fitted = fitStorms(early);
  return {
    title: `mass disconnects from ${path}: ${drops.length} drops`,
    tables: [sizesTable(early, late), episodesTable(fitted, fitStorms(late)), tablesTable(drops)],
    notes: [
      ...notes,
      'drops within 8 h of the last are one episode; those of RuneScape come at random (CV 1.01)',
      'phases and recoveries are cut at 6 h: beyond it the level waits for the evening (assumed)',
    ],
  };
}

function sizesTable(early: readonly Drop[], late: readonly Drop[]): FitTable {
  const row = (name: string, of: (drop: Drop) => number | undefined) => {
    const shares = [0.1, 0.5, 0.9];
    const cells = [early, late].flatMap((part) => {
      const values = part.map(of).filter((value) => value !== undefined);
      return shares.map((p) => figure(quantileOf(values, p)));
    });
    return [name, ...cells];
  };
  return {
    title: 'fitted on the earlier half, held against the later one',
    head: ['', 'p10', 'p50', 'p90', 'later p10', 'later p50', 'later p90'],
    rows: [
      row('share of players lost', ({ share }) => share),
      row('drop phase, min', ({ over }) => over / 60),
      row('recovery, min', ({ recovery }) => (recovery === undefined ? undefined : recovery / 60)),
    ],
  };
}

function episodesTable(early: StormFigures, late: StormFigures): FitTable {
  return {
    title: 'episodes',
    head: ['', 'earlier half', 'later half'],
    rows: [
      ['mean gap, h', figure(early.meanGap / 3600), figure(late.meanGap / 3600)],
      ['chance of a further drop', percent(early.more), percent(late.more)],
    ],
  };
}

function tablesTable(drops: readonly Drop[]): FitTable {
  const { share, over, recovery, inside } = fitStorms(drops);
  const isRecorded = drops.some((drop) => drop.recovery !== undefined);
  return {
    title: 'quantiles of all drops',
    head: ['p', 'share', 'over, s', 'recovery, s', 'gap inside, s'],
    rows: POINTS.map((p, i) => {
      const back = isRecorded ? figure(recovery[i][1]) : '-';
      return [String(p), figure(share[i][1]), figure(over[i][1]), back, figure(inside[i][1])];
    }),
  };
}
