import { HOUR, MINUTE } from '../engine/units.ts';
import { servingCost } from '../reports/cost.ts';
import type { ReplicationResult } from '../reports/result.ts';
import { bootTogether } from './boot-together.ts';
import { openLibrary, type Played, play } from './document-play.ts';
import { drawTable, figure, kpiNamed, percent, showEstimate } from './document-text.ts';
import { writeFigure } from './figure.ts';

const STORES = 'serving.boot.stores';
const COUNTS = [1, 50, 100, 200, 400, 800];

/** Who stands in the way of many boots at once, in the words of `--set`. */
const LIMITS: readonly (readonly [name: string, edits: readonly string[]])[] = [
  ['files 60 GiB/s', []],
  ['files 10 GiB/s', [files('10 GiB/s')]],
  ['files 60 GiB/s, 16 volumes at once', [rate()]],
];

function files(total: string): string {
  return `${STORES}.files={ channel: 500 MiB/s, client: 1500 MiB/s, total: ${total} }`;
}

function rate(): string {
  return `${STORES}.snapshot={ channel: 300 MiB/s, openings per minute: 200, openings at once: 200, open channels: 16 }`;
}

// Two volumes of half the size: the shortest way to keep the promise for one instance.
const LAUNCH = 'serving.boot.stages.launch.takes={ deterministic: 45 s }';
const STRIPED = 'serving.boot.stages.volume={ reads: 187 GB, from: snapshot, channels: 2 }';

/** Minutes until the last of so many instances is ready, when all are ordered at one instant. */
export async function writeCrowd(): Promise<string> {
  const rows = COUNTS.map((count) => {
    const last = LIMITS.map(([, edits]) => {
      const opened = openLibrary('cold-start-launch', [STRIPED, ...edits]);
      return (bootTogether(opened, count).ready.at(-1) ?? 0) / MINUTE;
    });
    return { count, last };
  });
  const values = rows.flatMap(({ count, last }) =>
    LIMITS.map(([limits], i) => ({ count, limits, minutes: last[i] })),
  );
  const head = ['instances ordered at once', ...LIMITS.map(([name]) => name)];
  const alt = 'Minutes until the last of so many instances is ready, under three sets of limits';
  const drawn = await writeFigure('cold-start-crowd', alt, {
    data: { values },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'count', type: 'quantitative', title: 'instances ordered at once' },
      y: {
        field: 'minutes',
        type: 'quantitative',
        title: 'minutes until the last is ready',
        scale: { type: 'log' },
      },
      color: {
        field: 'limits',
        type: 'nominal',
        title: null,
        sort: LIMITS.map(([name]) => name),
        legend: { orient: 'bottom', columns: 1, labelLimit: 0 },
      },
    },
  });
  return [
    '### Many at once',
    '',
    'Minutes until the last instance is ready, two volumes each. Sixteen volumes at once are what',
    'a cumulative quota of 5 000 MiB/s gives at 300 MiB/s each (assumed: no source was found).',
    '',
    drawTable(
      head,
      rows.map(({ count, last }) => [String(count), ...last.map((one) => figure(one))]),
    ),
    '',
    `Up to ${mostUnder(7)} instances ordered at once are under 7 min from the start of the container`,
    'with files at 60 GiB/s: then the quota of 200 volumes a minute is in the way, not the files.',
    '',
    drawn.replace('(figures/', '(calibration/figures/'),
  ].join('\n');
}

/** Most instances, two volumes each, of which the last is ready so soon after its launch. */
function mostUnder(limit: number): number {
  let [good, bad] = [1, 800];
  const opened = openLibrary('cold-start-launch', [STRIPED, LAUNCH]);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const last = bootTogether(opened, middle).ready.at(-1) ?? 0;
    if (last / MINUTE - 0.75 < limit) good = middle;
    else bad = middle;
  }
  return good;
}

const SHOWN = [
  'cost',
  'cost-per-session',
  'late-frames',
  'abandoned-requests',
  'churn',
  'time-to-ready-p50',
  'time-to-ready-p95',
  'capacity-errors',
];

/** Both scenarios with all their contenders, then where the time and money of boots went. */
export async function writeLaunches(): Promise<string> {
  const before = await play(openLibrary('cold-start-before'), 'cold-start-before');
  const after = await play(openLibrary('cold-start-launch'), 'cold-start-launch');
  return [
    '### The launch',
    '',
    ...writeOutcome('Before: one after the other', before),
    ...writeOutcome('After: side by side', after),
    '### Where the time and money of boots go',
    '',
    'Means of a run; instance-hours and money are split evenly between stages side by side, so they',
    'add up to what booting instances cost.',
    '',
    writeStages([
      ['before', before],
      ['after', after],
    ]),
    '',
    'What boots read from stores that have a price, beside that:',
    '',
    writeReads([
      ['before', before],
      ['after', after],
    ]),
  ].join('\n');
}

function writeOutcome(title: string, { result }: Played): readonly string[] {
  const head = ['', ...result.contenders.map(({ name }) => name)];
  const rows = SHOWN.map((id) => {
    const kpi = kpiNamed(id);
    const cells = result.contenders.map(({ kpis }) => showEstimate(kpi, kpis[id]));
    return [`${kpi.title}, ${kpi.unit}`, ...cells];
  });
  return [`${title}.`, '', drawTable(head, rows), ''];
}

function writeStages(played: readonly (readonly [string, Played])[]): string {
  const rows = played.flatMap(([label, { result }]) =>
    result.contenders
      .filter(({ name }) => name === 'cold' || name === 'warm-12')
      .flatMap(({ name, replications }) => rowsOf(`${label}, ${name}`, replications)),
  );
  const head = ['run', 'stage', 'ended', 'mean length, s', 'instance-hours', 'share', 'money, USD'];
  return drawTable(head, rows, 2);
}

/** What all boots of a run read from stores with a price, and what part of its cost that was. */
function writeReads(played: readonly (readonly [string, Played])[]): string {
  const rows = played.flatMap(([label, { result }]) =>
    result.contenders.map(({ name, replications }) => {
      const runs = replications.length;
      const priced = replications.flatMap(({ boots }) => boots?.reads ?? []);
      const paid = priced.filter(({ cost }) => cost > 0);
      const sum = (of: (one: (typeof paid)[number]) => number) =>
        paid.reduce((total, one) => total + of(one), 0);
      const whole = replications.reduce((total, { totals }) => total + servingCost(totals), 0);
      const money = sum(({ cost }) => cost);
      const gb = figure(sum((one) => one.gb) / runs);
      return [`${label}, ${name}`, gb, figure(money / runs), percent(money / whole)];
    }),
  );
  return drawTable(['run', 'read, GB', 'money, USD', 'share of the cost'], rows);
}

function rowsOf(label: string, replications: readonly ReplicationResult[]): string[][] {
  const stages = replications.map(({ boots }) => boots?.stages ?? []);
  const sum = (stage: number, key: 'ended' | 'seconds' | 'instanceSeconds' | 'cost') =>
    stages.reduce((total, own) => total + own[stage][key], 0);
  const all = stages[0].reduce((total, _, stage) => total + sum(stage, 'instanceSeconds'), 0);
  const runs = replications.length;
  return stages[0].flatMap(({ name }, stage) => {
    const ended = sum(stage, 'ended');
    if (ended === 0) return [];
    const held = sum(stage, 'instanceSeconds');
    const hours = (held * 1_000_000) / HOUR / runs;
    return [
      [
        label,
        name,
        figure(ended / runs),
        figure(sum(stage, 'seconds') / ended),
        figure(hours),
        percent(held / all),
        figure(sum(stage, 'cost') / runs),
      ],
    ];
  });
}
