import { draw } from '../../engine/distributions.ts';
import { openStream, uniform } from '../../engine/random.ts';
import { type Duration, HOUR, MINUTE } from '../../engine/units.ts';
import type { Series } from '../series.ts';

/** Run lengths of spot capacity: mean in hours and coefficient of variation, sold and not sold. */
export interface AvailabilityFigures {
  readonly up: { readonly meanHours: number; readonly cv: number };
  readonly down: { readonly meanHours: number; readonly cv: number };
}

/**
 * Measured: AWS us-west-2a, V100 x 8, late October 2022, 12 days of ten-minute pings (Wu et al.,
 * "Can't Be Late", NSDI 2024, via FrontierCS/Frontier-CS, MIT): 140 runs each way, available 0.67.
 */
export const scarceSpot: AvailabilityFigures = {
  up: { meanHours: 1.39, cv: 2.1 },
  down: { meanHours: 0.7, cv: 1.61 },
};

/**
 * Assumed for L4: as good as the best of nine AWS zones for V100 in 2023 (available 0.91, mean
 * sold run 10.4 h: skypilot-org/spot-traces), with the spread of runs of `scarceSpot`. No public
 * availability record of L4 is known; GPUs sold today are far less scarce than V100 were in 2022.
 */
export const assumedL4Spot: AvailabilityFigures = {
  up: { meanHours: 10.4, cv: 2.1 },
  down: { meanHours: 1.03, cv: 1.61 },
};

/** One zone's sold / not sold steps: alternating runs, many short and few long, whole minutes. */
export function generateAvailability(
  figures: AvailabilityFigures,
  name: string,
  span: Duration,
  seed: number,
): Series {
  const stream = openStream(seed, `availability/${name}`);
  const up = runLaw(figures.up.meanHours, figures.up.cv);
  const down = runLaw(figures.down.meanHours, figures.down.cv);
  const share = figures.up.meanHours / (figures.up.meanHours + figures.down.meanHours);
  const first = uniform(stream, 0) < share ? 1 : 0;
  const times: number[] = [];
  const values: number[] = [];
  for (let t = 0, level = first; t < span; level = 1 - level) {
    times.push(t);
    values.push(level);
    const run = draw(level === 1 ? up : down, stream, 0);
    t += Math.max(1, Math.round(run / MINUTE)) * MINUTE;
  }
  return { name, unit: '1', times, values, span, end: 'repeat' };
}

// Two exponential phases with balanced means: the simplest law with a given mean and CV above 1.
function runLaw(meanHours: number, cv: number) {
  const scv = cv * cv;
  const short = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const mean = meanHours * HOUR;
  return {
    kind: 'hyperexponential',
    weights: [short, 1 - short],
    means: [mean / (2 * short), mean / (2 * (1 - short))],
  } as const;
}
