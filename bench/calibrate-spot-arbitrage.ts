import { dalyInterval } from '../policies/ccog/spot-arbitrage/checkpoints.ts';
import { meanRunTicks } from '../policies/ccog/spot-arbitrage/hazards.ts';
import { type TickRecording, wholeOf } from '../traces/fit/runs.ts';
import { openRecordings } from '../traces/fit/tick-recordings.ts';
import { openFolder } from '../traces/open-files.ts';
import { table } from './calibrate-network-tables.ts';
import { type FigureSpec, writeFigure } from './figure.ts';
import { bootstrapDays, meanOf } from './spot-arbitrage/bootstrap.ts';
import {
  type Grid,
  hazardsOf,
  RULES,
  type RuleName,
  type Trialled,
  tryRules,
} from './spot-arbitrage/trials.ts';

const DAY_TICKS = 144;
const BLOCK_DAYS = 3;
/** Half of each of the four recordings, 1764 ticks. */
const HALF_TICKS = 882;
const LONG: Grid = { unitsPerTick: 5, changeover: 6, checkpointEvery: 0, checkpointShare: 0 };
const SHORT: Grid = { unitsPerTick: 20, changeover: 6, checkpointEvery: 0, checkpointShare: 0 };
/** A checkpoint takes a tenth of a tick: one minute. */
const CHECKPOINT_TICKS = 0.1;

interface Judged {
  readonly name: string;
  readonly byFraction: ReadonlyMap<number, readonly Trialled[]>;
}

/** The generated part of docs/calibration/spot-arbitrage.md. */
export async function writeSpotArbitrage(traces: string): Promise<string> {
  const { value } = openRecordings(openFolder(traces), 'spot/cant-be-late', undefined);
  const others = (grid: Grid) => value.map((one) => judge(value, one, grid));
  const [long, short] = [others(LONG), others(SHORT)];
  const own = value.map(judgeOwnHalf);
  const kept = others(checkpointGrid(value));
  return [
    '### Cost over that of on-demand: hazards of the other three recordings, judged on the fourth',
    costTable([
      ['12 min', long],
      ['3 min', short],
      ['12 min, later halves', long.map(laterHalf)],
    ]),
    `Intervals: 95 %, moving blocks of ${BLOCK_DAYS} days, the four recordings of a day kept together.`,
    await drawZones(long),
    '### By recording: job fraction 0.8, change-over 12 min',
    zoneTable(long),
    '### The same with hazards of the first half of each recording, judged on its later half',
    costTable([['12 min', own]]),
    '### With checkpoints, and no notice: work undone is work done again',
    'A checkpoint takes 1 min and is written at the interval of Daly for the mean up run of all four recordings, on on-demand too; job fraction 0.8, change-over 12 min.',
    zoneTable(kept),
  ].join('\n\n');
}

function judge(all: readonly TickRecording[], one: TickRecording, grid: Grid): Judged {
  const others = all.filter((other) => other !== one);
  const hazards = hazardsOf(others.map((other) => [other, wholeOf(other)]));
  return { name: one.name, byFraction: tryRules(one, wholeOf(one), grid, hazards) };
}

/** The jobs that come in the later half: what hazards of a recording's own first half meet too. */
function laterHalf({ name, byFraction }: Judged): Judged {
  const kept = [...byFraction].map(([fraction, trials]) => {
    return [fraction, trials.filter(({ start }) => start >= HALF_TICKS)] as const;
  });
  return { name, byFraction: new Map(kept) };
}

function judgeOwnHalf(one: TickRecording): Judged {
  const middle = one.ticks.length >> 1;
  const hazards = hazardsOf([[one, { from: 0, until: middle }]]);
  const later = { from: middle, until: one.ticks.length };
  return { name: one.name, byFraction: tryRules(one, later, LONG, hazards) };
}

/** Daly's interval in units; all recordings share it, so that their tables have one size. */
function checkpointGrid(all: readonly TickRecording[]): Grid {
  const { up } = hazardsOf(all.map((one) => [one, wholeOf(one)]));
  const everyTicks = dalyInterval(CHECKPOINT_TICKS, meanRunTicks(up));
  const checkpointEvery = Math.max(1, Math.round(everyTicks * LONG.unitsPerTick));
  const share = CHECKPOINT_TICKS / (checkpointEvery / LONG.unitsPerTick);
  return { ...LONG, checkpointEvery, checkpointShare: share };
}

function ratioOf(trial: Trialled, rule: RuleName): number {
  return trial.outcomes[rule].cost / trial.onDemand;
}

/** Values by day of start, all recordings of a day together. */
function byDay(judged: readonly Judged[], fraction: number, of: (trial: Trialled) => number) {
  const days: number[][] = [];
  for (const { byFraction } of judged) {
    for (const trial of byFraction.get(fraction) ?? []) {
      const day = Math.floor(trial.start / DAY_TICKS);
      days[day] = [...(days[day] ?? []), of(trial)];
    }
  }
  return days.filter((day) => day !== undefined);
}

function costTable(parts: readonly (readonly [string, readonly Judged[]])[]): string {
  const rows = parts.flatMap(([changeover, judged]) =>
    [0.9, 0.8, 0.65].map((fraction) => {
      const cells = RULES.map((rule) => {
        const days = byDay(judged, fraction, (trial) => ratioOf(trial, rule));
        const { mean, low, high } = bootstrapDays(days, BLOCK_DAYS);
        return `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
      });
      const gained = byDay(judged, fraction, (trial) => {
        return ratioOf(trial, 'dynamic program') - ratioOf(trial, 'uniform progress');
      });
      const { mean, low, high } = bootstrapDays(gained, BLOCK_DAYS);
      const less = `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
      const trials = judged.flatMap(({ byFraction }) => byFraction.get(fraction) ?? []);
      const late = RULES.map((rule) => trials.filter((one) => one.outcomes[rule].isLate).length);
      return [changeover, String(fraction), String(trials.length), ...cells, less, late.join(', ')];
    }),
  );
  const gain = 'dynamic program minus uniform progress';
  const late = 'deadlines missed, in this order';
  return table(['change-over', 'job fraction', 'jobs', ...RULES, gain, late], rows);
}

function zoneTable(judged: readonly Judged[]): string {
  const rows = judged.flatMap(({ name, byFraction }) => {
    const trials = byFraction.get(0.8) ?? [];
    const best = meanOf(trials.map((one) => ratioOf(one, 'full knowledge')));
    return RULES.map((rule) => {
      const outcomes = trials.map((one) => one.outcomes[rule]);
      const ratios = trials.map((one) => ratioOf(one, rule));
      const sum = (of: (one: (typeof outcomes)[number]) => number) => {
        return outcomes.reduce((total, one) => total + of(one), 0);
      };
      const paid = sum(({ spot, onDemand }) => spot + onDemand);
      const saved = (1 - meanOf(ratios)) / (1 - best);
      return [
        name,
        rule,
        meanOf(ratios).toFixed(3),
        `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`,
        best < 0.99 ? percent(saved) : 'none to keep',
        percent(sum(({ spot }) => spot) / paid),
        percent(sum(({ undone }) => undone) / paid),
        percent(sum(({ changeovers }) => changeovers) / paid),
        String(outcomes.filter(({ isLate }) => isLate).length),
      ];
    });
  });
  const head = ['recording', 'rule', 'cost', 'least to most', 'potential saving kept'];
  return table([...head, 'spot', 'recompute', 'change-overs', 'late'], rows);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

async function drawZones(judged: readonly Judged[]): Promise<string> {
  const values = judged.flatMap(({ name, byFraction }) =>
    RULES.map((rule) => {
      const ratios = (byFraction.get(0.8) ?? []).map((one) => ratioOf(one, rule));
      return { recording: name.replace('us-west-2a_', ''), rule, cost: meanOf(ratios) };
    }),
  );
  const spec: FigureSpec = {
    data: { values },
    height: 180,
    mark: { type: 'point', filled: true, size: 90 },
    encoding: {
      x: {
        field: 'cost',
        type: 'quantitative',
        scale: { domain: [0.4, 1.05] },
        axis: { title: 'cost over that of on-demand' },
      },
      y: { field: 'recording', type: 'nominal', axis: { title: null } },
      color: { field: 'rule', type: 'nominal', sort: [...RULES], title: null },
      shape: { field: 'rule', type: 'nominal', sort: [...RULES], title: null },
    },
  };
  const alt = 'Cost of four rules over that of on-demand, by recording, job fraction 0.8.';
  return writeFigure('spot-arbitrage', alt, spec);
}
