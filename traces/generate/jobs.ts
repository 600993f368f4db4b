import { draw, type Law } from '../../engine/distributions.ts';
import { openStream, uniform } from '../../engine/random.ts';
import { type Duration, HOUR, roundTime } from '../../engine/units.ts';
import type { JobSample } from '../series.ts';

/** What a generated list of jobs is drawn from. */
export interface JobFigures {
  /** Between two arrivals, hours. */
  readonly gap: Law;
  /** Length of a job above the least one, hours. */
  readonly length: Law;
  readonly leastHours: number;
  /** Share of the jobs by width; shares need not add up to 1. */
  readonly widths: readonly (readonly [width: number, share: number])[];
}

/**
 * Fitted by `playtwin traces fit gaia` on the earlier half of Alibaba PAI as GAIA extracts it and
 * judged on the later half: docs/calibration/jobs.md. Widths are those of 1 % of its jobs or
 * more; rarer ones from 11 to 24 stand at 16, and all above 25 at their mean of about 50.
 */
export const paiJobs: JobFigures = {
  gap: {
    kind: 'hyperexponential',
    weights: [0.126, 0.3262, 0.5478],
    means: [0.0007948, 0.03707, 0.1381],
  },
  length: {
    kind: 'hyperexponential',
    weights: [0.3031, 0.5235, 0.1734],
    means: [0.1234, 1.352, 8.243],
  },
  leastHours: 0.0835,
  widths: [
    [1, 0.735],
    [2, 0.0491],
    [3, 0.0407],
    [4, 0.0213],
    [5, 0.0334],
    [7, 0.0111],
    [8, 0.0184],
    [10, 0.0199],
    [16, 0.024],
    [20, 0.0159],
    [25, 0.0104],
    [50, 0.0161],
  ],
};

/** Jobs that come within a span; gap, length and width are independent of each other. */
export function generateJobs(figures: JobFigures, span: Duration, seed: number): JobSample {
  const stream = openStream(seed, 'shelf/jobs');
  const [starts, works, breadths]: [number[], number[], number[]] = [[], [], []];
  for (let at = 0; at <= span; at += gapOf(figures, stream)) {
    const length = (figures.leastHours + draw(figures.length, stream, 0)) * HOUR;
    const width = widthAt(figures, uniform(stream, 0));
    starts.push(at);
    breadths.push(width);
    works.push(Math.max(1, roundTime(length * width)));
  }
  return { at: starts, work: works, width: breadths };
}

function gapOf({ gap }: JobFigures, stream: Int32Array): Duration {
  return Math.max(1, roundTime(draw(gap, stream, 0) * HOUR));
}

function widthAt({ widths }: JobFigures, u: number): number {
  let left = u * widths.reduce((sum, [, share]) => sum + share, 0);
  for (const [width, share] of widths) {
    if (left < share) return width;
    left -= share;
  }
  return widths[widths.length - 1][0];
}
