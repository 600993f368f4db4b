import { openStream, uniform } from '../../engine/random.ts';
import { type RunLaw, survival } from './run-law.ts';
import type { Run } from './runs.ts';

/** Survival as recorded: `alive[n]` is the estimated chance to last longer than n ticks. */
export interface RecordedSurvival {
  readonly alive: readonly number[];
}

/**
 * The Kaplan-Meier estimate: censored runs count as long as they were watched, and a run with
 * delayed entry from the age it came in with. It ends at the longest run that was seen to end.
 */
export function kaplanMeier(runs: readonly Run[]): RecordedSurvival {
  const longest = runs.reduce((most, { ticks }) => Math.max(most, ticks), 0);
  const ended = new Float64Array(longest + 2);
  // Change of the number at risk from one length to the next.
  const change = new Float64Array(longest + 2);
  let last = 0;
  for (const { ticks, isEnded, entry } of runs) {
    const leaves = isEnded ? ticks + 1 : ticks;
    if (leaves <= entry + 1) continue;
    change[entry + 1]++;
    change[leaves]--;
    if (!isEnded) continue;
    ended[ticks]++;
    last = Math.max(last, ticks);
  }
  const alive = [1];
  let atRisk = 0;
  for (let n = 1; n <= last; n++) {
    atRisk += change[n];
    alive.push(atRisk === 0 ? alive[n - 1] : alive[n - 1] * (1 - ended[n] / atRisk));
  }
  return { alive };
}

/** Largest distance between recorded and modelled survival, up to the longest run seen to end. */
export function distance(law: RunLaw, { alive }: RecordedSurvival): number {
  return alive.reduce((most, share, n) => Math.max(most, Math.abs(share - survival(law, n))), 0);
}

/** Least ticks that at least a share q of recorded runs does not exceed; undefined when unseen. */
export function recordedQuantile({ alive }: RecordedSurvival, q: number): number | undefined {
  const ticks = alive.findIndex((share) => 1 - share >= q);
  return ticks < 0 ? undefined : ticks;
}

/** Mean recorded run in ticks up to the longest one that ended: the area under the survival. */
export function recordedMean({ alive }: RecordedSurvival): number {
  return alive.reduce((sum, share) => sum + share, 0) - alive[alive.length - 1];
}

const samples = 400;
const longestDrawn = 20_000;

/**
 * Chance that runs drawn from the law, as many and watched alike, lie at least so far from it:
 * Kolmogorov and Smirnov's distance, its spread by drawing, since ticks are not continuous. A run
 * with delayed entry is drawn from those that outlive it, a censored one is censored again where
 * it was. Only for a law that was not fitted to these runs.
 */
export function chanceOfDistance(law: RunLaw, runs: readonly Run[]): number {
  const found = distance(law, kaplanMeier(runs));
  const stream = openStream(1, 'fit/distance');
  const table = survivalTable(law);
  let further = 0;
  for (let sample = 0; sample < samples; sample++) {
    const drawn = kaplanMeier(runs.map((run) => drawLike(run, table, stream)));
    const off = drawn.alive.reduce((most, share, n) => {
      return Math.max(most, Math.abs(share - (table[n] ?? 0)));
    }, 0);
    if (off >= found - 1e-12) further++;
  }
  return (further + 1) / (samples + 1);
}

function drawLike(run: Run, table: readonly number[], stream: Int32Array): Run {
  const { entry } = run;
  const ticks = lengthAt(table, uniform(stream, 0) * (table[entry] ?? 0));
  const longer = Math.max(ticks, entry + 1);
  return run.isEnded || longer < run.ticks ? { ticks: longer, isEnded: true, entry } : run;
}

function survivalTable(law: RunLaw): readonly number[] {
  const table = [1];
  while (table[table.length - 1] > 1e-6 && table.length < longestDrawn) {
    table.push(survival(law, table.length));
  }
  return table;
}

// Least length whose survival is below u.
function lengthAt(table: readonly number[], u: number): number {
  let low = 0;
  let high = table.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle] > u) low = middle;
    else high = middle;
  }
  return high;
}
