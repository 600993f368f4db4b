import { SECOND } from '../engine/units.ts';
import { figure } from '../traces/fit/figures.ts';
import { kaplanMeier, recordedMean, recordedQuantile } from '../traces/fit/goodness.ts';
import { heldStretch, states } from '../traces/fit/judge.ts';
import { fitTwoPhase } from '../traces/fit/run-fits.ts';
import { type Stretch, shareUp, type TickRecording, watchRuns } from '../traces/fit/runs.ts';
import { pairsOf, sharedShock } from '../traces/fit/together.ts';
import { generateMarket, type MarketFigures } from '../traces/generate/market.ts';
import { valueAt } from '../traces/series-ops.ts';
import { table } from './calibrate-network-tables.ts';

const simulatedTicks = 100_000;
const zones = 4;
const seed = 1;

/**
 * The shipped generator with figures of the first half of each recording, run for 100 000 ticks in
 * four zones of one region, beside the later half.
 */
export function describeChain(recordings: readonly TickRecording[]): string {
  const early = recordings.map((recording) =>
    cut(recording, { from: 0, until: middle(recording) }),
  );
  const shock = sharedShock(pairsOf(early, 1));
  const made = recordings.map((recording) => simulate(figuresOf(recording, shock)));
  const held = recordings.map((recording) => cut(recording, heldStretch(recording, 'later-half')));
  return [
    '### The generator: figures of the first half, beside the later half',
    `${zones} zones of one region, ${simulatedTicks} ticks each; a shock of ${figure(shock)} a tick, or as much as the market's own falls leave room for; no losses in part. Model / recorded:`,
    table(
      ['recording', 'up', 'up mean, h', 'up median, h', 'down mean, h', 'down median, h'],
      recordings.map((recording, i) => {
        const model = measure(made[i][0], { from: 0, until: simulatedTicks });
        const seen = measure(recording, heldStretch(recording, 'later-half'));
        return [
          recording.name,
          ...model.map((value, k) => `${figure(value)} / ${figure(seen[k])}`),
        ];
      }),
    ),
    'Correlation of two markets at one tick, and an hour apart; recorded: mean of the six pairs of the later half, and the least and most of them.',
    table(
      ['', 'at one tick', 'an hour apart'],
      [
        ...recordings.map(({ name }, i) => [`zones like ${name}`, ...correlations(made[i])]),
        ['recorded', ...correlations(held)],
      ],
    ),
  ].join('\n\n');
}

function middle(recording: TickRecording): number {
  return heldStretch(recording, 'later-half').from;
}

function cut(recording: TickRecording, { from, until }: Stretch): TickRecording {
  return { ...recording, ticks: recording.ticks.slice(from, until) };
}

/** Figures of a market from the first half of its recording, the shock no larger than fits. */
function figuresOf(recording: TickRecording, shock: number): MarketFigures {
  const [up, down] = states.map(([state]) => {
    return fitTwoPhase(watchRuns(recording, state, { from: 0, until: middle(recording) }).runs);
  });
  const meanUp = up.short / up.leave[0] + (1 - up.short) / up.leave[1];
  const room = Math.min(up.leave[1], (1 - down.short) / meanUp);
  const tick = recording.gapSeconds * SECOND;
  return {
    tick,
    up,
    down,
    shock: Math.min(shock, 0.99 * room),
    dip: 0,
    dipShare: [
      [0, 0],
      [1, 0],
    ],
  };
}

function simulate(figures: MarketFigures): readonly TickRecording[] {
  const { tick } = figures;
  const place = { region: 'calibration', zones, span: simulatedTicks * tick };
  return generateMarket(figures, place, seed).map((series) => ({
    name: series.name,
    gapSeconds: tick / SECOND,
    ticks: Array.from({ length: simulatedTicks }, (_, n) => valueAt(series, (n + 1) * tick - 1)),
  }));
}

function measure(recording: TickRecording, stretch: Stretch): readonly (number | undefined)[] {
  const hours = recording.gapSeconds / 3600;
  const runs = states.flatMap(([state]) => {
    const recorded = kaplanMeier(watchRuns(recording, state, stretch).runs);
    const median = recordedQuantile(recorded, 0.5);
    return [recordedMean(recorded) * hours, median === undefined ? undefined : median * hours];
  });
  return [shareUp(recording, stretch), ...runs];
}

function correlations(recordings: readonly TickRecording[]): readonly string[] {
  const pairs = pairsOf(recordings, 6);
  return [pairs.map((pair) => pair.correlation), pairs.map((pair) => pair.lagged)].map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return `${figure(mean)} (${figure(Math.min(...values))} to ${figure(Math.max(...values))})`;
  });
}
