import { beside, figure, percent } from './figures.ts';
import { kaplanMeier, recordedMean, recordedQuantile } from './goodness.ts';
import {
  chooseFamily,
  compare,
  compareShares,
  type Judged,
  judge,
  splitRuns,
  states,
} from './judge.ts';
import type { FitOptions, FitReport, FitTable, Fitter } from './report.ts';
import { type Family, families, fitHazards } from './run-fits.ts';
import { bucketStarts, type RunLaw } from './run-law.ts';
import { shareUp, type TickRecording, watchRuns, wholeOf } from './runs.ts';
import { openRecordings } from './tick-recordings.ts';
import { pairsOf, sharedShock } from './together.ts';

/** Fits semi-Markov runs to recordings of spot availability. */
export const availabilityFitter: Fitter = {
  format: 'cant-be-late',
  doc: 'up and down runs of spot markets; file, or folder of any depth; select: nodes',
  holdOuts: ['later-half', 'zone'],
  fit: (files, path, options) => {
    const { value, notes } = openRecordings(files, path, options.select);
    const report = fitAvailability(value, path, options);
    return { ...report, notes: [...notes, ...report.notes] };
  },
};

function fitAvailability(
  recordings: readonly TickRecording[],
  path: string,
  { holdOut }: FitOptions,
): FitReport {
  const splits = splitRuns(recordings, holdOut, path);
  const judged = splits.flatMap((split) => judge(split) ?? []);
  const left = splits.length - judged.length;
  const few =
    left === 0 ? [] : [`${left} of ${splits.length} states have under 3 runs to judge by`];
  return {
    title: `semi-Markov spot market from ${recordings.length} recordings of ${path}`,
    tables: [
      recordingTable(recordings),
      transitionTable(recordings),
      hazardTable(recordings),
      scoreTable(judged, holdOut),
      ...comparisonTables(judged, recordings, holdOut),
      ...togetherTables(recordings),
    ],
    notes: [...few, ...censoringNotes(recordings)],
  };
}

function censoringNotes(recordings: readonly TickRecording[]): readonly string[] {
  const firsts = recordings.flatMap((one) => {
    return states.filter(([state]) => watchRuns(one, state, wholeOf(one)).isFirstLeftOut);
  });
  const ticks = [...new Set(recordings.map(({ gapSeconds }) => gapSeconds))].join(', ');
  return [
    `censoring: the first run of a recording is left out (${firsts.length} in all), its age ` +
      'not being known; its last counts as "at least so long" (right-censored); a run across the ' +
      'middle is fitted as censored and judged from the age it had there',
    `runs are counted in whole ticks of ${ticks} s: what happens between two ticks is not seen`,
    'KS p: chance that as many runs drawn from the law lie as far from it; it has not seen them',
  ];
}

function recordingTable(recordings: readonly TickRecording[]): FitTable {
  return {
    title: 'recordings, whole (mean and median run: Kaplan-Meier, hours)',
    head: [
      'recording',
      'ticks',
      'hours',
      'up',
      'falls per h up',
      'up mean',
      'up median',
      'down mean',
      'down median',
    ],
    rows: recordings.map((recording) => {
      const { name, ticks, gapSeconds } = recording;
      const hours = gapSeconds / 3600;
      const share = shareUp(recording, wholeOf(recording));
      const rate = countSteps(ticks, 1, 0) / (share * ticks.length * hours);
      const lengths = states.flatMap(([state]) => {
        const recorded = kaplanMeier(watchRuns(recording, state, wholeOf(recording)).runs);
        const median = recordedQuantile(recorded, 0.5);
        return [hours * recordedMean(recorded), median === undefined ? undefined : median * hours];
      });
      const cells = [ticks.length * hours, share, rate, ...lengths].map((value) => figure(value));
      return [name, String(ticks.length), ...cells];
    }),
  };
}

function countSteps(ticks: readonly number[], from: number, to: number): number {
  return ticks.filter((tick, i) => i > 0 && ticks[i - 1] === from && tick === to).length;
}

function transitionTable(recordings: readonly TickRecording[]): FitTable {
  return {
    title: 'transition matrix, chance a tick (rows of the matrix: from up, from down)',
    head: ['recording', 'up to up', 'up to down', 'down to up', 'down to down'],
    rows: recordings.map(({ name, ticks }) => {
      const rows = [1, 0].flatMap((from) => {
        const counts = [1, 0].map((to) => countSteps(ticks, from, to));
        return counts.map((count) => figure(count / (counts[0] + counts[1])));
      });
      return [name, ...rows];
    }),
  };
}

function hazardTable(recordings: readonly TickRecording[]): FitTable {
  const ages = bucketStarts.map((start, i) => {
    const end = bucketStarts[i + 1] ?? Number.POSITIVE_INFINITY;
    if (end === Number.POSITIVE_INFINITY) return `${start}+`;
    return end - start === 1 ? String(start) : `${start}-${end - 1}`;
  });
  return {
    title: 'semi-Markov hazard, chance a tick to end by age in ticks, shrunk by 2 pseudo-runs',
    head: ['recording', 'state', ...ages],
    rows: recordings.flatMap((recording) =>
      states.map(([state, word]) => {
        const law = fitHazards(watchRuns(recording, state, wholeOf(recording)).runs);
        return [recording.name, word, ...law.hazards.map((hazard) => figure(hazard))];
      }),
    ),
  };
}

function scoreTable(judged: readonly Judged[], holdOut: string): FitTable {
  return {
    title: `held out: ${holdOut}; log-likelihood a held-out run, nats (larger is better)`,
    head: ['recording', 'state', 'runs fitted', 'held out', ...families, 'best'],
    rows: judged.map((one) => {
      const scores = families.map((family) => figure(one.scores[family], 4));
      const best = chooseFamily([one]);
      const counts = [one.fitted, one.held].map((runs) => String(runs.length));
      return [one.name, wordOf(one.state), ...counts, ...scores, best];
    }),
  };
}

function comparisonTables(
  judged: readonly Judged[],
  recordings: readonly TickRecording[],
  holdOut: FitOptions['holdOut'],
): readonly FitTable[] {
  const chosen = states.map(([state]) => {
    const ofState = judged.filter((one) => one.state === state);
    return { state, family: chooseFamily(ofState) };
  });
  const familyOf = (state: number): Family =>
    chosen.find((one) => one.state === state)?.family ?? 'geometric';
  const words = chosen.map(({ state, family }) => `${wordOf(state)}: ${family}`).join(', ');
  const runs: FitTable = {
    title: `best law over all recordings (${words}) / held-out recording, hours`,
    head: ['recording', 'state', 'mean', 'median', 'KS distance', 'KS p'],
    rows: judged.map((one) => {
      const hours = hoursOf(recordings, one.name);
      const { mean, median, distance, chance } = compare(one.laws[familyOf(one.state)], one.held);
      const [modelMedian, seen] = median;
      const medians = [modelMedian * hours, seen === undefined ? undefined : seen * hours] as const;
      const means = [mean[0] * hours, mean[1] * hours] as const;
      const cells = [beside(means), beside(medians), figure(distance), figure(chance, 2)];
      return [one.name, wordOf(one.state), ...cells];
    }),
  };
  const shares: FitTable = {
    title: 'availability, model / held-out recording',
    head: ['recording', 'up'],
    rows: recordings.flatMap((recording) => {
      const [up, down] = [1, 0].map((state) =>
        lawOf(judged, recording.name, state, familyOf(state)),
      );
      if (up === undefined || down === undefined) return [];
      return [[recording.name, beside(compareShares({ up, down }, recording, holdOut))]];
    }),
  };
  return [runs, shares];
}

function lawOf(
  judged: readonly Judged[],
  name: string,
  state: number,
  family: Family,
): RunLaw | undefined {
  return judged.find((one) => one.name === name && one.state === state)?.laws[family];
}

function togetherTables(recordings: readonly TickRecording[]): readonly FitTable[] {
  const hour = Math.max(1, Math.round(3600 / recordings[0].gapSeconds));
  const pairs = pairsOf(recordings, hour);
  if (pairs.length === 0) return [];
  const shock = sharedShock(pairs);
  return [
    {
      title: `side by side; shared shock, all pairs: ${figure(shock)} a tick`,
      head: [
        'pair',
        'correlation',
        'an hour apart',
        'ticks both up',
        'fall together',
        'if independent',
      ],
      rows: pairs.map((pair) => [
        pair.names.join(' & '),
        figure(pair.correlation),
        figure(pair.lagged),
        String(pair.bothUp),
        String(pair.fallsTogether),
        figure(pair.fallsExpected),
      ]),
    },
    jointTable(recordings, pairs.length),
  ];
}

// The joint chain of all markets at once: how often so many are up together.
function jointTable(recordings: readonly TickRecording[], pairs: number): FitTable {
  const isBeside = pairs === (recordings.length * (recordings.length - 1)) / 2;
  const beside = isBeside ? recordings : recordings.slice(0, 0);
  const shares = beside.map((recording) => shareUp(recording, wholeOf(recording)));
  const length = beside[0]?.ticks.length ?? 0;
  const counts = new Array<number>(beside.length + 1).fill(0);
  for (let at = 0; at < length; at++) {
    counts[beside.reduce((sum, { ticks }) => sum + ticks[at], 0)]++;
  }
  const alone = upAtOnce(shares);
  return {
    title: 'markets up at once: share of ticks recorded, and if they were independent',
    head: ['up at once', 'recorded', 'independent'],
    rows: isBeside
      ? counts.map((count, up) => [String(up), percent(count / length), percent(alone[up])])
      : [],
  };
}

/** Chance that so many of independent markets are up: one market after another joins. */
function upAtOnce(shares: readonly number[]): readonly number[] {
  let chances: readonly number[] = [1];
  for (const share of shares) {
    const grown = chances.concat(0);
    chances = grown.map((chance, up) => chance * (1 - share) + (chances[up - 1] ?? 0) * share);
  }
  return chances;
}

function hoursOf(recordings: readonly TickRecording[], name: string): number {
  return (recordings.find((recording) => recording.name === name)?.gapSeconds ?? 0) / 3600;
}

function wordOf(state: number): string {
  return state === 1 ? 'up' : 'down';
}
