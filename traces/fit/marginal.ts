import type { RecordedMix } from '../import/mix.ts';
import { refuse } from '../problem.ts';

/** What one more kWh of load emitted at an hour of the day, UTC. */
export interface MarginalHour {
  /** Never below 0: where the regression says less, 0 stands. */
  readonly gPerKwh: number;
  /** 95 % half-width of the slope. */
  readonly halfWidth: number;
  /** The slope before it was cut at 0. */
  readonly slope: number;
  /** Share of the emissions' variance from hour to hour that load and weather explain. */
  readonly explained: number;
  readonly count: number;
}

/** A derived marginal intensity: 24 hours of the day. */
export interface MarginalEstimate {
  readonly hours: readonly MarginalHour[];
  /** Mean over the day. */
  readonly gPerKwh: number;
  readonly averageGPerKwh: number;
}

/** From one hour to the next: emissions, generation, and wind and solar generation. */
interface HourChange {
  readonly hour: number;
  readonly emissions: number;
  readonly generation: number;
  readonly weather: number;
}

const leastCount = 30;

/**
 * Marginal intensity by hour of day: the slope of Δemissions on Δgeneration, with Δ(wind + solar)
 * held fixed, each hour of the day by itself (Hawkes 2010; Siler-Evans et al. 2012). Trade with
 * neighbours is not in the data: what they burn for the next kWh is not counted.
 */
export function estimateMarginal(file: string, mix: RecordedMix): MarginalEstimate {
  const changes = changesOf(mix);
  const hours = Array.from({ length: 24 }, (_, hour) => {
    return regressHour(changes.filter((change) => change.hour === hour));
  });
  const thin = hours.findIndex(({ count }) => count < leastCount);
  if (thin >= 0) {
    const found = `${hours[thin].count} changes into ${thin}:00 UTC`;
    return refuse({ file, row: 0, found, wanted: `${leastCount} days at least` });
  }
  const { values } = mix.intensity.series;
  return {
    hours,
    gPerKwh: hours.reduce((sum, { gPerKwh }) => sum + gPerKwh, 0) / 24,
    averageGPerKwh: values.reduce((sum, value) => sum + value, 0) / values.length,
  };
}

/** The changes between neighbouring hours that were both told whole. */
function changesOf({ intensity, generation, weather }: RecordedMix): readonly HourChange[] {
  const { values } = intensity.series;
  const first = intensity.startsAt / 3600;
  const emissions = values.map((value, i) => value * generation[i]);
  return emissions.flatMap((now, i) => {
    const change = {
      hour: (first + i) % 24,
      emissions: now - emissions[i - 1],
      generation: generation[i] - generation[i - 1],
      weather: weather[i] - weather[i - 1],
    };
    return i > 0 && Number.isFinite(change.emissions) ? [change] : [];
  });
}

/** One line about an estimate, which says that it is one. */
export function marginalNote(zone: string, estimate: MarginalEstimate): string {
  const cut = estimate.hours.filter(({ slope }) => slope < 0).length;
  const widest = estimate.hours.reduce((most, { halfWidth }) => Math.max(most, halfWidth), 0);
  return (
    `${zone}: marginal intensity DERIVED from generation by fuel, mean ` +
    `${estimate.gPerKwh.toFixed(0)} g/kWh (average ${estimate.averageGPerKwh.toFixed(0)}), ` +
    `widest half-width ${widest.toFixed(0)}, ${cut} hours cut at 0`
  );
}

// Least squares of emissions on a constant, generation and weather, about their means.
function regressHour(changes: readonly HourChange[]): MarginalHour {
  const count = changes.length;
  const mean = (of: (change: HourChange) => number) => {
    return changes.reduce((sum, change) => sum + of(change), 0) / count;
  };
  const [e, g, w] = [mean((c) => c.emissions), mean((c) => c.generation), mean((c) => c.weather)];
  const about = (of: (e: number, g: number, w: number) => number) => {
    return changes.reduce((sum, c) => {
      return sum + of(c.emissions - e, c.generation - g, c.weather - w);
    }, 0);
  };
  const gg = about((_, dg) => dg * dg);
  const ww = about((_, __, dw) => dw * dw);
  const gw = about((_, dg, dw) => dg * dw);
  const eg = about((de, dg) => de * dg);
  const ew = about((de, _, dw) => de * dw);
  const ee = about((de) => de * de);
  // Without wind and sun (all alike) the second regressor falls away.
  const hasWeather = gg * ww - gw * gw > 1e-9 * gg * ww;
  const spread = hasWeather ? gg - (gw * gw) / ww : gg;
  const slope = hasWeather ? (eg - (gw * ew) / ww) / spread : eg / gg;
  const turn = hasWeather ? (ew - slope * gw) / ww : 0;
  const rest = Math.max(0, ee - slope * eg - turn * ew);
  const halfWidth = 1.96 * Math.sqrt(rest / Math.max(1, count - 3) / spread);
  return { gPerKwh: Math.max(0, slope), halfWidth, slope, explained: 1 - rest / ee, count };
}
