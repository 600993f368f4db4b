import { kaplanMeier } from '../traces/fit/goodness.ts';
import { judge, splitRuns, states } from '../traces/fit/judge.ts';
import { survival } from '../traces/fit/run-law.ts';
import type { TickRecording } from '../traces/fit/runs.ts';
import { writeFigure } from './figure.ts';

interface Point {
  readonly market: string;
  readonly state: string;
  readonly law: string;
  readonly hours: number;
  readonly share: number;
}

const longestHours = 24;
const laws = ['two-phase', 'weibull', 'geometric'] as const;

/** Survival of runs in the later half of each recording, and the laws of its first half. */
export async function drawSurvival(recordings: readonly TickRecording[]): Promise<string> {
  const splits = splitRuns(recordings, 'later-half', 'spot');
  const values = splits.flatMap((split) => {
    const judged = judge(split);
    const recording = recordings.find(({ name }) => name === split.name);
    if (judged === undefined || recording === undefined) return [];
    const hours = recording.gapSeconds / 3600;
    const market = split.name.replace('us-west-2a_', '').replace('_', ' x ');
    const state = states.find(([number]) => number === split.state)?.[1] ?? '';
    const recorded = kaplanMeier(judged.held).alive.map((share, ticks) => {
      return { market, state, law: 'recorded', hours: ticks * hours, share };
    });
    const ticks = Array.from({ length: Math.round(longestHours / hours) }, (_, i) => i);
    const modelled = laws.flatMap((law) =>
      ticks.map((n) => {
        const share = survival(judged.laws[law], n);
        return { market, state, law, hours: n * hours, share };
      }),
    );
    return [...recorded, ...modelled].filter(isShown);
  });
  return figureOf(values);
}

// The first tick stands at ten minutes: the logarithmic axis has no zero.
function isShown({ hours, share }: Point): boolean {
  return hours > 0 && hours <= longestHours && share >= 0.01;
}

function figureOf(values: readonly Point[]): Promise<string> {
  const order = ['recorded', ...laws];
  return writeFigure('spot-survival', 'Share of runs that last longer, by hours', {
    data: { values: [...values] },
    mark: { type: 'line', strokeWidth: 1.8, interpolate: 'step-after', clip: true },
    width: 210,
    height: 150,
    encoding: {
      row: { field: 'state', type: 'nominal', title: null, sort: ['up', 'down'] },
      column: { field: 'market', type: 'nominal', title: null },
      x: {
        field: 'hours',
        type: 'quantitative',
        scale: { type: 'log', domain: [0.16, longestHours] },
        axis: { values: [0.2, 0.5, 1, 2, 5, 10, 20] },
        title: 'hours',
      },
      y: {
        field: 'share',
        type: 'quantitative',
        scale: { type: 'log', domain: [0.01, 1] },
        axis: { values: [0.01, 0.03, 0.1, 0.3, 1], format: '~p' },
        title: 'share that last longer',
      },
      color: { field: 'law', type: 'nominal', title: null, sort: order },
      strokeWidth: {
        condition: { test: "datum.law === 'recorded'", value: 3 },
        value: 1.4,
      },
    },
  });
}
