import { refuse } from '../problem.ts';
import {
  chanceOfDistance,
  distance,
  kaplanMeier,
  recordedMean,
  recordedQuantile,
} from './goodness.ts';
import type { HoldOut } from './report.ts';
import { type Family, families, fitRuns } from './run-fits.ts';
import { logLikelihood, meanTicks, quantileTicks, type RunLaw } from './run-law.ts';
import { type Run, type Stretch, shareUp, type TickRecording, watchRuns, wholeOf } from './runs.ts';

/** Runs a law is fitted to and runs it is judged on, which it has not seen. */
export interface Split {
  readonly name: string;
  readonly state: number;
  readonly fitted: readonly Run[];
  readonly held: readonly Run[];
}

/** A split with the law of every family fitted to one side and judged on the other. */
export interface Judged extends Split {
  readonly laws: Readonly<Record<Family, RunLaw>>;
  /** Log-likelihood of a held-out run, mean, in nats: larger is better. */
  readonly scores: Readonly<Record<Family, number>>;
}

/** One law beside the held-out runs it never saw; lengths in ticks. */
export interface Comparison {
  readonly mean: readonly [model: number, recorded: number];
  readonly median: readonly [model: number, recorded: number | undefined];
  readonly distance: number;
  /** Chance of a distance so large if the law were true. */
  readonly chance: number;
}

/** States in the order of tables: up, then down. */
export const states: readonly (readonly [state: number, name: string])[] = [
  [1, 'up'],
  [0, 'down'],
];

/** For each recording and state, what is fitted and what is held out. */
export function splitRuns(
  recordings: readonly TickRecording[],
  holdOut: HoldOut,
  path: string,
): readonly Split[] {
  if (holdOut === 'zone') checkZones(recordings, path);
  return recordings.flatMap((recording) =>
    states.map(([state]) => {
      const { name } = recording;
      const held = watchRuns(recording, state, heldStretch(recording, holdOut)).runs;
      return { name, state, held, fitted: fittedRuns(recordings, recording, state, holdOut) };
    }),
  );
}

/** The stretch of a recording that is held out: all of it, or its later half. */
export function heldStretch(recording: TickRecording, holdOut: HoldOut): Stretch {
  const whole = wholeOf(recording);
  return holdOut === 'zone' ? whole : { from: middleOf(recording), until: whole.until };
}

function fittedRuns(
  recordings: readonly TickRecording[],
  recording: TickRecording,
  state: number,
  holdOut: HoldOut,
): readonly Run[] {
  if (holdOut === 'later-half') {
    return watchRuns(recording, state, { from: 0, until: middleOf(recording) }).runs;
  }
  const others = recordings.filter((other) => other !== recording);
  return others.flatMap((other) => watchRuns(other, state, wholeOf(other)).runs);
}

function middleOf({ ticks }: TickRecording): number {
  return ticks.length >> 1;
}

function checkZones(recordings: readonly TickRecording[], path: string): void {
  const gaps = new Set(recordings.map(({ gapSeconds }) => gapSeconds));
  if (recordings.length > 1 && gaps.size === 1) return;
  const found = `${recordings.length} recordings on ${gaps.size} grids`;
  const wanted = 'two or more recordings on one grid of ticks to hold one out';
  refuse({ file: path, row: 0, found, wanted });
}

const leastRuns = 3;

/** Fits every family to the one side of a split and scores it on the other; none with few runs. */
export function judge(split: Split): Judged | undefined {
  const ended = split.fitted.filter(({ isEnded }) => isEnded).length;
  if (ended < leastRuns || split.held.length < leastRuns) return undefined;
  const laws = byFamily((family) => fitRuns(family, split.fitted));
  const scores = byFamily((family) => logLikelihood(laws[family], split.held) / split.held.length);
  return { ...split, laws, scores };
}

function byFamily<T>(make: (family: Family) => T): Readonly<Record<Family, T>> {
  const [geometric, twoPhase, weibull, hazards] = families.map(make);
  return { geometric, 'two-phase': twoPhase, weibull, hazards };
}

/** The family with the greatest log-likelihood over all held-out runs of these splits. */
export function chooseFamily(judged: readonly Judged[]): Family {
  const total = (family: Family) => {
    return judged.reduce((sum, { scores, held }) => sum + scores[family] * held.length, 0);
  };
  return families.reduce((best, family) => (total(family) > total(best) ? family : best));
}

/** A law beside held-out runs. */
export function compare(law: RunLaw, held: readonly Run[]): Comparison {
  const recorded = kaplanMeier(held);
  return {
    mean: [meanTicks(law), recordedMean(recorded)],
    median: [quantileTicks(law, 0.5), recordedQuantile(recorded, 0.5)],
    distance: distance(law, recorded),
    chance: chanceOfDistance(law, held),
  };
}

/** Share of time up that two laws of runs imply, and that of the held-out stretch. */
export function compareShares(
  laws: { readonly up: RunLaw; readonly down: RunLaw },
  recording: TickRecording,
  holdOut: HoldOut,
): readonly [model: number, recorded: number] {
  const [up, down] = [meanTicks(laws.up), meanTicks(laws.down)];
  return [up / (up + down), shareUp(recording, heldStretch(recording, holdOut))];
}
