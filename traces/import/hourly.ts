import { HOUR } from '../../engine/units.ts';
import { refuse } from '../problem.ts';
import type { RecordedSeries } from '../recorded.ts';

const secondsPerHour = 3600;

// The longest silence in the 16 zones of the live feed is 1 838 hours (IE); one of more than a
// quarter of a year is taken for a damaged date.
const longestGap = 92 * 24;

/** Hourly steps with gaps held from the hour before, and how many hours that are. */
export interface HeldHours {
  readonly recorded: RecordedSeries;
  readonly held: number;
  /** Hours of the longest gap. */
  readonly longest: number;
}

/** The value of one hour and where it was read. */
export interface HourRead {
  readonly value: number;
  readonly file: string;
  readonly row: number;
}

/** Makes a gapless hourly series of values by Unix hour; refuses gaps that only damage explains. */
export function holdHours(zone: string, byHour: ReadonlyMap<number, HourRead>): HeldHours {
  const hours = [...byHour.keys()].sort((a, b) => a - b);
  const values: number[] = [];
  let longest = 0;
  for (const [i, hour] of hours.entries()) {
    const gap = i === 0 ? 0 : hour - hours[i - 1] - 1;
    if (gap > longestGap) return refuseGap(byHour.get(hour), gap);
    longest = Math.max(longest, gap);
    for (let k = 0; k < gap; k++) values.push(values[values.length - 1]);
    values.push(byHour.get(hour)?.value ?? 0);
  }
  const recorded = {
    startsAt: hours[0] * secondsPerHour,
    series: {
      name: zone,
      unit: 'gCO2e/kWh',
      times: values.map((_, i) => i * HOUR),
      values,
      span: values.length * HOUR,
      end: 'repeat',
    },
  } as const;
  return { recorded, held: values.length - hours.length, longest };
}

function refuseGap(after: HourRead | undefined, gap: number): never {
  const found = `a gap of ${gap} hours before this row`;
  const { file, row } = after ?? { file: '', row: 0 };
  return refuse({ file, row, found, wanted: `hours at most ${longestGap} apart` });
}
