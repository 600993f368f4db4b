import { PAST_HOURS } from '../../models/grid/forecast.ts';
import type { LeadWeights } from '../../models/grid/forecast-weights.ts';
import { type Features, featuresAt, logIntensity } from '../../models/grid/forecaster.ts';
import type { Recording } from './recordings.ts';
import { solve } from './solve.ts';

/** Leads with weights of their own; beside each whole day the next hour, where `day` jumps. */
const LEADS = [
  1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 21, 24, 25, 30, 36, 42, 48, 49, 60, 72, 73, 84, 96,
];

/** Zones whose days are near-copies of each other: the provider's estimates, not weather. */
export const ESTIMATED: ReadonlySet<string> = new Set(['IN-MH', 'JP-TK', 'KR', 'SG']);

const KEYS = ['day', 'now', 'level'] as const;

/**
 * One table of weights for all zones: least squares of log intensity over the first half of each
 * recording, every zone weighted by the inverse of its own variance about the profile.
 */
export function fitWeights(recordings: readonly Recording[]): readonly LeadWeights[] {
  const zones = recordings.filter(({ name }) => !ESTIMATED.has(name));
  const logs = zones.map(({ values }) => values.map(logIntensity));
  return LEADS.map((lead) => {
    const square = KEYS.map(() => KEYS.map(() => 0));
    const side = KEYS.map(() => 0);
    zones.forEach((zone, z) => {
      addZone(zone, logs[z], lead, { square, side });
    });
    const [day, now, level] = solve(square, side);
    return { lead, day, now, level };
  });
}

interface Sums {
  readonly square: number[][];
  readonly side: number[];
}

function addZone(zone: Recording, logs: readonly number[], lead: number, sums: Sums): void {
  const rows = rowsOf(zone, logs, lead);
  const total = rows.reduce((sum, { target }) => sum + target * target, 0);
  for (const { features, target } of rows) {
    KEYS.forEach((key, i) => {
      sums.side[i] += (features[key] * target) / total;
      KEYS.forEach((other, j) => {
        sums.square[i][j] += (features[key] * features[other]) / total;
      });
    });
  }
}

function rowsOf({ values, isTold }: Recording, logs: readonly number[], lead: number) {
  const half = Math.floor(values.length / 2);
  const rows: { readonly features: Features; readonly target: number }[] = [];
  for (let now = PAST_HOURS; now + lead < half; now++) {
    const features = featuresAt(logs, now, lead);
    if (features === undefined || !isTold[now] || !isTold[now + lead]) continue;
    rows.push({ features, target: logs[now + lead] - features.profile });
  }
  return rows;
}
